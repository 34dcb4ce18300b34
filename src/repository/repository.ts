// The verbs of a document class: each turns its arguments into a request, sends it, and turns the answer into documents.
import { refusal } from '../connection/to-failure.js';
import { BulkError, ElastodmError } from '../errors/elastodm-error.js';
import type { BulkFailure } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { checkInstance, readId, readRouting } from '../hydration/document-hydration.js';
import { forgetState, pendingId, rememberPending, stateOf } from '../hydration/document-state.js';
import type { DocumentState } from '../hydration/document-state.js';
import { isHostile } from '../hydration/json.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Aggregations } from '../query/aggregation.js';
import type { CountRequest, SearchRequestWith } from '../query/search-request.js';
import { toBulkRequest } from '../request/to-bulk-request.js';
import {
  toDeleteRequest,
  toExistsRequest,
  toGetManyRequest,
  toGetRequest,
} from '../request/to-document-requests.js';
import type { RoutingOptions } from '../request/to-document-requests.js';
import { toSaveOperation, toSaveRequest } from '../request/to-save-request.js';
import type { SaveOperation } from '../request/to-save-request.js';
import { toCountRequest, toRefreshRequest, toSearchRequest } from '../request/to-search-request.js';
import type { WriteOptions } from '../request/write-options.js';
import type { SearchResult } from '../response/search-result.js';
import { applyBulk } from '../response/to-bulk-failures.js';
import type { SentDocument } from '../response/to-bulk-failures.js';
import { toCount } from '../response/to-count.js';
import { toDocument } from '../response/to-document.js';
import { applySaved } from '../response/to-saved.js';
import { toSearchResult } from '../response/to-search-result.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, Origin } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';

export type SaveOptions = WriteOptions & CallOptions;
export type GetOptions = RoutingOptions & CallOptions;
export type DeleteOptions = WriteOptions & RoutingOptions & CallOptions;

/** What `getMany` does about an id that no document has. */
export type Missing = 'null' | 'skip' | 'throw';

interface DocumentToDelete {
  readonly id: string;
  readonly state?: DocumentState | undefined;
  readonly routing?: string | undefined;
}

// An abort ends a write that may have left.
function isUnknown(error: unknown): boolean {
  return (
    error instanceof ElastodmError &&
    (error.code === 'WRITE_OUTCOME_UNKNOWN' || error.code === 'REQUEST_ABORTED')
  );
}

/** Finds the connection of an alias, or the class's own. */
export type ConnectionResolver = (alias?: string) => Connection;

/**
 * Saves, gets and searches the documents of one class. Get one with `dataSource.getRepository(Film)`.
 *
 * All methods reject with an {@link ElastodmError}: {@link ConnectionFailedError} when the cluster can't be reached,
 * {@link RequestError} when it refuses the request, and those that a method names.
 */
export class Repository<TDocument extends object> {
  readonly #metadata: DocumentMetadata;
  readonly #resolve: ConnectionResolver;

  /** Repositories are made by a DataSource: {@link DataSource.getRepository}. */
  constructor(metadata: DocumentMetadata, resolve: ConnectionResolver) {
    this.#metadata = metadata;
    this.#resolve = resolve;
  }

  /** What the decorators of the class say: index, fields, options. Frozen. */
  get metadata(): DocumentMetadata {
    return this.#metadata;
  }

