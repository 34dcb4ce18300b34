// `@Document`: says which index of which connection a class lives in.
import { failure } from '../errors/failure.js';
import type { ConnectionAlias, DocumentOptions } from '../metadata/document-options.js';
import { legacyMetadataOf, recordDocument } from '../metadata/raw-records.js';
import type { AbstractClass } from '../types/class.js';

/** A class decorator for standard and for legacy mode. */
export type DocumentDecorator<TDocument extends object = object> = (
  target: AbstractClass<TDocument>,
  context?: ClassDecoratorContext,
) => void;

/**
 * Makes a class a document: its instances are kept in one index.
 *
 * A subclass is a document only with a `@Document` of its own; it inherits the fields.
 *
 * @param index The index, or an alias of one. Lower case.
 * @param connection The connection's alias, or a function that gives it. Default: `'default'`.
 *
 * @example
 * ```ts
 * @Document('articles')
 * class Article {
 *   @Text() title!: string;
 * }
 *
 * @Document({ index: 'visits', connection: 'analytics', settings: { number_of_shards: 3 } })
 * class Visit {
 *   @Keyword() page!: string;
 * }
 * ```
 *
 * @throws MetadataError from `DataSource.initialize()` when the index name is not valid.
 */
export function Document(index: string, connection?: ConnectionAlias): DocumentDecorator;
export function Document<TDocument extends object = object>(
  options: DocumentOptions<TDocument>,
): DocumentDecorator<TDocument>;
export function Document(
  indexOrOptions: string | DocumentOptions<object>,
  connection?: ConnectionAlias,
): DocumentDecorator {
  const options: DocumentOptions<object> =
    typeof indexOrOptions === 'object'
      ? indexOrOptions
      : { index: indexOrOptions, ...(connection === undefined ? {} : { connection }) };
  return (target, context) => {
    if (typeof target !== 'function')
      throw failure('METADATA_NOT_A_DECORATOR_CALL', { decorator: 'Document' });
    // Compilers that follow the drafts before 2023 leave `metadata` out.
    const metadata =
      context === undefined ? legacyMetadataOf(target) : (context.metadata as DecoratorMetadata | undefined);
    if (metadata === undefined) {
      throw failure('METADATA_UNSUPPORTED_COMPILER', { decorator: 'Document', field: target.name });
    }
    // What a function of the documents takes is checked where the decorator stands.
    recordDocument(metadata, options);
  };
}
