// Raw hits → hits with documents.
import type { WireAnswer } from '../types/wire-request.js';
import type { Hits } from './hits.js';
import type { SearchHit } from './search-hit.js';

/** Hits as a server gives them. */
export type AnswerHits = WireAnswer<'search'>['hits'];

/** A hit as a server gives it. */
export type AnswerHit = AnswerHits['hits'][number];

/** The document of a hit. `group` is the name of the inner hits that it is one of. */
export type MakeDocument = (hit: AnswerHit, group?: string) => unknown;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type FoundHit = SearchHit<unknown>;

/** The hits, with documents that `make` makes. */
export function toHits(answered: AnswerHits, make: MakeDocument): Hits<FoundHit> {
  return toList(
    answered.hits.map((hit) => toHit(hit, make)),
    answered,
  );
}

function toList<THit extends { readonly document: unknown }>(
  hits: readonly THit[],
  { total, max_score: maxScore }: Pick<AnswerHits, 'total' | 'max_score'>,
): Hits<THit> {
  const list = {
    hits,
    length: hits.length,
    total: typeof total === 'number' ? total : (total?.value ?? -1),
    totalRelation: typeof total === 'object' ? total.relation : 'eq',
    maxScore: maxScore ?? null,
  };
  // Not enumerable: a result prints as data, and each document once.
  Object.defineProperties(list, {
    documents: { get: () => hits.map(({ document }) => document) },
    [Symbol.iterator]: { value: () => hits[Symbol.iterator]() },
  });
  return list as typeof list & Pick<Hits<THit>, 'documents' | typeof Symbol.iterator>;
}

function toHit(hit: AnswerHit, make: MakeDocument, group?: string): FoundHit {
  const result = toFound(hit, make(hit, group));
  if (hit._routing !== undefined) result.routing = hit._routing;
  if (hit.highlight !== undefined) result.highlight = hit.highlight;
  if (hit.fields !== undefined) result.fields = hit.fields as NonNullable<FoundHit['fields']>;
  if (hit._explanation !== undefined) result.explanation = hit._explanation;
  if (hit._rank !== undefined) result.rank = hit._rank;
  const { matched_queries: matched, inner_hits: inner } = hit;
  if (matched !== undefined) {
    if (Array.isArray(matched)) result.matchedQueries = matched;
    else {
      result.matchedQueries = Object.keys(matched);
      result.matchedScores = matched;
    }
  }
  if (inner !== undefined) result.innerHits = toInnerHits(inner, make);
  return result;
}

function toFound(
  {
    _id: id = '',
    _index: index,
    _score: found,
    _version: version,
    _seq_no: seqNo,
    _primary_term: primaryTerm,
    sort,
  }: AnswerHit,
  document: unknown,
): Writable<FoundHit> {
  const score = found ?? null;
  // What most hits have, in one piece: members that are added one by one take twice the memory.
  if (version !== undefined && seqNo !== undefined && primaryTerm !== undefined) {
    return sort === undefined
      ? { document, id, index, score, version, seqNo, primaryTerm }
      : { document, id, index, score, version, seqNo, primaryTerm, sort };
  }
  const result: Writable<FoundHit> = { document, id, index, score };
  if (version !== undefined) result.version = version;
  if (seqNo !== undefined) result.seqNo = seqNo;
  if (primaryTerm !== undefined) result.primaryTerm = primaryTerm;
  if (sort !== undefined) result.sort = sort;
  return result;
}

function toInnerHits(
  inner: NonNullable<AnswerHit['inner_hits']>,
  make: MakeDocument,
): NonNullable<FoundHit['innerHits']> {
  const groups = Object.entries(inner).map(([name, { hits }]) => {
    const found = hits.hits.map((hit) => {
      const offset = hit._nested?.offset;
      return { ...toHit(hit as AnswerHit, make, name), ...(offset === undefined ? {} : { offset }) };
    });
    return [name, toList(found, hits)] as const;
  });
  // The request decided on the names, and what they hold.
  return Object.fromEntries(groups) as unknown as NonNullable<FoundHit['innerHits']>;
}