  /** The same repository on another connection. */
  using(alias: string): Repository<TDocument> {
    return new Repository(this.#metadata, (other = alias) => this.#resolve(other));
  }

  /** A new instance with these values. Nothing is sent. */
  create(values: Partial<TDocument> = {}): TDocument {
    // Values may be what somebody sent: an assignment of `__proto__` would make it an instance of something else.
    const safe = Object.entries(values).filter(([property]) => !isHostile(property));
    return Object.assign(new this.#metadata.target() as TDocument, Object.fromEntries(safe));
  }

  /**
   * Saves a document: creates it, or replaces what is there. Returns the same object, with its id.
   *
   * A document without an id is given one before it is sent. A document that was read or saved through this connection
   * is replaced only if nobody changed it since.
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
   * @throws VersionConflictError when someone else changed the document. The object stays as it was.
   * @throws WriteOutcomeUnknownError when the cluster did not answer, and may have saved it; `details.id` is its id.
   * @throws DocumentError when a value can't be stored. Nothing is sent.
   */
  async save(document: TDocument, options: SaveOptions = {}): Promise<TDocument> {
    const metadata = this.#metadata;
    const connection = this.#resolve(options.using);
    const pending = pendingId(connection, document);
    if (pending !== undefined) await this.#settle(document, pending, connection, options);
    const operation = toSaveOperation(metadata, document, connection);
    try {
      const written = await connection.send(toSaveRequest(metadata, operation, options), options);
      applySaved(metadata, connection, document, operation.id, written);
    } catch (error) {
      if (operation.api === 'create' && isUnknown(error)) rememberPending(connection, document, operation.id);
      throw this.#named(error, operation.id);
    }
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
    const metadata = this.#metadata;
    const connection = this.#resolve(options.using);
    const distinct = [...new Map(documents.map((document, position) => [document, position] as const))];
    if (distinct.length === 0) return [];
    for (const [document] of distinct) {
      const pending = pendingId(connection, document);
      if (pending !== undefined) await this.#settle(document, pending, connection, options);
    }
    const operations = distinct.map(([document]) => toSaveOperation(metadata, document, connection));
    const sent = distinct.map(([document, position], place) => ({
      document,
      position,
      id: operations[place]?.id ?? '',
    }));
    const failures = await this.#sendBulk(operations, sent, connection, options);
    if (failures.length > 0) throw new BulkError(metadata.className, distinct.length, failures);
    return [...documents];
  }

  /**
   * The document with this id.
   *
   * Sends: `GET /films/_doc/{id}`. It sees what was saved, refreshed or not.
   *
   * @throws DocumentNotFoundError when there is none.
   */
  async get(id: string, options: GetOptions = {}): Promise<TDocument> {
    const document = await this.getOrNull(id, options);
    if (document === null) throw this.#notFound(id);
    return document;
  }

  /** The document with this id, or null. Sends: `GET /films/_doc/{id}`. */
  async getOrNull(id: string, options: GetOptions = {}): Promise<TDocument | null> {
    const connection = this.#resolve(options.using);
    const answer = await connection.send(toGetRequest(this.#metadata, id, options), options);
    return answer.found ? (toDocument(this.#metadata, connection, answer) as TDocument) : null;
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
    if (ids.length === 0) return [];
    const connection = this.#resolve(options.using);
    const request = toGetManyRequest(this.#metadata, ids, options);
    const { docs } = await connection.send(request, options);
    const { alias } = connection;
    if (docs.length !== ids.length) {
      const reason = `it speaks of ${docs.length} documents, and ${ids.length} were asked for`;
      throw failure('RESPONSE_UNEXPECTED', { alias, api: 'mget', reason });
    }
    const documents: (TDocument | null)[] = [];
    for (const returned of docs) {
      if ('error' in returned) {
        const { type, reason } = toServerError(returned.error);
        throw refusal({ alias, request, status: 400, type, reason: shorten(reason) });
      }
      if (returned.found) documents.push(toDocument(this.#metadata, connection, returned) as TDocument);
      else if (options.missing === 'throw') throw this.#notFound(returned._id);
      else if (options.missing !== 'skip') documents.push(null);
    }
    return documents;
  }

  /** Whether a document has this id. Sends: `HEAD /films/_doc/{id}`. */
  async exists(id: string, options: GetOptions = {}): Promise<boolean> {
    return this.#resolve(options.using).send(toExistsRequest(this.#metadata, id, options), options);
  }

  /**
   * Deletes a document, given itself or its id. Returns whether there was one.
   *
   * A document that was read or saved through this connection is deleted only if nobody changed it since.
   *
   * Sends: `DELETE /films/_doc/{id}`, with `if_seq_no` and `if_primary_term` for a document.
   *
   * @throws VersionConflictError when someone else changed the document.
   */
  async delete(documentOrId: TDocument | string, options: DeleteOptions = {}): Promise<boolean> {
    const connection = this.#resolve(options.using);
    const { id, state, routing } = this.#toDelete(documentOrId, connection);
    try {
      const request = toDeleteRequest(
        this.#metadata,
        id,
        { ...(routing === undefined ? {} : { routing }), ...options },
        state,
      );
      const { result } = await connection.send(request, options);
      if (typeof documentOrId === 'object') forgetState(connection, documentOrId);
      return result === 'deleted';
    } catch (error) {
      throw this.#named(error, id);
    }
  }

  /** How many documents match, or there are. Sends: `POST /films/_count`. */
  async count(request: CountRequest<TDocument> = {}, options: CallOptions = {}): Promise<number> {
    const connection = this.#resolve(options.using);
    const answer = await connection.send(toCountRequest<TDocument>(this.#metadata, request), options);
    return toCount(this.#metadata, connection, answer);
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
    options: CallOptions = {},
  ): Promise<SearchResult<TDocument, TAggregations>> {
    const connection = this.#resolve(options.using);
    const answer = await connection.send(toSearchRequest<TDocument>(this.#metadata, request), options);
    const result: unknown = toSearchResult(this.#metadata, connection, answer);
    // The answer holds the results of just these aggregations.
    return result as SearchResult<TDocument, TAggregations>;
  }

  /** Makes all that was saved visible to searches. Sends: `POST /films/_refresh`. */
  async refresh(options: CallOptions = {}): Promise<void> {
    await this.#resolve(options.using).send(toRefreshRequest(this.#metadata), options);
  }

  async #sendBulk(
    operations: readonly SaveOperation[],
    sent: readonly SentDocument[],
    connection: Connection,
    options: SaveOptions,
  ): Promise<readonly BulkFailure[]> {
    const keepIds = (isMeant: (document: object) => boolean): void => {
      for (const [place, { api, id }] of operations.entries()) {
        const document = sent[place]?.document;
        if (api === 'create' && document !== undefined && isMeant(document))
          rememberPending(connection, document, id);
      }
    };
    try {
      const answer = await connection.send(toBulkRequest(this.#metadata, operations, options), options);
      const failures = applyBulk(this.#metadata, connection, sent, answer);
      const unknown = new Set(
        failures.filter(({ type }) => type === 'write_outcome_unknown').map(({ document }) => document),
      );
      if (unknown.size > 0) keepIds((document) => unknown.has(document));
      return failures;
    } catch (error) {
      if (isUnknown(error)) keepIds(() => true);
      throw error;
    }
  }

  // A new document was sent before, and not answered: it is there, as we sent it, or it is not.
  async #settle(
    document: TDocument,
    id: string,
    connection: Connection,
    { signal, timeout }: SaveOptions,
  ): Promise<void> {
    const routing = readRouting(this.#metadata, document);
    const request = toGetRequest(this.#metadata, id, routing === undefined ? {} : { routing });
    const found = await connection
      .send(request, {
        ...(signal === undefined ? {} : { signal }),
        ...(timeout === undefined ? {} : { timeout }),
      })
      .catch((error: unknown) => {
        // Then it is not there either.
        if (error instanceof ElastodmError && error.code === 'INDEX_NOT_FOUND')
          return { found: false as const };
        throw error;
      });
    if (!found.found) return;
    const { className, index } = this.#metadata;
    const reason = 'it was saved by a call that got no answer, and changed since';
    if (found._version !== 1) throw failure('VERSION_CONFLICT', { className, id, index, reason });
    applySaved(this.#metadata, connection, document, id, found);
  }

  #toDelete(documentOrId: TDocument | string, origin: Origin): DocumentToDelete {
    if (typeof documentOrId === 'string') return { id: documentOrId };
    checkInstance(this.#metadata, documentOrId);
    const id = readId(this.#metadata, documentOrId);
    if (id === undefined) {
      throw failure('DOCUMENT_INVALID_ID', {
        className: this.#metadata.className,
        reason: 'the document has none',
      });
    }
    const known = stateOf(origin, documentOrId);
    const state = known?.id === id ? known : undefined;
    return { id, state, routing: readRouting(this.#metadata, documentOrId) };
  }

  #notFound(id: string): ElastodmError {
    const { className, index } = this.#metadata;
    return failure('DOCUMENT_NOT_FOUND', { className, id, index });
  }

  // A conflict is told in the user's names: which document of which class.
  #named(error: unknown, id: string): unknown {
    if (!(error instanceof ElastodmError) || error.code !== 'REQUEST_REFUSED') return error;
    const { status, reason } = error.details as { status: number; reason: string };
    if (status !== 409) return error;
    const { className, index } = this.#metadata;
    return failure('VERSION_CONFLICT', { className, id, index, reason }, error.cause);
  }
}
