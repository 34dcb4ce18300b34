// The verbs of a document class: each hands its arguments to the function that does the work.
import type { BulkResult } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { createDocument, readId } from '../hydration/document-hydration.js';
import { isObject } from '../hydration/json.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { CompletionValue } from '../metadata/field-types.js';
import type { Aggregations } from '../query/aggregation.js';
import type { DocumentChanges } from '../query/document-changes.js';
import type { AskedOf } from '../query/asked.js';
import type { CheckedAggregations } from '../query/checked-aggregations.js';
import type { CompositeRequest } from '../query/composite-request.js';
import type { CompositeBody } from '../query/composite-sources.js';
import type { EsqlFragment } from '../query/esql.js';
import type { FieldName, FieldOf, FieldPath } from '../query/field-path.js';
import type {
  CountRequest,
  FieldRequest,
  RequestedField,
  SearchRequestWith,
} from '../query/search-request.js';
import type { SourceFilter } from '../query/selected.js';
import type { Suggest } from '../query/suggest.js';
import type { AllowedRequest } from '../request/allowed-request.js';
import { checkClassRequest } from '../request/check-request.js';
import type { CheckedRequest } from '../request/check-request.js';
import type { EsqlOptions } from '../request/to-esql-request.js';
import type { FindOneOptions, FindOptions, FindSelect, SelectedDocument } from '../query/find-options.js';
import type { Where } from '../query/where.js';
import type { Script } from '../request/script.js';
import type { IterateOptions } from '../request/iteration-plan.js';
import type { ScopeOptions } from '../request/scope.js';
import type { ByQueryOptions } from '../request/by-query-parameters.js';
import type { ByQueryRequest } from '../request/to-by-query-request.js';
import { toExistsCount } from '../request/to-find-request.js';
import { toCountRequest, toRefreshRequest } from '../request/to-search-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { AutocompleteOptions } from '../request/to-autocomplete-request.js';
import type { ExplainRequest } from '../request/to-explain-request.js';
import type { UpdateRequestOptions } from '../request/to-update-request.js';
import type { CompositeBucket } from '../response/aggregation-results.js';
import type { IteratedDocument } from '../response/iterated.js';
import type { SearchResult } from '../response/search-result.js';
import type { ByQueryResult } from '../response/to-by-query-result.js';
import { toCount } from '../response/to-count.js';
import type { AutocompleteHit } from '../response/to-completions.js';
import type { ExplainResult } from '../response/to-explanation.js';
import type { CallOptions } from '../types/call-options.js';
import type { AbstractClass } from '../types/class.js';
import { autocomplete } from './autocomplete.js';
import { deleteByQuery, updateByQuery } from './change-by-query.js';
import { notFound } from './conflicts.js';
import { deleteDocument, restoreDocument, softDeleteDocument } from './delete-documents.js';
import type { DeleteOptions } from './delete-documents.js';
import { explainDocument } from './explain.js';
import type { ExplainOptions } from './explain.js';
import { iterateBuckets } from './iterate-buckets.js';
import { iterateDocuments } from './iterate-documents.js';
import type { Iteration } from './iteration.js';
import { findDocuments, findFirst, findFirstOrFail } from './find-documents.js';
import type { SearchDocuments } from './find-documents.js';
import { documentExists, getDocument, getDocuments } from './read-documents.js';
import type { GetOptions, Missing } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { findByEsql } from './run-esql.js';
import { saveDocument } from './save-documents.js';
import { Search } from './search.js';
import { searchDocuments } from './search-documents.js';
import { documentTarget } from './search-target.js';
import type { SaveOptions } from './save-documents.js';
import { updateById } from './update-by-id.js';
import type { BulkOperation, Many } from './bulk/bulk-operation.js';
import type { BulkOptions } from './bulk/bulk-options.js';
import { BulkWriter } from './bulk/bulk-writer.js';
import type { BulkWriterOptions } from './bulk/bulk-writer.js';
import { saveArray, writeMany } from './bulk/write-many.js';
import { changeDocument, updateChanged, updateKnown } from './update-document.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { upsertDocument } from './upsert-document.js';

const contextKey: unique symbol = Symbol.for('elastodm.Repository.context') as typeof contextKey;

/** What gives repositories: a {@link DataSource}. */
export interface RepositorySource {
  getRepository<TDocument extends object>(target: AbstractClass<TDocument>): Repository<TDocument>;
}

