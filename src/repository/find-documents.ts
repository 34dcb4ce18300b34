// TypeORM's ways of finding documents: each is one search, and what it found.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { SearchRequest } from '../query/search-request.js';
import type { ScopeOptions } from '../request/scope.js';
import { checkAllFound, mostFound, toFindOneSearch, toFindSearch } from '../request/to-find-request.js';
import { readIndex } from '../request/target-index.js';
import type { CallOptions } from '../types/call-options.js';

export type FindCallOptions = CallOptions & ScopeOptions;

/** What a search gives of what `find` needs. */
interface Found {
  readonly documents: readonly unknown[];
  readonly total: number;
}

/** The repository's own search: with its scope, its checks and its hooks. */
export type SearchDocuments<T> = (request: SearchRequest<T>, options: FindCallOptions) => Promise<Found>;

interface AnyFindOptions {
  readonly where?: unknown;
  readonly take?: number;
  readonly skip?: number;
  readonly withDeleted?: boolean;
}

/** The documents, and how many match. Throws a RequestError QUERY_TOO_MANY when without `take` not all come back. */
export async function findDocuments<T>(
  metadata: DocumentMetadata,
  search: SearchDocuments<T>,
  verb: 'find' | 'findAndCount',
  options: AnyFindOptions,
  call: FindCallOptions,
): Promise<Found> {
  const request = toFindSearch<T>(metadata, options);
  const counted = verb === 'findAndCount' ? true : options.take === undefined ? mostFound + 1 : false;
  const found = await search({ ...request, track_total_hits: counted }, withScope(options, call));
  checkAllFound(metadata, verb, found.documents.length, options, found.total);
  return found;
}

/** The first document, or null. Throws a RequestError QUERY_UNFIT where neither a condition nor an order says which. */
export async function findFirst<T>(
  metadata: DocumentMetadata,
  search: SearchDocuments<T>,
  // What is not TypeScript can leave it out.
  options: AnyFindOptions = {},
  call: FindCallOptions = {},
): Promise<unknown> {
  const request = toFindOneSearch<T>(metadata, options);
  const { documents } = await search({ ...request, track_total_hits: false }, withScope(options, call));
  return documents[0] ?? null;
}

/** The first document. Throws a DocumentNotFoundError when there is none. */
export async function findFirstOrFail<T>(
  metadata: DocumentMetadata,
  search: SearchDocuments<T>,
  verb: 'findOneByOrFail' | 'findOneOrFail',
  options: AnyFindOptions,
  call: FindCallOptions,
): Promise<unknown> {
  const found = await findFirst(metadata, search, options, call);
  if (found !== null) return found;
  throw failure('DOCUMENT_NONE_FOUND', { className: metadata.className, verb, index: readIndex(metadata) });
}

function withScope({ withDeleted }: AnyFindOptions, call: FindCallOptions): FindCallOptions {
  return withDeleted === undefined ? call : { ...call, withDeleted };
}
