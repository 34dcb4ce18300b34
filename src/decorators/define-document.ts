// `defineDocument`: the same as a class with `@Document`, without decorators, its type inferred.
import type { IndexFunctionOptions, SingleIndexOptions } from '../metadata/document-options.js';
import { hookNames } from '../metadata/hooks.js';
import type { HookName } from '../metadata/hooks.js';
import { legacyMetadataOf, recordDocument, recordHook } from '../metadata/raw-records.js';
import { defineClass } from './define-object.js';
import type { DefinedClass } from './define-object.js';
import type { Fields, PropertiesOf } from './field-builder-types.js';

/** The options of {@link defineDocument}: those of `@Document`, and a name for messages. */
export type DefineOptions<TDocument extends object = never> = (
  SingleIndexOptions | IndexFunctionOptions<TDocument>
) & {
  /** The name of the class in messages. Default: the index, or its pattern. */
  readonly name?: string;
};

/** What is called at the points of a document's life, as the decorators of hooks say it. `this` is the document. */
export type DefinedHooks<TDocument extends object> = {
  readonly [THook in HookName]?: (this: TDocument) => void | Promise<void>;
};

/**
 * A document class without decorators. What it records is what decorators would record: all that works for a class with
 * `@Document` works for it.
 *
 * @param indexOrOptions The index, or what `@Document` takes, with a `name` for messages.
 * @param fields Each property with its field, made by {@link f}.
 * @param behavior `hooks`: what is called before a document is saved, and the like.
 *
 * @example
 * ```ts
 * const Post = defineDocument('posts', {
 *   id: f.id(),
 *   title: f.text({ fields: { raw: { type: 'keyword' } } }),
 *   status: f.keyword().of<'draft' | 'published'>(),
 *   views: f.integer().default(0),
 *   publishedAt: f.date().optional(),
 * });
 * type Post = InferDocument<typeof Post>;
 *
 * const dataSource = new DataSource({ documents: [Post] });
 * await dataSource.getRepository(Post).save(new Post());
 * ```
 * @throws MetadataError from `DataSource.initialize()`, as for a class with `@Document`.
 */
export function defineDocument<TFields extends Fields>(
  indexOrOptions: string | DefineOptions<NoInfer<PropertiesOf<TFields>>>,
  fields: TFields,
  behavior: { readonly hooks?: DefinedHooks<NoInfer<PropertiesOf<TFields>>> } = {},
): DefinedClass<PropertiesOf<TFields>> {
  const { name, ...options } =
    typeof indexOrOptions === 'string' ? { index: indexOrOptions, name: undefined } : indexOrOptions;
  const { index, pattern } = options as { readonly index: unknown; readonly pattern?: string };
  const target = defineClass(name ?? (typeof index === 'string' ? index : (pattern ?? '')), fields);
  const metadata = legacyMetadataOf(target);
  for (const hook of hookNames) {
    const method: unknown = behavior.hooks?.[hook];
    if (method === undefined) continue;
    Object.defineProperty(target.prototype, hook, { value: method, configurable: true, writable: true });
    const decorator = `${hook[0]?.toUpperCase() ?? ''}${hook.slice(1)}`;
    recordHook(metadata, { decorator, property: hook, hook });
  }
  recordDocument(metadata, options);
  // Its fields say what its instances hold.
  return target as unknown as DefinedClass<PropertiesOf<TFields>>;
}
