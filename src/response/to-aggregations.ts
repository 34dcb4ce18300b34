// The results of aggregations as a server gives them → with documents, and with dates beside the keys that are dates.
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import { toHits } from './to-hits.js';
import type { AnswerHit, AnswerHits, MakeDocument } from './to-hits.js';

type Json = Readonly<Record<string, unknown>>;

/** What the results are read by. */
export interface AggregationReader {
  /** Whether the keys of equal values of a field are dates. */
  readonly isDate: (field: string) => boolean;
  /** Whether a hit is shown: a `global` aggregation leaves the query behind. */
  readonly sees: (hit: AnswerHit) => boolean;
  /** Makes the documents of a `top_hits` with this body. */
  readonly topHits: (body: Json) => MakeDocument;
}

/** The results of the aggregations that were asked for. What needs no reading is left as it is. */
export function toAggregations(reader: AggregationReader, asked: Json, answered: Json): Json {
  return Object.fromEntries(
    Object.entries(answered).map(([name, result]) => [
      name,
      toResult(reader, (asked[name] ?? {}) as Json, result as Json),
    ]),
  );
}

function toResult(reader: AggregationReader, asked: Json, result: Json): Json {
  const body = asked['top_hits'] as Json | undefined;
  if (body !== undefined) {
    const { hits, ...others } = result;
    const { hits: found, ...counts } = hits as AnswerHits;
    const seen = { ...counts, hits: found.filter(reader.sees) };
    return Object.assign(toHits(seen, reader.topHits(body)), others);
  }
  const isDated = hasDates(reader, asked);
  const inside = insideOf(asked);
  if (!isDated && !isRead(reader, inside)) return result;
  const { buckets } = result as { readonly buckets?: readonly Json[] | Readonly<Record<string, Json>> };
  const read = (bucket: Json): Json => toBucket(reader, inside, isDated, bucket);
  if (buckets === undefined) return read(result);
  return {
    ...result,
    buckets: Array.isArray(buckets)
      ? (buckets as Json[]).map(read)
      : Object.fromEntries(Object.entries(buckets as Json).map(([name, one]) => [name, read(one as Json)])),
  };
}

function toBucket(reader: AggregationReader, inside: Json, isDated: boolean, bucket: Json): Json {
  const { key } = bucket;
  const results = Object.entries(bucket).filter(([name]) => Object.hasOwn(inside, name));
  return {
    ...bucket,
    ...(isDated && typeof key === 'number' ? { key_as_date: new Date(key) } : {}),
    ...toAggregations(reader, inside, Object.fromEntries(results)),
  };
}

const equalValues = ['terms', 'rare_terms', 'significant_terms'] as const;

function hasDates({ isDate }: AggregationReader, asked: Json): boolean {
  if ('date_histogram' in asked || 'auto_date_histogram' in asked) return true;
  return equalValues.some((kind) => {
    const { field } = (asked[kind] ?? {}) as { readonly field?: unknown };
    return typeof field === 'string' && isDate(field);
  });
}

/** The aggregations of an aggregation's buckets. */
function insideOf({ aggs, aggregations }: Json): Json {
  return { ...(aggs as Json | undefined), ...(aggregations as Json | undefined) };
}

function isRead(reader: AggregationReader, asked: Json): boolean {
  return (Object.values(asked) as Json[]).some(
    (one) => 'top_hits' in one || hasDates(reader, one) || isRead(reader, insideOf(one)),
  );
}

/** Whether a field of the class is a date, or one of the multi-fields that are. */
export function isDateField({ fields }: Pick<DocumentMetadata, 'fields'>, path: string): boolean {
  let inside: readonly FieldMetadata[] = fields;
  const names = path.split('.');
  for (const [place, name] of names.entries()) {
    const found = inside.find((one) => one.name === name);
    if (found === undefined) return false;
    const rest = names.slice(place + 1).join('.');
    if (rest === '') return found.type === 'date';
    if (found.object === undefined) {
      const subFields = found.options['fields'] as Readonly<Record<string, { type?: string }>> | undefined;
      return found.type === 'date' && subFields?.[rest]?.type === 'date';
    }
    inside = found.object.fields;
  }
  return false;
}

/** The documents in the results of aggregations. */
export function documentsOf(asked: Json, results: Json): readonly unknown[] {
  return Object.entries(results).flatMap(([name, result]) => {
    const one = (asked[name] ?? {}) as Json;
    if ('top_hits' in one) return (result as { readonly documents: readonly unknown[] }).documents;
    const inside = insideOf(one);
    if (Object.keys(inside).length === 0) return [];
    const { buckets = [result] } = result as { readonly buckets?: object };
    return (Object.values(buckets) as Json[]).flatMap((bucket) => {
      const mine = Object.entries(bucket).filter(([inner]) => Object.hasOwn(inside, inner));
      return documentsOf(inside, Object.fromEntries(mine));
    });
  });
}
