// The classes that users catch. Each failure is one entry of the catalogue, thrown as one of these.
import { catalogue } from './catalogue.js';
import type { BulkCounts, ErrorCode, ErrorDetails } from './catalogue.js';

// `instanceof` must hold when a program loads both the ESM and the CommonJS copy of the package, so each class is
// recognised by a symbol of the global registry, not by its identity.
function brand(errorClass: { readonly prototype: Error }, name: string): void {
  const symbol = Symbol.for(`elastodm.error.${name}`);
  Object.defineProperty(errorClass.prototype, symbol, { value: true });
  Object.defineProperty(errorClass.prototype, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // A subclass that a user derived has no brand of its own.
      if (this !== errorClass) return Function.prototype[Symbol.hasInstance].call(this as () => void, value);
      return typeof value === 'object' && value !== null && symbol in value;
    },
  });
}

/**
 * Base class of all errors that elastodm throws.
 *
 * `code` is stable across releases: decide by it or by the subclass, never by the message. `cause` is the client's
 * error where there is one, without request bodies, headers and credentials.
 *
 * @example
 * ```ts
 * try {
 *   await films.get('nope');
 * } catch (error) {
 *   if (error instanceof ElastodmError) console.log(error.code, error.details); // 'DOCUMENT_NOT_FOUND', { id: 'nope', … }
 * }
 * ```
 */
export class ElastodmError<TCode extends ErrorCode = ErrorCode> extends Error {
  // Without it, `instanceof` would narrow to `ElastodmError<any>`, whose code is `any`.
  declare static [Symbol.hasInstance]: <TError>(
    this: abstract new (...args: never[]) => TError,
    value: unknown,
  ) => value is TError;

  /** The stable code, such as `DOCUMENT_NOT_FOUND`. */
  readonly code: TCode;
  /** What the error is about: class, field, alias, index, id. Never a secret. */
  readonly details: Readonly<ErrorDetails<TCode>>;
  /** What to do about it. */
  readonly remedy: string;

