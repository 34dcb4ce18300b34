// Options from outside that would cost the cluster too much, or lift what protects it.

// What Elasticsearch itself takes where nothing is said, or somewhat more.
const most: Readonly<Record<string, number>> = {
  compression: 1000,
  fuzzy_max_expansions: 50,
  k: 1000,
  max_expansions: 50,
  max_query_terms: 100,
  num_candidates: 1000,
  precision_threshold: 3000,
  slop: 100,
  visit_percentage: 10,
};

const closed: ReadonlySet<string> = new Set(['fuzzy_rewrite', 'max_determinized_states', 'rewrite']);

/** Why the option of this name can't have this value; undefined where it can. */
export function optionProblem(name: string, value: unknown): string | undefined {
  if (closed.has(name)) return 'this can only be said by the program itself';
  const limit = Object.hasOwn(most, name) ? (most[name] as number) : undefined;
  if (limit === undefined) return undefined;
  // Elasticsearch reads numbers in texts, too.
  return typeof value === 'number' && value >= 0 && value <= limit
    ? undefined
    : `it is no number from 0 to ${limit}`;
}

/** The name that a path ends with. Names of options have no dots. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
