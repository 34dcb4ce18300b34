// The few queries that a fault server understands, and the pages of their hits.
import { Refusal, isObject } from './store.js';
import type { JsonObject, Store, StoredDocument } from './store.js';

interface Hit {
  readonly index: string;
  readonly id: string;
  readonly document: StoredDocument;
  readonly place: number;
}

/** The body of an answer to `_search` on these indices. */
export function toSearchAnswer(store: Store, indices: readonly string[], body: JsonObject): JsonObject {
  const sort = toSort(body.sort);
  const found = toHits(store, indices, body.query);
  const ordered =
    sort.length === 0 ? found : found.toSorted((a, b) => compare(values(a, sort), values(b, sort), sort));
  const after = body.search_after as readonly unknown[] | undefined;
  const rest =
    after === undefined ? ordered : ordered.filter((hit) => compare(values(hit, sort), after, sort) > 0);
  const from = Number(body.from ?? 0);
  const hits = rest.slice(from, from + Number(body.size ?? 10));
  const isScored = sort.length === 0;
  return {
    ...(isObject(body.pit) ? { pit_id: body.pit.id } : {}),
    took: 1,
    timed_out: false,
    _shards: toShards(indices.length),
    hits: {
      ...(body.track_total_hits === false ? {} : { total: { value: found.length, relation: 'eq' } }),
      max_score: isScored && hits.length > 0 ? 1 : null,
      hits: hits.map((hit) => ({
        _index: hit.index,
        _id: hit.id,
        ...(body.version === true ? { _version: hit.document.version } : {}),
        ...(body.seq_no_primary_term === true
          ? { _seq_no: hit.document.seq_no, _primary_term: hit.document.primary_term }
          : {}),
        _score: isScored ? 1 : null,
        ...(body._source === false ? {} : { _source: hit.document.source }),
        ...(isScored ? {} : { sort: values(hit, sort) }),
      })),
    },
  };
}

/** The body of an answer to `_count` on these indices. */
export function toCountAnswer(store: Store, indices: readonly string[], body: JsonObject): JsonObject {
  return { count: toHits(store, indices, body.query).length, _shards: toShards(indices.length) };
}

function toHits(store: Store, indices: readonly string[], query: unknown): readonly Hit[] {
  const all = indices.flatMap((index) =>
    [...store.documents(index)].map(([id, document]) => ({ index, id, document })),
  );
  return all
    .map((hit, place) => ({ ...hit, place }))
    .filter((hit) => matches(hit, query ?? { match_all: {} }));
}

function toShards(count: number): JsonObject {
  return { total: count, successful: count, skipped: 0, failed: 0 };
}

function matches(hit: Hit, query: unknown): boolean {
  const [kind, body] = onlyEntry(query);
  if (kind === 'match_all') return true;
  if (kind === 'match_none') return false;
  if (kind === 'ids') return (body as { readonly values: readonly string[] }).values.includes(hit.id);
  if (kind === 'bool') {
    const { must, filter, must_not: mustNot } = body as JsonObject;
    return (
      [...toList(must), ...toList(filter)].every((part) => matches(hit, part)) &&
      !toList(mustNot).some((part) => matches(hit, part))
    );
  }
  if (kind === 'term' || kind === 'terms') {
    const [field, wanted] = onlyEntry(body);
    const accepted = toList(isObject(wanted) ? wanted.value : wanted);
    return toList(hit.document.source[field]).some((value) => accepted.includes(value));
  }
  throw new Refusal(400, 'parsing_exception', `unknown query [${kind}]`, { line: 1, col: 1 });
}

function onlyEntry(value: unknown): [name: string, value: unknown] {
  return (isObject(value) ? Object.entries(value)[0] : undefined) ?? ['', undefined];
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

interface SortKey {
  readonly field: string;
  readonly sign: 1 | -1;
}

function toSort(sort: unknown): readonly SortKey[] {
  return toList(sort)
    .map((part): SortKey => {
      if (typeof part === 'string') return { field: part, sign: 1 };
      const [field, how] = onlyEntry(part);
      const order = isObject(how) ? how.order : how;
      return { field, sign: order === 'desc' ? -1 : 1 };
    })
    .filter(({ field }) => field !== '_score');
}

function values(hit: Hit, sort: readonly SortKey[]): readonly unknown[] {
  return sort.map(({ field }) => {
    if (field === '_shard_doc' || field === '_doc') return hit.place;
    return field === '_id' ? hit.id : hit.document.source[field];
  });
}

function compare(a: readonly unknown[], b: readonly unknown[], sort: readonly SortKey[]): number {
  for (const [place, { sign }] of sort.entries()) {
    // A `search_after` may leave out the place of the document.
    if (place >= b.length) break;
    const [left, right] = [a[place] as number, b[place] as number];
    if (left !== right) return left < right ? -sign : sign;
  }
  return 0;
}
