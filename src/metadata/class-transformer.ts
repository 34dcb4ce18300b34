// What class-transformer's decorators say about the properties of a class.
import { TransformationType } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
// @ts-expect-error class-transformer keeps its types for this file under another path.
import { defaultMetadataStorage as untypedStorage } from 'class-transformer/cjs/storage.js';
import type { defaultMetadataStorage } from 'class-transformer/types/storage.js';
import type { AbstractClass, Class } from '../types/class.js';

// What class-transformer's decorators recorded. Its `find…` methods are typed to always find something.
type Storage = typeof defaultMetadataStorage;
type Found<TMethod extends 'findExposeMetadata' | 'findTypeMetadata'> =
  ReturnType<Storage[TMethod]> | undefined;
const storage = untypedStorage as Storage;

export type Conversion = (value: unknown, owner: object) => unknown;

/** `@Transform` of one property. */
export interface PropertyTransforms {
  /** Applied to the property's value before it is written, or undefined. */
  readonly toSource: Conversion | undefined;
  /** Applied to the value that was read, or undefined. */
  readonly toClass: Conversion | undefined;
}

export function transformsOf(target: Class, property: string): PropertyTransforms {
  return {
    toSource: chain(target, property, TransformationType.CLASS_TO_PLAIN),
    toClass: chain(target, property, TransformationType.PLAIN_TO_CLASS),
  };
}

function chain(target: Class, key: string, type: TransformationType): Conversion | undefined {
  const transforms = storage.findTransformMetadatas(target, key, type);
  if (transforms.length === 0) return undefined;
  return (first, obj) =>
    transforms.reduce((value: unknown, { transformFn }) => {
      const params: TransformFnParams = { value, key, obj, type, options: {} };
      return transformFn(params) as unknown;
    }, first);
}

/** Which properties `@Exclude` and `@Expose` keep out of the source, or out of what is read. */
export function exclusionOf(target: Class, direction: 'toSource' | 'toClass'): (property: string) => boolean {
  const type =
    direction === 'toSource' ? TransformationType.CLASS_TO_PLAIN : TransformationType.PLAIN_TO_CLASS;
  const excluded = new Set(storage.getExcludedProperties(target, type));
  const exposed = new Set(storage.getExposedProperties(target, type));
  const isExposedOnly = storage.getStrategy(target) === 'excludeAll';
  // No groups are active.
  const grouped = new Set(
    storage
      .getExposedMetadatas(target)
      .map(({ propertyName }) => propertyName as string)
      .filter((property) => (exposeOf(target, property)?.options.groups ?? []).length > 0),
  );
  if (!isExposedOnly && excluded.size + grouped.size === 0) return () => false;
  return (property) =>
    excluded.has(property) || grouped.has(property) || (isExposedOnly && !exposed.has(property));
}

/** The name that `@Expose` gives a property, or undefined. */
export function exposedName(target: AbstractClass, property: string): string | undefined {
  return exposeOf(target as Class, property)?.options.name;
}

function exposeOf(target: Class, property: string): Found<'findExposeMetadata'> {
  return storage.findExposeMetadata(target, property);
}

/** Gives the class of a value by what `@Type` says, or undefined. */
export type ValueClass = (owner: object) => Class | undefined;

export function valueClassOf(target: Class, property: string): ValueClass | undefined {
  const found = storage.findTypeMetadata(target, property) as Found<'findTypeMetadata'>;
  if (found === undefined) return undefined;
  return (object) => {
    // Without a function, it stands on the property's own type, which a compiler may have recorded.
    const typeFunction = found.typeFunction as typeof found.typeFunction | undefined;
    const type: unknown =
      typeFunction === undefined ? found.reflectedType : typeFunction({ newObject: {}, object, property });
    return typeof type === 'function' && type !== Object && type !== Array ? (type as Class) : undefined;
  };
}