  constructor(code: TCode, details: ErrorDetails<TCode>, cause?: unknown) {
    // The catalogue's entry for TCode takes TCode's details; TypeScript can't see that through the index.
    const { fact, remedy } = catalogue[code] as {
      fact: (details: ErrorDetails<TCode>) => string;
      remedy: (details: ErrorDetails<TCode>) => string;
    };
    const said = fact(details);
    // A fact that ends with a list has its own line break.
    super(
      `${said}${said.endsWith('\n') ? '' : ' '}${remedy(details)} [${code}]`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
    this.details = Object.freeze<ErrorDetails<TCode>>({ ...details });
    this.remedy = remedy(details);
  }

  static {
    brand(this, 'ElastodmError');
  }
}

type CodesWith<TPrefix extends string> = Extract<ErrorCode, `${TPrefix}${string}`>;

/** A class was decorated in a way that gives no valid mapping. Thrown when the DataSource builds its metadata. */
export class MetadataError extends ElastodmError<CodesWith<'METADATA_'>> {
  static {
    brand(this, 'MetadataError');
  }
}

/** An option, an argument or a class that was passed in can't be used. Nothing was sent. */
export class ConfigurationError extends ElastodmError<
  | CodesWith<'CONNECTION_OPTION_'>
  | 'CONNECTION_FILE'
  | 'CONFIG_FILE'
  | 'DOCUMENT_NOT_REGISTERED'
  | CodesWith<'DATA_SOURCE_OPTION_'>
  | 'REPOSITORY_WITHOUT_DATA_SOURCE'
  | CodesWith<'NEST_'>
  | 'CLUSTER_OPTION_INVALID'
> {
  static {
    brand(this, 'ConfigurationError');
  }
}

/** No connection has this alias; `details.aliases` lists those that exist. */
export class ConnectionNotFoundError extends ElastodmError<'CONNECTION_NOT_FOUND'> {
  static {
    brand(this, 'ConnectionNotFoundError');
  }
}

/** The cluster could not be reached, or did not answer in time. */
export class ConnectionFailedError<
  TCode extends
    | 'CONNECTION_FAILED'
    | 'CONNECTION_TIMEOUT'
    | 'CONNECTION_TLS'
    | 'CONNECTION_CLOSED'
    | 'CONNECTION_COMPATIBILITY' =
    | 'CONNECTION_FAILED'
    | 'CONNECTION_TIMEOUT'
    | 'CONNECTION_TLS'
    | 'CONNECTION_CLOSED'
    | 'CONNECTION_COMPATIBILITY',
> extends ElastodmError<TCode> {
  static {
    brand(this, 'ConnectionFailedError');
  }
}

/** The cluster's certificate, or ours, was refused; `details.host` says where. Nothing was sent, nothing is retried. */
export class TlsError extends ConnectionFailedError<'CONNECTION_TLS'> {
  static {
    brand(this, 'TlsError');
  }
}

/** The connection was closed before the request could be answered. */
export class ConnectionClosedError extends ConnectionFailedError<'CONNECTION_CLOSED'> {
  static {
    brand(this, 'ConnectionClosedError');
  }
}

/** The caller's AbortSignal ended the request; `cause` is the signal's reason. */
export class RequestAbortedError extends ElastodmError<'REQUEST_ABORTED'> {
  static {
    brand(this, 'RequestAbortedError');
  }
}

/**
 * A write was sent and not answered, so that it may have been applied or not, and repeating it could do harm. `cause`
 * is what broke it off.
 */
export class WriteOutcomeUnknownError extends ElastodmError<'WRITE_OUTCOME_UNKNOWN'> {
  static {
    brand(this, 'WriteOutcomeUnknownError');
  }
}

/** The cluster refused the credentials (401). */
export class AuthenticationError extends ElastodmError<'AUTHENTICATION_FAILED'> {
  static {
    brand(this, 'AuthenticationError');
  }
}

/** The user may not do this (403). */
export class AuthorizationError extends ElastodmError<'AUTHORIZATION_FAILED'> {
  static {
    brand(this, 'AuthorizationError');
  }
}

/** The cluster refused the request, or answered what is no answer; `details.status` and `details.type` say how. */
export class RequestError extends ElastodmError<
  | 'INDEX_NOT_FOUND'
  | 'REQUEST_REFUSED'
  | 'REQUEST_BIGINT'
  | 'ANALYSIS_NOT_INLINE'
  | 'RESPONSE_UNEXPECTED'
  | 'RESPONSE_CORRUPT'
  | 'RESPONSE_TOO_LARGE'
  | 'SEARCH_NO_INDEX'
  | 'QUERY_UNDEFINED'
  | 'ESQL_VALUE'
  | 'ESQL_NAME'
  | 'QUERY_NOT_ALLOWED'
  | 'QUERY_LIMIT'
  | 'QUERY_OBJECT_VALUE'
  | 'QUERY_TOO_MANY'
  | 'QUERY_UNFIT'
  | 'QUERY_FIELD_UNKNOWN'
  | 'QUERY_INVALID_VALUE'
  | 'QUERY_NO_CONDITION'
  | 'BY_QUERY_FAILED'
  | 'FACET_UNKNOWN'
  | 'AUTOCOMPLETE_FIELD'
  | 'WRITER_CLOSED'
> {
  static {
    brand(this, 'RequestError');
  }
}

/** The index in the cluster is not what the class describes; `details.differences` lists how. */
export class IndexDriftError extends ElastodmError<'INDEX_DRIFT'> {
  static {
    brand(this, 'IndexDriftError');
  }
}

/** No document has this id, or meets the condition. */
export class DocumentNotFoundError extends ElastodmError<'DOCUMENT_NOT_FOUND' | 'DOCUMENT_NONE_FOUND'> {
  static {
    brand(this, 'DocumentNotFoundError');
  }
}

/** A document can't be stored or read as it is. Nothing was sent, unless the code says otherwise. */
export class DocumentError<
  TCode extends DocumentCode = Exclude<DocumentCode, 'DOCUMENT_VALIDATION'>,
> extends ElastodmError<TCode> {
  static {
    brand(this, 'DocumentError');
  }
}

type DocumentCode = Exclude<
  CodesWith<'DOCUMENT_'>,
  'DOCUMENT_NOT_FOUND' | 'DOCUMENT_NONE_FOUND' | 'DOCUMENT_NOT_REGISTERED'
>;

/** A document lacks what is required, or a check of its class refused it: `details.problems` has each path and reason. */
export class ValidationError extends DocumentError<'DOCUMENT_VALIDATION'> {
  static {
    brand(this, 'ValidationError');
  }
}

/** A document was written, and a hook that is called afterwards failed; `cause` is what it threw. */
export class HookError extends ElastodmError<'HOOK_FAILED'> {
  static {
    brand(this, 'HookError');
  }
}

/**
 * The document was changed by someone else since it was read. `details.expected` and `details.current` are the two
 * versions.
 */
export class VersionConflictError<
  TDocument extends object = object,
> extends ElastodmError<'VERSION_CONFLICT'> {
  #document: TDocument | undefined;
  #current: TDocument | null | undefined;

  /** The document that was to be written, untouched. Nothing that prints an error sees it. */
  get document(): TDocument | undefined {
    return this.#document;
  }

  /** The document that is stored now; null for one that is gone, undefined where it could not be read. */
  get current(): TDocument | null | undefined {
    return this.#current;
  }

  /** Gives the error the two documents. */
  static of<TDocument extends object>(
    details: ErrorDetails<'VERSION_CONFLICT'>,
    documents: { readonly document?: TDocument | undefined; readonly current?: TDocument | null | undefined },
    cause?: unknown,
  ): VersionConflictError<TDocument> {
    const error = new VersionConflictError<TDocument>('VERSION_CONFLICT', details, cause);
    error.#document = documents.document;
    error.#current = documents.current;
    return error;
  }

  static {
    brand(this, 'VersionConflictError');
  }
}

/** What a bulk write did to one of its documents. */
export type BulkOutcome = 'ok' | 'rejected' | 'unknown';

/** One document that a bulk write did not write, or of which it is not known. */
export interface BulkFailure<TDocument extends object | undefined = object> {
  /** The document as it was passed in, untouched; undefined where only its id was passed in. */
  readonly document: TDocument;
  /** Its id; undefined where it has none yet. Of one whose outcome is unknown, the id that it was sent under. */
  readonly id: string | undefined;
  /** Its place among those that were passed in, from 0. */
  readonly position: number;
  readonly operation: 'save' | 'update' | 'delete';
  /** `'rejected'`: it was not written. `'unknown'`: it was sent and not answered, and may have been written. */
  readonly outcome: Exclude<BulkOutcome, 'ok'>;
  /** The HTTP status of this document, such as 400 or 409; 0 where it was not sent, or not answered. */
  readonly status: number;
  /** Elasticsearch's name of the failure, such as `document_parsing_exception`; else the code of an error of ours. */
  readonly type: string;
  /** Elasticsearch's reason, shortened. */
  readonly reason: string;
  /** What was thrown before it was sent, or by the request that it was sent with. */
  readonly error?: unknown;
}

/** What came of a bulk write. */
export interface BulkResult<TDocument extends object | undefined = object> extends BulkCounts {
  readonly failures: readonly BulkFailure<TDocument>[];
  /** What hooks threw after documents were written, which they stay; at most a hundred. */
  readonly hookErrors: readonly HookError[];
}

/**
 * Some documents of a bulk write were not written; the others were. `failures` says which and why, `result` how many.
 * Where it stopped early, `cause` is what stopped it.
 */
export class BulkError<TDocument extends object | undefined = object> extends ElastodmError<'BULK_FAILED'> {
  readonly #result: BulkResult<TDocument>;

