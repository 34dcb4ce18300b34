// Clauses that hold nothing but plain values, as most steps do: copied and seen to be harmless in one go.
import { isHostile } from '../hydration/json.js';
import { isRaw } from '../query/raw.js';

type Json = Readonly<Record<string, unknown>>;
/** A copy of what stands under a field, or undefined where it takes a closer look. */
type Copy = (value: unknown) => unknown;

const copies: ReadonlyMap<string, Copy> = new Map<string, Copy>([
  ['exists', plainText],
  ['match', plainValue],
  ['match_bool_prefix', plainValue],
  ['match_phrase', plainValue],
  ['match_phrase_prefix', plainValue],
  ['range', plainEnds],
  ['term', plainValue],
  ['terms', plainValues],
]);

/** The clause with a copy of its body; undefined where its kind or a value takes a closer look. */
export function plainClause(kind: string, body: unknown): Json | undefined {
  const copy = copies.get(kind);
  if (copy === undefined || typeof body !== 'object' || body === null || isRaw(body)) return undefined;
  const copied: Record<string, unknown> = {};
  for (const name in body) {
    const value = copy((body as Json)[name]);
    if (value === undefined || isHostile(name)) return undefined;
    copied[name] = value;
  }
  return { [kind]: copied };
}

function plainValue(value: unknown): unknown {
  const type = typeof value;
  return type === 'string' || type === 'boolean' || Number.isFinite(value) ? value : undefined;
}

function plainText(value: unknown): unknown {
  return typeof value === 'string' ? value : undefined;
}

function plainValues(values: unknown): unknown {
  if (!Array.isArray(values)) return undefined;
  for (const value of values) if (plainValue(value) === undefined) return undefined;
  return values.slice();
}

const ends: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte', 'format', 'time_zone']);

function plainEnds(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const copied: Record<string, unknown> = {};
  for (const name in value) {
    const end = plainValue((value as Json)[name]);
    if (end === undefined || !ends.has(name)) return undefined;
    copied[name] = end;
  }
  return copied;
}
