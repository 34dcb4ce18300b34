// What the library does about a field's values beside sending them: none of it is part of a mapping.

/**
 * Between a type of yours and what Elasticsearch keeps of it. Called with the property's whole value, never with
 * undefined or null, which stay what they are.
 */
export interface ValueTransform<TValue, TSource = unknown> {
  /** The property's value → what is stored: what the field's decorator takes without a transform. */
  to(value: TValue): TSource;
  /** What was stored → the property's value. */
  from(stored: TSource): TValue;
}

/** The options of a field decorator that are the library's own. */
export interface FieldBehavior {
  /** Whether a document without a value (undefined, null or an empty list) is refused. */
  readonly required?: boolean;
  /** Looks at each value before it is sent, and gives the reason why it can't be stored, or undefined. */
  readonly validate?: (value: unknown, owner: object) => string | undefined;
  readonly transform?: ValueTransform<unknown>;
  /** Whether whole numbers are read as `bigint`. */
  readonly bigint?: boolean;
}

const names = ['required', 'validate', 'transform', 'bigint'] as const satisfies (keyof FieldBehavior)[];

/** Takes a decorator's options apart: Elasticsearch's, and ours. */
export function splitOptions(options: Readonly<Record<string, unknown>> = {}): {
  readonly options: Readonly<Record<string, unknown>>;
  readonly behavior: FieldBehavior;
} {
  const behavior: Record<string, unknown> = {};
  const rest: Record<string, unknown> = { ...options };
  for (const name of names) {
    if (rest[name] !== undefined) behavior[name] = rest[name];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of four names
    delete rest[name];
  }
  return { options: rest, behavior: behavior };
}