  constructor(className: string, result: BulkResult<TDocument>, stopped?: string, cause?: unknown) {
    const { failures, hookErrors: _, ...counts } = result;
    const first = failures
      .slice(0, 3)
      .map(
        ({ position, status, type, reason }) =>
          `#${position}: ${status === 0 ? '' : `${status} `}${type}: ${reason}`,
      );
    super(
      'BULK_FAILED',
      { className, ...counts, first, ...(stopped === undefined ? {} : { stopped }) },
      cause,
    );
    this.#result = result;
  }

  /** Each document that was not written, and why. Nothing that prints an error sees it: documents stay out of logs. */
  get failures(): readonly BulkFailure<TDocument>[] {
    return this.#result.failures;
  }

  /** All that came of the write. Nothing that prints an error sees it. */
  get result(): BulkResult<TDocument> {
    return this.#result;
  }

  static {
    brand(this, 'BulkError');
  }
}

/** The index takes no writes: a block was put on it, by hand or for want of disk space. Nothing was written. */
export class IndexBlockedError extends ElastodmError<'INDEX_BLOCKED'> {
  static {
    brand(this, 'IndexBlockedError');
  }
}

/**
 * A search or a count found only a part: shards failed, a cluster was left out, or the time was up. `result` is what it
 * found; with `strict: false` a search returns it.
 *
 * @example
 * ```ts
 * const found = await films.search({ timeout: '50ms' }).catch((error: unknown) => {
 *   if (error instanceof PartialResultError) console.log(error.details.failed, error.result);
 *   throw error;
 * });
 * ```
 */
export class PartialResultError<TResult = unknown> extends ElastodmError<'PARTIAL_RESULT'> {
  readonly #result: TResult | undefined;

