// Documents that an aggregation finds can be saved again: what that needs is asked for where they come as a whole.
import { sourceExtent } from '../query/source-extent.js';

type Json = Readonly<Record<string, unknown>>;

/** The aggregations, in which each `top_hits` of whole documents asks for their versions. */
export function withVersions(aggs: Json): Json {
  return Object.fromEntries(Object.entries(aggs).map(([name, one]) => [name, withVersion(one as Json)]));
}

function withVersion(aggregation: Json): Json {
  const { top_hits: topHits, aggs, aggregations } = aggregation as Readonly<Record<string, Json | undefined>>;
  if (topHits !== undefined && sourceExtent(topHits) === 'whole') {
    return { ...aggregation, top_hits: { seq_no_primary_term: true, version: true, ...topHits } };
  }
  return {
    ...aggregation,
    ...(aggs === undefined ? {} : { aggs: withVersions(aggs) }),
    ...(aggregations === undefined ? {} : { aggregations: withVersions(aggregations) }),
  };
}
