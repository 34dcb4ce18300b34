// In which order an iteration gives its hits, and from where it can go on.

/** What tells documents apart in one point in time, and means nothing in another. */
const places: ReadonlySet<string> = new Set(['_doc', '_shard_doc']);

const decimal = /^-?[1-9]\d{15,}$/;

/** What the search sorts by; undefined where it does not sort. */
export function sortOf(sort: unknown): unknown {
  return Array.isArray(sort) && sort.length === 0 ? undefined : (sort ?? undefined);
}

/** How many values tell where to go on in another point in time; 0 where nothing does. */
export function sortLength(sort: unknown): number {
  const parts: readonly unknown[] = Array.isArray(sort) ? sort : sort === undefined ? [] : [sort];
  const names = parts.flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.keys(part) : [String(part)],
  );
  return names.some((name) => places.has(name)) ? 0 : names.length;
}

/**
 * The sort values of a hit that go on in another point in time, as JSON has them: whole numbers beyond ±2^53 are text.
 * Elasticsearch's own last value, the place in this point in time, is left out.
 */
export function toAfter(
  values: readonly unknown[] | undefined,
  length: number,
): readonly unknown[] | undefined {
  if (values === undefined || length === 0) return undefined;
  return values.slice(0, length).map((value) => (typeof value === 'bigint' ? String(value) : value));
}

/**
 * The `search_after` that goes on behind all hits with these values. With a place behind all places, as Elasticsearch
 * gives places only to who asks with one, and takes hits that are alike otherwise for one.
 */
export function toSearchAfter(after: readonly unknown[]): readonly unknown[] {
  // A sort by dates takes such numbers as numbers alone.
  const isLarge = (value: unknown): value is string =>
    typeof value === 'string' && decimal.test(value) && !Number.isSafeInteger(Number(value));
  return [...after.map((value) => (isLarge(value) ? BigInt(value) : value)), Number.MAX_SAFE_INTEGER];
}