/**
 * Saves, gets and searches the documents of one class. Get one with `dataSource.getRepository(Film)`, or make a class of
 * your own that has more methods.
 *
 * @example
 * ```ts
 * class FilmRepository extends Repository<Film> {
 *   constructor(dataSource: DataSource) {
 *     super(Film, dataSource);
 *   }
 *
 *   bestOf(genre: string): Promise<Film[]> {
 *     return this.find({ where: { genre }, order: { imdbRating: 'desc' }, take: 10 });
 *   }
 * }
 * ```
 * All methods reject with an {@link ElastodmError}: {@link ConnectionFailedError} when the cluster can't be reached,
 * {@link RequestError} when it refuses the request, and those that a method names.
 */
export class Repository<TDocument extends object> {
  readonly #context: RepositoryContext;

  /** @internal */
  constructor(context: RepositoryContext);
  /**
   * For classes that extend this one: the repository of a class in a DataSource. Nothing is sent.
   *
   * @throws ConfigurationError when the class is not among the `documents` of the DataSource.
   */
  constructor(target: AbstractClass<TDocument>, dataSource: RepositorySource);
  constructor(
    target: RepositoryContext | AbstractClass<TDocument> | undefined,
    dataSource?: RepositorySource,
  ) {
    if (typeof target === 'object') {
      this.#context = target;
      return;
    }
    // Containers give nothing to a constructor of which they know nothing.
    if (target === undefined || dataSource === undefined) {
      throw failure('REPOSITORY_WITHOUT_DATA_SOURCE', {
        repository: new.target.name,
        ...(target === undefined ? {} : { className: target.name }),
      });
    }
    this.#context = dataSource.getRepository(target)[contextKey];
  }

  // The ESM and the CommonJS copy of the package know each other's repositories by it.
  /** @internal */
  get [contextKey](): RepositoryContext {
    return this.#context;
  }

  /** What the decorators of the class say: index, fields, options. Frozen. */
  get metadata(): DocumentMetadata {
    return this.#context.metadata;
  }

  /**
   * The same repository on another connection. Of a class that extends this one, its constructor is not called: the
   * properties are taken over, without those that are `#private`.
   */
  using(alias: string): this {
    const context = this.#context;
    const other: unknown = Reflect.construct(
      Repository,
      [{ ...context, resolve: (named = alias) => context.resolve(named) } satisfies RepositoryContext],
      // Its prototype is that of the class of this one.
      this.constructor as new () => this,
    );
    return Object.assign(other as this, this);
  }