  constructor(
    code: 'PARTIAL_RESULT',
    details: ErrorDetails<'PARTIAL_RESULT'>,
    cause?: unknown,
    result?: TResult,
  ) {
    super(code, details, cause);
    this.#result = result;
  }

  /** What was found; undefined where that is of no use, as in a count. Nothing that prints an error sees it. */
  get result(): TResult | undefined {
    return this.#result;
  }

  static {
    brand(this, 'PartialResultError');
  }
}

/**
 * The point in time in which an iteration read its hits is gone: nobody asked for a page within its `keepAlive`, or a node
 * left. `details.count` is how many hits were given.
 *
 * @example
 * ```ts
 * const films = repository.iterate({ order: { imdbId: 'ASC' } }, { after: stored });
 * try {
 *   for await (const film of films) await archive(film);
 * } catch (error) {
 *   if (error instanceof IterationExpiredError) stored = error.after; // where the next run goes on
 *   else throw error;
 * }
 * ```
 */
export class IterationExpiredError extends ElastodmError<'ITERATION_EXPIRED'> {
  readonly #after: readonly unknown[] | undefined;

  constructor(
    code: 'ITERATION_EXPIRED',
    details: ErrorDetails<'ITERATION_EXPIRED'>,
    cause?: unknown,
    after?: readonly unknown[],
  ) {
    super(code, details, cause);
    this.#after = after;
  }

  /**
   * The sort values of the last hit that was given, for the option `after`; undefined where there was none, without a
   * `sort`, and with slices. Nothing that prints an error sees it: they are values of documents.
   */
  get after(): readonly unknown[] | undefined {
    return this.#after;
  }

  static {
    brand(this, 'IterationExpiredError');
  }
}

/**
 * Some of several searches failed. `results` has the results of the others, and an error in the place of each that failed.
 */
export class MultiSearchError<TResult = unknown> extends ElastodmError<'MULTI_SEARCH_FAILED'> {
  readonly #results: readonly (TResult | Error)[];

  constructor(results: readonly (TResult | Error)[]) {
    const errors = results
      .map((result, place) => ({ result, place }))
      .filter(({ result }) => result instanceof Error);
    const first = errors.slice(0, 3).map(({ result, place }) => `#${place}: ${(result as Error).message}`);
    super('MULTI_SEARCH_FAILED', { total: results.length, failed: errors.length, first }, errors[0]?.result);
    this.#results = results;
  }

  /**
   * What each search gave, in their order: of those that failed, an {@link ElastodmError}, or what a hook threw. Nothing
   * that prints an error sees it.
   */
  get results(): readonly (TResult | Error)[] {
    return this.#results;
  }

  static {
    brand(this, 'MultiSearchError');
  }
}

/** A test cluster could not be started. */
export class ClusterStartError extends ElastodmError<'CLUSTER_NO_SOURCE' | 'CLUSTER_START_FAILED'> {
  static {
    brand(this, 'ClusterStartError');
  }
}
