// What `find` is told → the search that is sent.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { CountRequest, SearchRequest } from '../query/search-request.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { findPlace } from './field-places.js';
import { toSort } from './to-sort.js';
import { toWhereQuery } from './to-where-query.js';
import { at, checkDefined, unfit } from './where-values.js';
import type { WherePlace } from './where-values.js';

/** How many documents a search can return, and how many `find` returns without `take`. */
export const mostFound = 10_000;

const names: readonly string[] = ['order', 'select', 'skip', 'take', 'where', 'withDeleted'];

/** A search for the documents, without their number. Throws a RequestError for options that can't be used. */
export function toFindSearch<T>(metadata: DocumentMetadata, options: object): SearchRequest<T> {
  checkOptions(metadata, options);
  const { where, order, select, skip, take } = options as Readonly<Record<string, unknown>>;
  const { limits, className } = metadata;
  const query = where === undefined ? undefined : toWhereQuery<T>(metadata, where);
  const from = toCount({ className, path: 'skip' }, skip);
  const size = toCount({ className, path: 'take' }, take);
  const left = Math.min(mostFound, limits.window ?? mostFound) - (from ?? 0);
  const request = {
    ...(query === undefined ? {} : { query }),
    ...(order === undefined ? {} : { sort: toSort(metadata, order) }),
    ...(select === undefined ? {} : { _source: toPaths(metadata, select) }),
    ...(from === undefined ? {} : { from }),
    size: size ?? Math.max(0, Math.min(left, limits.pageSize ?? left)),
  };
  // Each field that it names was looked up in the class.
  return request as unknown as SearchRequest<T>;
}

/** A search for all of them. Throws a RequestError for options that can't be used. */
export function toIterateSearch(
  metadata: DocumentMetadata,
  options: object,
): Readonly<Record<string, unknown>> {
  for (const path of ['skip', 'take'].filter((name) => name in options)) {
    const remedy =
      'Leave it out, and leave the loop when there are enough; `after` goes on where another ended.';
    throw unfit({ className: metadata.className, path }, 'iterate goes through all documents', remedy);
  }
  const { size: _, ...search } = toFindSearch(metadata, options);
  return search;
}

/** The same for the first document. Throws a RequestError where it could be any. */
export function toFindOneSearch<T>(metadata: DocumentMetadata, options: object): SearchRequest<T> {
  if ('where' in options || 'order' in options) return toFindSearch(metadata, { ...options, take: 1 });
  const remedy =
    'Give a condition, or an order whose first document you mean; `where: {}` means any document.';
  const where = { className: metadata.className, path: 'where' };
  throw unfit(where, 'without a condition and an order, one document could be any', remedy);
}

/** Whether there is such a document: the count stops at the first of each shard. */
export function toExistsCount<T>(request: CountRequest<T>): CountRequest<T> {
  return { ...request, terminate_after: 1 };
}

// What is no option would be passed by, and the request would match more than was meant.
function checkOptions({ className }: DocumentMetadata, options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const where = { className, path: name };
    if (!names.includes(name)) {
      throw unfit(where, 'it is no option of find', `Use ${names.join(', ')}; conditions go into where.`);
    }
    checkDefined(where, value);
  }
}

function toCount(where: WherePlace, value: unknown): number | undefined {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= 0))
    return value as number | undefined;
  throw unfit(where, 'it is no whole number from 0 on', 'Give it a number such as 20.');
}

/** The paths of a list of names, or of `{ title: true, comments: { author: true } }`. */
function toPaths(metadata: DocumentMetadata, select: unknown): readonly string[] {
  const where = { className: metadata.className, path: 'select' };
  const paths = Array.isArray(select)
    ? select.map((name: unknown, index) => toPath(metadata, at(where, index), name))
    : toInnerPaths(metadata, where, select, '');
  if (paths.length === 0) throw unfit(where, 'it names no field', 'Name one, or leave `select` out.');
  return paths;
}

function toPath(metadata: DocumentMetadata, where: WherePlace, name: unknown): string {
  checkDefined(where, name);
  if (typeof name === 'string') return findPlace(metadata, name, where.path).name;
  throw unfit(where, 'it is no name of a field', "Write ['title', 'comments.author'].");
}

function toInnerPaths(
  metadata: DocumentMetadata,
  where: WherePlace,
  select: unknown,
  prefix: string,
): readonly string[] {
  if (typeof select !== 'object' || select === null || !isPlainObject(select)) {
    throw unfit(where, 'it is no object of fields', 'Write { title: true, comments: { author: true } }.');
  }
  return Object.entries(select).flatMap(([name, chosen]) => {
    const inner = at(where, name);
    const path = toPath(metadata, inner, `${prefix}${name}`);
    if (chosen === false) return [];
    return chosen === true ? [path] : toInnerPaths(metadata, inner, chosen, `${path}.`);
  });
}

/** Throws a RequestError when there are more documents than `find` returns without `take`. */
export function checkAllFound(
  { className }: DocumentMetadata,
  verb: string,
  returned: number,
  { skip = 0, take }: { readonly skip?: number; readonly take?: number },
  total: number,
): void {
  if (take !== undefined || total <= skip + returned) return;
  throw failure('QUERY_TOO_MANY', { className, verb, limit: skip + returned });
}