  /**
   * A new instance with these values; plain objects at object fields become instances of their classes. Nothing is sent.
   */
  create(values: Partial<TDocument> = {}): TDocument {
    // Without the keys that could make it an instance of something else: values may be what somebody sent.
    return createDocument(this.#context.metadata, values) as TDocument;
  }

  /**
   * Saves a document: creates it, or replaces what is there. Returns the same object, with its id.
   *
   * A document without an id is given one before it is sent. A document that was read or saved through this connection
   * is replaced only if nobody changed it since; say `optimistic: false` where that does not matter.
   *
   * Sends: `PUT /films/_create/{new id}` or `PUT /films/_doc/{id}?if_seq_no=7&if_primary_term=1` with the fields. As all
   * writes, it has nine tenths of its time as Elasticsearch's own `timeout`.
   *
   * @example
   * ```ts
   * const film = await films.save(films.create({ title: 'Alien' }));
   * film.title = 'Aliens';
   * await films.save(film, { refresh: 'wait_for' });
   * ```
   * A request that breaks off is repeated where that does no harm, and never makes a second document. When it stays
   * unknown whether a new document was saved, saving the same object again finds out.
   *
   * @throws VersionConflictError when someone else changed the document. The object stays as it was; `current` is what is
   * stored now.
   * @throws WriteOutcomeUnknownError when the cluster did not answer, and may have saved it; `details.id` is its id.
   * @throws ValidationError when a value is missing or a check refuses it; DocumentError when one can't be stored. Nothing
   * is sent.
   */
  async save(document: TDocument, options: SaveOptions = {}): Promise<TDocument> {
    await saveDocument(this.#context, document, options);
    return document;
  }

  /**
   * Saves many documents: those of an array, or of anything else that gives them one after another, such as a generator, a
   * stream or a cursor. They are sent with bulk requests, several at the same time; no more is taken than fits into these.
   *
   * An array is returned, each document with its id; one that is listed twice is saved once, and all are checked before the
   * first is sent. For any other input, and for an array with `failures: 'collect'`, it returns how many were saved, and
   * which were not; a document that can't be stored is a failure beside the others.
   *
   * Sends: `POST /films/_bulk`, an action and a source for each document, at most 512 KiB or 5,000 documents at a time.
   *
   * @example
   * ```ts
   * await films.saveMany([alien, blade, moon], { refresh: true });
   * const { succeeded } = await films.saveMany(readFilms(), { onProgress: ({ total }) => console.log(total) });
   * ```
   * @throws BulkError when some could not be saved; `failures` says which and why. The others are saved.
   * @throws DocumentError, for an array, when a value can't be stored. Nothing is sent.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
   */
  saveMany(
    documents: readonly TDocument[],
    options?: BulkOptions & { readonly failures?: 'throw' },
  ): Promise<TDocument[]>;
  saveMany(documents: Many<TDocument>, options?: BulkOptions): Promise<BulkResult<TDocument>>;
  async saveMany(
    documents: Many<TDocument>,
    options: BulkOptions = {},
  ): Promise<TDocument[] | BulkResult<TDocument>> {
    if (Array.isArray(documents) && options.failures !== 'collect') {
      await saveArray(this.#context, documents, options);
      return [...(documents as readonly TDocument[])];
    }
    const result = await writeMany(this.#context, documents, (document) => ({ save: document }), options);
    // Each failure has the document that was passed in.
    return result as BulkResult<TDocument>;
  }

  /**
   * Deletes many documents for good, also of a class with `@DeletedAt`, given themselves or their ids: any input that
   * {@link saveMany} takes. What was read is deleted only if nobody changed it since. An id that no document has is counted
   * as `missing`, and is no failure.
   *
   * Sends: `POST /films/_bulk` with `{ "delete": { "_id": … } }` for each.
   *
   * @example
   * ```ts
   * const { succeeded, missing } = await films.deleteMany(['tt0078748', 'tt0090605']);
   * ```
   * @throws BulkError as {@link saveMany} does.
   */
  async deleteMany(
    documentsOrIds: Many<TDocument | string>,
    options: BulkOptions = {},
  ): Promise<BulkResult<TDocument | undefined>> {
    const result = await writeMany(this.#context, documentsOrIds, (one) => ({ delete: one }), options);
    return result as BulkResult<TDocument | undefined>;
  }

  /**
   * Saves, changes and deletes documents, as {@link save}, {@link update} and {@link delete} do, with bulk requests. What is
   * done to one document is done in order; between documents there is no order.
   *
   * Sends: `POST /films/_bulk`, an action for each operation, with a source, a `doc` or a `script`.
   *
   * @example
   * ```ts
   * await films.bulk([{ save: alien }, { update: 'tt0090605', changes: { year: 1986 } }, { delete: blade }]);
   * ```
   * @throws BulkError as {@link saveMany} does.
   */
  async bulk(
    operations: Many<BulkOperation<TDocument>>,
    options: BulkOptions = {},
  ): Promise<BulkResult<TDocument | undefined>> {
    // Its documents are of this class.
    const result = await writeMany(this.#context, operations as Many<BulkOperation<object>>, asItIs, options);
    return result as BulkResult<TDocument | undefined>;
  }

  /**
   * A {@link BulkWriter}, which takes documents one by one for as long as it is open, and sends them with bulk requests.
   * Nothing is sent yet. Close it: what is left is sent then; closing the DataSource does so, too.
   *
   * @example
   * ```ts
   * await using writer = films.createBulkWriter({ flushInterval: 1_000 });
   * await writer.save(alien);
   * ```
   */
  createBulkWriter(options: BulkWriterOptions = {}): BulkWriter<TDocument> {
    return new BulkWriter<TDocument>(this.#context, options);
  }

  /**
   * The document with this id.
   *
   * Sends: `GET /films/_doc/{id}`. It sees what was saved, refreshed or not. A class whose documents are in several
   * indices is searched for the id, and sees it once the index was refreshed; `{ index }` names the one.
   *
   * @throws DocumentNotFoundError when there is none.
   */
  async get(id: string, options: GetOptions = {}): Promise<TDocument> {
    const document = await this.getOrNull(id, options);
    if (document === null) throw notFound(this.metadata, id);
    return document;
  }

  /** The document with this id, or null. Sends: `GET /films/_doc/{id}`. */
  async getOrNull(id: string, options: GetOptions = {}): Promise<TDocument | null> {
    return (await getDocument(this.#context, id, options)) as TDocument | null;
  }

  /**
   * The documents with these ids, in their order, with one request.
   *
   * Sends: `POST /films/_mget`.
   *
   * @param options.missing What stands for an id that no document has: `'null'` (the default) puts null in its place,
   * `'skip'` leaves it out, `'throw'` throws a DocumentNotFoundError.
   */
  getMany(
    ids: readonly string[],
    options: GetOptions & { readonly missing: 'skip' | 'throw' },
  ): Promise<TDocument[]>;
  getMany(
    ids: readonly string[],
    options?: GetOptions & { readonly missing?: Missing },
  ): Promise<(TDocument | null)[]>;
  async getMany(
    ids: readonly string[],
    options: GetOptions & { readonly missing?: Missing } = {},
  ): Promise<(TDocument | null)[]> {
    return (await getDocuments(this.#context, ids, options)) as (TDocument | null)[];
  }

  /** Whether a document has this id, or meets a condition. Sends: `HEAD /films/_doc/{id}`, or `POST /films/_count`. */
  exists(id: string, options?: GetOptions): Promise<boolean>;
  exists(request: CountRequest<TDocument>, options?: ScopeOptions & CallOptions): Promise<boolean>;
  async exists(idOrRequest: CountRequest<TDocument> | string, options: GetOptions = {}): Promise<boolean> {
    if (isObject(idOrRequest)) return (await this.count(toExistsCount(idOrRequest), options)) > 0;
    return documentExists(this.#context, idOrRequest as string, options);
  }

  /** Whether a document meets a condition. Sends: `POST /films/_count`. */
  async existsBy(where: Where<TDocument>, options: ScopeOptions & CallOptions = {}): Promise<boolean> {
    return this.exists({ where }, options);
  }

  /**
   * Changes a document: what changed in it since it was read; or fields, or by a script.
   *
   * - `update(film)` sends the fields that differ from what was read or saved, and nothing where none does. A value that
   *   was taken away can't be told so: then the whole document is sent.
   * - `update(film, { year: 1986 })` sends these fields; the object gets them when they are stored.
   * - `update(id, { year: 1986 })` the same for a document that was not read.
   * - `update(film | id, script('ctx._source.views += params.by', { by: 1 }))` runs a script in the cluster.
   * - `update(id, (film) => { film.views += 1; })` reads the document, calls the function, and sends what it changed.
   *
   * A document that was read is changed only if nobody changed it since. With `retryOnConflict`, the change is applied
   * again to what others left: their changes of other fields stay.
   *
   * Sends: `POST /films/_update/{id}?if_seq_no=7&if_primary_term=1 { "doc": { "year": 1986 } }`.
   *
   * @example
   * ```ts
   * film.year = 1986;
   * await films.update(film);
   * await films.update('tt0090605', { year: 1986 }, { upsert: { title: 'Aliens', year: 1986 } });
   * ```
   * @throws VersionConflictError when someone else changed the document.
   * @throws DocumentNotFoundError when there is none, and no `upsert`.
   * @throws DocumentError DOCUMENT_NOT_LOADED when `update(film)` can't know what changed; DOCUMENT_PARTIAL for a
   * document that was read with some of its fields only.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-update
   */
  update(
    document: TDocument,
    changes?: undefined,
    options?: UpdateRequestOptions & CallOptions,
  ): Promise<UpdateResult<TDocument>>;
  update(
    documentOrId: TDocument | string,
    changes: DocumentChanges<TDocument> | Script,
    options?: UpdateOptions<TDocument>,
  ): Promise<UpdateResult<TDocument>>;
  update(
    id: string,
    change: (document: TDocument) => void | Promise<void>,
    options?: Omit<UpdateOptions<TDocument>, 'upsert'>,
  ): Promise<UpdateResult<TDocument>>;
  async update(
    documentOrId: TDocument | string,
    changes?: object | ((document: TDocument) => void | Promise<void>),
    options: UpdateOptions<TDocument> = {},
  ): Promise<UpdateResult<TDocument>> {
    const context = this.#context;
    const isId = typeof documentOrId === 'string';
    let result: UpdateResult<object>;
    if (typeof changes === 'function') {
      const change = changes as (document: object) => void | Promise<void>;
      result = await changeDocument(context, idOf(context, documentOrId), change, options);
    } else if (isId) result = await updateById(context, documentOrId, changes ?? {}, options);
    else if (changes === undefined) result = await updateChanged(context, documentOrId, options);
    else result = await updateKnown(context, documentOrId, changes, options);
    // Each of them gives the document that it was given, or one of the class.
    return result as UpdateResult<TDocument>;
  }

  /**
   * Stores a document where there is none of its id, and changes its fields where there is one: values that it does not
   * have are left as they are stored. The object holds what is stored afterwards.
   *
   * Sends: `POST /films/_update/{id} { "doc": …, "upsert": … }`.
   *
   * @example
   * ```ts
   * await films.upsert(films.create({ id: 'tt0090605', title: 'Aliens' }));
   * ```
   */
  async upsert(
    document: TDocument,
    options: UpdateRequestOptions & CallOptions = {},
  ): Promise<UpdateResult<TDocument>> {
    return (await upsertDocument(this.#context, document, options)) as UpdateResult<TDocument>;
  }

  /**
   * Changes every document that meets a condition: fields, or by a script.
   *
   * Sends: `POST /films/_update_by_query` with the query and a script; for fields, one that assigns them from its
   * parameters. The cluster needs scripts for it. Each document is changed on its own: what fails leaves the others
   * changed. Hooks are not called.
   *
   * @example
   * ```ts
   * await films.updateBy({ query: { term: { studio: 'fox' } } }, { studio: '20th' }, { conflicts: 'proceed' });
   * ```
   * @throws RequestError QUERY_NO_CONDITION for a request that means every document and does not say `all: true`;
   * BY_QUERY_FAILED when documents could not be changed.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-update-by-query
   */
  async updateBy(
    request: ByQueryRequest<TDocument>,
    changes: DocumentChanges<TDocument> | Script,
    options: ByQueryOptions & CallOptions = {},
  ): Promise<ByQueryResult> {
    return updateByQuery(this.#context, request, changes, options);
  }

  /**
   * Deletes every document that meets a condition, for good. Hooks are not called.
   *
   * Sends: `POST /films/_delete_by_query` with the query.
   *
   * @example
   * ```ts
   * await films.deleteBy({ query: { range: { year: { lt: 1950 } } } }, { refresh: true });
   * ```
   * @throws RequestError QUERY_NO_CONDITION, BY_QUERY_FAILED, as {@link updateBy}.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-delete-by-query
   */
  async deleteBy(
    request: ByQueryRequest<TDocument>,
    options: ByQueryOptions & CallOptions = {},
  ): Promise<ByQueryResult> {
    return deleteByQuery(this.#context, request, options);
  }

  /**
   * Deletes a document for good, given itself or its id. Returns whether there was one.
   *
   * A document that was read or saved through this connection is deleted only if nobody changed it since.
   *
   * Sends: `DELETE /films/_doc/{id}`, with `if_seq_no` and `if_primary_term` for a document.
   *
   * @throws VersionConflictError when someone else changed the document.
   */
  async delete(documentOrId: TDocument | string, options: DeleteOptions = {}): Promise<boolean> {
    return deleteDocument(this.#context, documentOrId, options);
  }

  /**
   * Marks a document as deleted, in its `@DeletedAt` property. Searches and reads then find it only with
   * `withDeleted: true`. Returns whether there was one.
   *
   * Sends: `POST /films/_update/{id} { "doc": { "deletedAt": … } }`.
   *
   * @throws DocumentError DOCUMENT_NO_SOFT_DELETE when the class has no such property.
   */
  async softDelete(documentOrId: TDocument | string, options: DeleteOptions = {}): Promise<boolean> {
    return softDeleteDocument(this.#context, documentOrId, options);
  }

  /** Takes back a {@link softDelete}. Returns whether there was such a document. */
  async restore(documentOrId: TDocument | string, options: DeleteOptions = {}): Promise<boolean> {
    return restoreDocument(this.#context, documentOrId, options);
  }

  /** How many documents match, or there are. Sends: `POST /films/_count`. */
  async count(
    request: CountRequest<TDocument> = {},
    options: ScopeOptions & CallOptions = {},
  ): Promise<number> {
    const { metadata, resolve } = this.#context;
    const connection = resolve(options.using);
    const answer = await connection.send(toCountRequest<TDocument>(metadata, request, options), options);
    return toCount(metadata, connection, answer);
  }

  /** How many documents meet a condition. Sends: `POST /films/_count`. */
  async countBy(where: Where<TDocument>, options: ScopeOptions & CallOptions = {}): Promise<number> {
    return this.count({ where }, options);
  }

  /**
   * The documents that meet a condition, as TypeORM finds them. Conditions only filter: use {@link search} for relevance.
   *
   * Without `take`, all of them come back, up to 10,000.
   *
   * Sends: `POST /films/_search` with the condition in `bool.filter`.
   *
   * @example
   * ```ts
   * const films = await repository.find({
   *   where: { genre: In(['drama', 'horror']), year: Gte(1980), reviews: { author: 'ann', stars: Gt(3) } },
   *   order: { year: 'DESC', title: 'ASC' },
   *   take: 20,
   * });
   * ```
   * @throws RequestError QUERY_TOO_MANY when there are more, and no `take`; QUERY_UNDEFINED for an undefined value;
   * QUERY_FIELD_UNKNOWN, QUERY_UNFIT, QUERY_OBJECT_VALUE, QUERY_LIMIT for what can't be asked. Only the first is sent.
   */
  async find<const TSelect extends FindSelect<TDocument> | undefined = undefined>(
    options: FindOptions<TDocument, TSelect> = {},
    call: ScopeOptions & CallOptions = {},
  ): Promise<SelectedDocument<TDocument, TSelect>[]> {
    const { documents } = await findDocuments(this.metadata, this.#search, 'find', options, call);
    return documents as SelectedDocument<TDocument, TSelect>[];
  }

  /** The documents that meet a condition: {@link find} with nothing else. */
  async findBy(where: Where<TDocument>, call: ScopeOptions & CallOptions = {}): Promise<TDocument[]> {
    return this.find({ where }, call);
  }

  /** The documents that {@link find} gives, and how many match without `take` and `skip`. */
  async findAndCount<const TSelect extends FindSelect<TDocument> | undefined = undefined>(
    options: FindOptions<TDocument, TSelect> = {},
    call: ScopeOptions & CallOptions = {},
  ): Promise<[documents: SelectedDocument<TDocument, TSelect>[], total: number]> {
    const found = await findDocuments(this.metadata, this.#search, 'findAndCount', options, call);
    return [found.documents as SelectedDocument<TDocument, TSelect>[], found.total];
  }

  /**
   * The first document that meets a condition, or null. It needs a `where` or an `order`: `where: {}` means any document.
   *
   * Sends: `POST /films/_search` with `size: 1`.
   *
   * @throws RequestError QUERY_UNFIT without both; others as {@link find}, but for QUERY_TOO_MANY.
   */
  async findOne<const TSelect extends FindSelect<TDocument> | undefined = undefined>(
    options: FindOneOptions<TDocument, TSelect>,
    call: ScopeOptions & CallOptions = {},
  ): Promise<SelectedDocument<TDocument, TSelect> | null> {
    const found = await findFirst(this.metadata, this.#search, options, call);
    return found as SelectedDocument<TDocument, TSelect> | null;
  }

  /** The first document that meets a condition, or null. */
  async findOneBy(where: Where<TDocument>, call: ScopeOptions & CallOptions = {}): Promise<TDocument | null> {
    return this.findOne({ where }, call);
  }

  /**
   * The first document that meets a condition, as {@link findOne} finds it. Throws a DocumentNotFoundError when there is
   * none.
   */
  async findOneOrFail<const TSelect extends FindSelect<TDocument> | undefined = undefined>(
    options: FindOneOptions<TDocument, TSelect>,
    call: ScopeOptions & CallOptions = {},
  ): Promise<SelectedDocument<TDocument, TSelect>> {
    const found = await findFirstOrFail(this.metadata, this.#search, 'findOneOrFail', options, call);
    return found as SelectedDocument<TDocument, TSelect>;
  }

  /** The first document that meets a condition. Throws a DocumentNotFoundError when there is none. */
  async findOneByOrFail(where: Where<TDocument>, call: ScopeOptions & CallOptions = {}): Promise<TDocument> {
    const found = await findFirstOrFail(this.metadata, this.#search, 'findOneByOrFail', { where }, call);
    return found as TDocument;
  }

  /**
   * Every document that meets a condition, one after another, however many there are: {@link find} without its limit. They
   * come page by page, in one point in time, which is closed at the end, on `break` and on errors. Without an `order`, in
   * no order.
   *
   * Sends: `POST /films/_pit?keep_alive=1m`, `POST /_search` with `search_after` for each page, `DELETE /_pit`; nothing
   * before the first document is asked for.
   *
   * @example
   * ```ts
   * for await (const film of repository.iterate({ where: { genre: 'drama' } })) console.log(film.title);
   *
   * const sorted = repository.iterate({ order: { imdbId: 'ASC' } }, { after: await lastRun() });
   * for await (const page of sorted.pages()) await copy(page);
   * ```
   * All errors come from the iteration: those of {@link find}, and those of {@link Search.iterate}.
   */
  iterate<
    const TSelect extends FindSelect<TDocument> | undefined = undefined,
    THydrate extends boolean = true,
  >(
    options: FindOneOptions<TDocument, TSelect> = {},
    call: IterateOptions<THydrate> & SearchRequestOptions & CallOptions = {},
  ): Iteration<IteratedDocument<TDocument, TSelect, THydrate>> {
    const documents: Iteration<unknown> = iterateDocuments(this.#context, options, call);
    // They hold what was selected.
    return documents as Iteration<IteratedDocument<TDocument, TSelect, THydrate>>;
  }

  // Found documents go the way of all searches.
  readonly #search: SearchDocuments<TDocument> = (request, options) => this.search(request, options);

  /**
   * Searches with Elasticsearch's query DSL. Field names, values and the types of the results follow from the class.
   *
   * Sends: `POST /films/_search` with the request.
   *
   * @example
   * ```ts
   * const result = await films.search({
   *   query: { match: { title: 'alien' } },
   *   aggs: { genres: { terms: { field: 'genre' }, aggs: { rating: { avg: { field: 'rating' } } } } },
   * });
   * for (const hit of result) console.log(hit.score, hit.document.title);
   * result.aggs.genres.buckets[0]?.rating.value; // number | null
   * ```
   * Names and values that don't exist are compile errors; what the types don't know goes through `field('…')` and
   * `raw({ … })`. With `_source: ['title']`, documents have these fields only, and can't be saved as a whole.
   *
   * @throws PartialResultError when shards failed or the time was up, unless `strict: false`; it holds what was found.
   * @throws RequestError when a part of the request is undefined, or the cluster refuses it.
   */
  async search<
    const TAggregations extends Aggregations<TDocument> | undefined = undefined,
    const TSource extends SourceFilter<TDocument> | undefined = undefined,
    THighlight extends FieldName<TDocument> = never,
    const TFields extends readonly FieldRequest<TDocument>[] = readonly [],
    const TDocValues extends readonly FieldRequest<TDocument>[] = readonly [],
    TScript extends string = never,
    const TSuggest extends Suggest<TDocument> | undefined = undefined,
    TGroup extends string = never,
  >(
    request: SearchRequestWith<
      TDocument,
      TAggregations & CheckedAggregations<TDocument, TAggregations>,
      TSource,
      THighlight,
      TFields,
      TDocValues,
      TScript,
      TSuggest,
      TGroup
    > = {},
    options: SearchRequestOptions & CallOptions = {},
  ): Promise<
    SearchResult<
      TDocument,
      AskedOf<
        TAggregations,
        TSource,
        THighlight,
        RequestedField<TFields[number] | TDocValues[number]> | TScript,
        TSuggest,
        TGroup
      >
    >
  > {
    const result: unknown = await searchDocuments(this.#context, request, options);
    // The answer holds what just these members asked for.
    return result as SearchResult<
      TDocument,
      AskedOf<
        TAggregations,
        TSource,
        THighlight,
        RequestedField<TFields[number] | TDocValues[number]> | TScript,
        TSuggest,
        TGroup
      >
    >;
  }

  /**
   * Every bucket of a composite aggregation, in the order of its keys, as far as the loop goes. The pages are fetched one
   * after another; each is a search of its own, so that documents saved meanwhile may be counted.
   *
   * Sends: `POST /films/_search { "size": 0, "aggs": { "page": { "composite": { "sources": …, "size": 1000 } } } }` for
   * each page, with the last key of the page before as `after`.
   *
   * @example
   * ```ts
   * const pages = films.iterateBuckets({
   *   composite: { sources: [{ genre: { terms: { field: 'genre' } } }, { year: { terms: { field: 'year' } } }] },
   *   aggs: { best: { max: { field: 'rating' } } },
   * });
   * for await (const { key, doc_count, best } of pages) console.log(key.genre, key.year, doc_count, best.value);
   * ```
   * @throws PartialResultError when shards failed or the time was up, unless `strict: false`.
   * @see https://www.elastic.co/docs/reference/aggregations/search-aggregations-bucket-composite-aggregation
   */
  iterateBuckets<
    const TComposite extends CompositeBody<TDocument>,
    const TAggregations extends Aggregations<TDocument> | undefined = undefined,
  >(
    request: CompositeRequest<
      TDocument,
      TComposite,
      TAggregations & CheckedAggregations<TDocument, TAggregations>
    >,
    options: SearchRequestOptions & CallOptions = {},
  ): AsyncGenerator<CompositeBucket<TDocument, TComposite, TAggregations>, void, undefined> {
    const buckets: AsyncGenerator<unknown, void, undefined> = iterateBuckets(this.#context, request, options);
    return buckets as AsyncGenerator<CompositeBucket<TDocument, TComposite, TAggregations>, void, undefined>;
  }

  /**
   * Why a document matches a query, or does not, and how its score is made. What is explained is the query as a search of
   * the class sends it: a document that was deleted softly is told to be so.
   *
   * Sends: `POST /films/_explain/{id} { "query": … }`. As a search, it sees a document once the index was refreshed.
   *
   * @example
   * ```ts
   * const { matched, explanation } = await films.explain('tt0078748', { query: { match: { title: 'alien' } } });
   * console.log(matched, explanation.value, explanation.description);
   * ```
   * @throws DocumentNotFoundError when there is no such document.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-explain
   */
  async explain(
    documentOrId: TDocument | string,
    request: ExplainRequest<TDocument>,
    options: ExplainOptions = {},
  ): Promise<ExplainResult> {
    // The query's fields were checked against the class.
    return explainDocument(this.#context, documentOrId, request as ExplainRequest<object>, options);
  }

  /**
   * Holds a search that somebody sent against what you allow, and gives a copy of it that {@link search} takes: what
   * `allowed` does not name is refused, and so is a field that the class does not have. Nothing is sent.
   *
   * It does not decide which documents somebody may see: put your own filter around its query.
   *
   * @example
   * ```ts
   * const asked = films.checkRequest(JSON.parse(body), {
   *   kinds: ['bool', 'match', 'range'],
   *   fields: ['title', 'year'],
   *   aggregations: ['terms'],
   * });
   * const must = asked.query ?? { match_all: {} };
   * await films.search({ ...asked, query: { bool: { must, filter: { term: { studio } } } } });
   * ```
   * @throws RequestError QUERY_NOT_ALLOWED, which says where and why, and repeats nothing that was sent.
   */
  checkRequest(
    request: unknown,
    allowed: AllowedRequest<FieldName<TDocument> | `${FieldPath<TDocument>}.*`>,
  ): CheckedRequest<TDocument> {
    return checkClassRequest<TDocument>(this.metadata, request, allowed);
  }

  /**
   * Completes what somebody has typed so far, by the type of the field: `completion` by the completion suggester,
   * `search_as_you_type`, `text` and `keyword` by what begins with it. Gives each text with its score and its document.
   * A text without a letter has no completions. The text may come from a user as it is.
   *
   * Sends: `POST /films/_search`, for a `completion` field
   * `{ "size": 0, "suggest": { "completions": { "prefix": "ali", "completion": { "field": "titles", "size": 10 } } } }`, again with
   * a larger size where too few of what came are documents that the class sees; for others `multi_match` of type `bool_prefix`, `match_phrase_prefix`, or `prefix`.
   *
   * @example
   * ```ts
   * for (const { text, document } of await films.autocomplete('titles', 'ali', { size: 5, fuzzy: true })) {
   *   console.log(text, document.id);
   * }
   * ```
   * @throws RequestError AUTOCOMPLETE_FIELD for a field or an option that does not fit, QUERY_OBJECT_VALUE for what is no
   * text, QUERY_LIMIT for more than 256 characters.
   * @see https://www.elastic.co/docs/reference/elasticsearch/rest-apis/search-suggesters#completion-suggester
   */
  async autocomplete(
    field: FieldOf<TDocument, string | CompletionValue>,
    text: string,
    options: AutocompleteOptions<TDocument> & SearchRequestOptions & CallOptions = {},
  ): Promise<readonly AutocompleteHit<TDocument>[]> {
    const found = await autocomplete(this.#context, field, text, options as AutocompleteOptions<never>);
    // Those documents are of the class.
    return found as readonly AutocompleteHit<TDocument>[];
  }

  /**
   * A search of the class, put together step by step: {@link Search}.
   *
   * @example
   * ```ts
   * const horror = films.createSearch().filter('term', { genre: 'Horror' });
   * const best = await horror.sort('-rating').slice(0, 10).execute();
   * for await (const hit of horror.iterate()) console.log(hit.document.title);
   * ```
   */
  createSearch(): Search<TDocument> {
    return new Search<TDocument>(documentTarget(this.#context));
  }

  /**
   * Runs an ES|QL query that reads the class's index, and gives an instance for each row: with those fields that the
   * result has as columns, and its id where the query says `METADATA _id`. Such documents are not whole, and can't be
   * saved as a whole. ES|QL has no columns for nested fields.
   *
   * Sends: `POST /_query { "query": "FROM films METADATA _id | WHERE year > ?1 | LIMIT 10", "params": [1980] }`.
   *
   * @example
   * ```ts
   * const found = await films.esql(esql`FROM films METADATA _id | WHERE year > ${1980} | KEEP _id, title | LIMIT 10`);
   * console.log(found[0]?.id, found[0]?.title);
   * ```
   * @throws PartialResultError when the result is not whole, unless `strict` is false.
   * @see https://www.elastic.co/docs/reference/query-languages/esql
   */
  async esql(
    query: EsqlFragment,
    options: EsqlOptions<TDocument> & ScopeOptions & CallOptions = {},
  ): Promise<TDocument[]> {
    return (await findByEsql<TDocument>(this.#context, query, options)) as TDocument[];
  }

  /** Makes all that was saved visible to searches. Sends: `POST /films/_refresh`. */
  async refresh(options: CallOptions = {}): Promise<void> {
    const { metadata, resolve } = this.#context;
    await resolve(options.using).send(toRefreshRequest(metadata), options);
  }
}

function asItIs<TItem>(item: TItem): TItem {
  return item;
}

function idOf({ metadata }: RepositoryContext, documentOrId: object | string): string {
  if (typeof documentOrId === 'string') return documentOrId;
  const id = readId(metadata, documentOrId);
  if (id !== undefined) return id;
  throw failure('DOCUMENT_INVALID_ID', { className: metadata.className, reason: 'the document has none' });
}
