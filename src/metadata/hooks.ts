// The points of a document's life at which a class's methods and subscribers are called.

export const hookNames = [
  'beforeSave',
  'afterSave',
  'beforeUpdate',
  'afterUpdate',
  'beforeDelete',
  'afterDelete',
  'afterLoad',
] as const;

export type HookName = (typeof hookNames)[number];

/** The methods of a class by the point at which they are called: base class first, then in the order of declaration. */
export type Hooks = { readonly [THook in HookName]: readonly string[] };
