// The verbs of a document class: each hands its arguments to the function that does the work.
import { failure } from '../errors/failure.js';
import { createDocument, readId } from '../hydration/document-hydration.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Aggregations } from '../query/aggregation.js';
import type { DocumentChanges } from '../query/document-changes.js';
import type { CountRequest, SearchRequestWith } from '../query/search-request.js';
import type { Script } from '../request/script.js';
import type { ScopeOptions } from '../request/scope.js';
import type { ByQueryOptions, ByQueryRequest } from '../request/to-by-query-request.js';
import { toCountRequest, toRefreshRequest, toSearchRequest } from '../request/to-search-request.js';
import type { UpdateRequestOptions } from '../request/to-update-request.js';
import type { SearchResult } from '../response/search-result.js';
import type { ByQueryResult } from '../response/to-by-query-result.js';
import { toCount } from '../response/to-count.js';
import { toSearchResult } from '../response/to-search-result.js';
import type { CallOptions } from '../types/call-options.js';
import { deleteByQuery, updateByQuery } from './change-by-query.js';
import { notFound } from './conflicts.js';
import { deleteDocument, restoreDocument, softDeleteDocument } from './delete-documents.js';
import type { DeleteOptions } from './delete-documents.js';
import { documentExists, getDocument, getDocuments, loaded } from './read-documents.js';
import type { GetOptions, Missing } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { saveDocument, saveDocuments } from './save-documents.js';
import type { SaveOptions } from './save-documents.js';
import { updateById } from './update-by-id.js';
import { changeDocument, updateChanged, updateKnown } from './update-document.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { upsertDocument } from './upsert-document.js';

/**
 * Saves, gets and searches the documents of one class. Get one with `dataSource.getRepository(Film)`.
 *
 * All methods reject with an {@link ElastodmError}: {@link ConnectionFailedError} when the cluster can't be reached,
 * {@link RequestError} when it refuses the request, and those that a method names.
 */
export class Repository<TDocument extends object> {
  readonly #context: RepositoryContext;

  /** Repositories are made by a DataSource: {@link DataSource.getRepository}. */
  constructor(context: RepositoryContext) {
    this.#context = context;
  }

  /** What the decorators of the class say: index, fields, options. Frozen. */
  get metadata(): DocumentMetadata {
    return this.#context.metadata;
  }

  /** The same repository on another connection. */
  using(alias: string): Repository<TDocument> {
    const context = this.#context;
    return new Repository({ ...context, resolve: (other = alias) => context.resolve(other) });
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
   * Saves documents with one bulk request. Returns them, each with its id; one that is listed twice is saved once.
   *
   * Sends: `POST /films/_bulk`, one action and one source for each document.
   *
   * @example
   * ```ts
   * await films.saveMany([alien, blade, moon], { refresh: true });
   * ```
   * @throws BulkError when some could not be saved; `failures` says which and why. The others are saved.
   * @throws DocumentError when a value can't be stored. Nothing is sent.
   */
  async saveMany(documents: readonly TDocument[], options: SaveOptions = {}): Promise<TDocument[]> {
    await saveDocuments(this.#context, documents, options);
    return [...documents];
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

  /** Whether a document has this id. Sends: `HEAD /films/_doc/{id}`. */
  async exists(id: string, options: GetOptions = {}): Promise<boolean> {
    return documentExists(this.#context, id, options);
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
   * @throws DocumentError DOCUMENT_NOT_LOADED when `update(film)` can't know what changed.
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
   * @throws RequestError when shards fail, unless `allow_partial_search_results` is true, and when a part of the
   * request is undefined.
   */
  async search<const TAggregations extends Aggregations<TDocument> | undefined = undefined>(
    request: SearchRequestWith<TDocument, TAggregations> = {},
    options: ScopeOptions & CallOptions = {},
  ): Promise<SearchResult<TDocument, TAggregations>> {
    const { metadata, resolve } = this.#context;
    const connection = resolve(options.using);
    const answer = await connection.send(toSearchRequest<TDocument>(metadata, request, options), options);
    const result = toSearchResult(metadata, connection, answer);
    await loaded(this.#context, result.documents, connection);
    // The answer holds the results of just these aggregations.
    return result as unknown as SearchResult<TDocument, TAggregations>;
  }

  /** Makes all that was saved visible to searches. Sends: `POST /films/_refresh`. */
  async refresh(options: CallOptions = {}): Promise<void> {
    const { metadata, resolve } = this.#context;
    await resolve(options.using).send(toRefreshRequest(metadata), options);
  }
}

function idOf({ metadata }: RepositoryContext, documentOrId: object | string): string {
  if (typeof documentOrId === 'string') return documentOrId;
  const id = readId(metadata, documentOrId);
  if (id !== undefined) return id;
  throw failure('DOCUMENT_INVALID_ID', { className: metadata.className, reason: 'the document has none' });
}
