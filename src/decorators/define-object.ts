// `defineObject`: the class of an object field, or the base of a document's class, without decorators.
import { legacyMetadataOf } from '../metadata/raw-records.js';
import type { AbstractClass } from '../types/class.js';
import { descriptionOf, recordDescription } from './field-builder.js';
import type { Fields, PropertiesOf } from './field-builder-types.js';

/** A class that {@link defineDocument} or {@link defineObject} made. Extend it to add methods. */
export interface DefinedClass<TDocument extends object> {
  new (): TDocument;
  readonly prototype: TDocument;
}

/** The instances of a class that was defined: `type Post = InferDocument<typeof Post>`. */
export type InferDocument<TClass extends AbstractClass> = InstanceType<TClass>;

/** A class of this name with these fields, recorded as decorators record them. */
export function defineClass(name: string, fields: Fields): DefinedClass<Record<string, unknown>> {
  const described = Object.entries(fields).map(
    ([property, field]) => [property, descriptionOf(field)] as const,
  );
  const defaults = described.flatMap(([property, { initial }]) =>
    initial === undefined ? [] : [[property, initial] as const],
  );
  const target = class {
    [property: string]: unknown;
    constructor() {
      for (const [property, initial] of defaults) this[property] = initial();
    }
  };
  Object.defineProperty(target, 'name', { value: name });
  const metadata = legacyMetadataOf(target);
  for (const [property, description] of described) recordDescription(metadata, property, description);
  return target;
}

/**
 * A class with fields, without decorators: for object fields, and to be extended.
 *
 * @param name The name of the class in messages.
 * @param fields Each property with its field, made by {@link f}.
 *
 * @example
 * ```ts
 * const Comment = defineObject('Comment', { author: f.keyword(), body: f.text() });
 * type Comment = InferDocument<typeof Comment>;
 *
 * @Document('articles')
 * class Article extends defineObject('Article', { title: f.text(), comments: f.nested(() => Comment).array() }) {
 *   get slug() {
 *     return this.title.toLowerCase().replaceAll(' ', '-');
 *   }
 * }
 * ```
 */
export function defineObject<TFields extends Fields>(
  name: string,
  fields: TFields,
): DefinedClass<PropertiesOf<TFields>> {
  // Its fields say what its instances hold.
  return defineClass(name, fields) as unknown as DefinedClass<PropertiesOf<TFields>>;
}
