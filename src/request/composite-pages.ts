// A composite aggregation, page by page → the searches that fetch its pages.

type Json = Readonly<Record<string, unknown>>;

/** What is asked, as JSON. */
export interface CompositePages {
  readonly query?: object;
  readonly composite: object;
  readonly aggs?: object;
}

/** The search for the page of buckets after a key, or for the first. Hits are neither fetched nor counted. */
export function toBucketsPage({ query, composite, aggs }: CompositePages, after: unknown): Json {
  const body = { size: 1_000, ...composite, ...(after === undefined ? {} : { after }) };
  return {
    size: 0,
    track_total_hits: false,
    ...(query === undefined ? {} : { query }),
    aggs: { page: { composite: body, ...(aggs === undefined ? {} : { aggs }) } },
  };
}
