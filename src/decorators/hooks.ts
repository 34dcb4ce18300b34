// `@BeforeSave` and its kin: methods of a document that are called at points of its life.
import { failure } from '../errors/failure.js';
import type { HookName } from '../metadata/hooks.js';
import { legacyMetadataOf, recordHook } from '../metadata/raw-records.js';
import { legacyMember, standardMember } from './decorated-member.js';

/** A decorator for a method without parameters, in standard and in legacy mode. */
export interface HookDecorator {
  <This, Value extends (this: This) => void | Promise<void>>(
    value: Value,
    context: ClassMethodDecoratorContext<This, Value>,
  ): void;
  (
    target: object,
    key: PropertyKey,
    descriptor: TypedPropertyDescriptor<() => void> | TypedPropertyDescriptor<() => Promise<void>>,
  ): void;
}

function hookDecorator(decorator: string, hook: HookName): () => HookDecorator {
  function decorate(
    target: object,
    keyOrContext: PropertyKey | DecoratorContext | undefined,
    descriptor?: unknown,
  ): void {
    if (keyOrContext === undefined) throw failure('METADATA_NOT_A_DECORATOR_CALL', { decorator });
    if (typeof keyOrContext === 'object') {
      const { metadata, ...member } = standardMember(decorator, keyOrContext, 'method');
      recordHook(metadata, { ...member, hook });
    } else {
      const { owner, ...member } = legacyMember(decorator, target, keyOrContext, descriptor, 'method');
      recordHook(legacyMetadataOf(owner), { ...member, hook });
    }
  }
  return () => decorate as HookDecorator;
}

/**
 * Has the method called before the document is saved, and before it is checked: it may still change it. What it throws
 * ends the save; nothing is sent, and what hooks assigned to the document is taken back. It may be async.
 *
 * Order: the class's methods, base class first, then the subscribers of the DataSource as they were registered.
 *
 * @example
 * ```ts
 * @BeforeSave() makeSlug() {
 *   this.slug = this.title.toLowerCase().replaceAll(' ', '-');
 * }
 * ```
 */
export const BeforeSave = /* @__PURE__ */ hookDecorator('BeforeSave', 'beforeSave');

/** Has the method called after the document was saved. What it throws becomes a HookError: the document is stored. */
export const AfterSave = /* @__PURE__ */ hookDecorator('AfterSave', 'afterSave');

/** Has the method called before a document's changes are sent by `update(document)`. As {@link BeforeSave}. */
export const BeforeUpdate = /* @__PURE__ */ hookDecorator('BeforeUpdate', 'beforeUpdate');

/** Has the method called after `update(document)`. As {@link AfterSave}. */
export const AfterUpdate = /* @__PURE__ */ hookDecorator('AfterUpdate', 'afterUpdate');

/** Has the method called before `delete(document)` and `softDelete(document)`. What it throws ends them. */
export const BeforeDelete = /* @__PURE__ */ hookDecorator('BeforeDelete', 'beforeDelete');

/** Has the method called after `delete(document)` and `softDelete(document)`. As {@link AfterSave}. */
export const AfterDelete = /* @__PURE__ */ hookDecorator('AfterDelete', 'afterDelete');

/** Has the method called on each document that was read, before the call that reads it resolves. */
export const AfterLoad = /* @__PURE__ */ hookDecorator('AfterLoad', 'afterLoad');
