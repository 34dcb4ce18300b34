// A value that can't be converted, on its way up to the document: each level adds its part of the path.

export class ValueProblem extends Error {
  constructor(
    readonly kind: 'invalid' | 'unmapped',
    readonly reason: string,
    readonly path = '',
    cause?: unknown,
  ) {
    super(reason, cause === undefined ? undefined : { cause });
  }

  /** The same problem, seen from one level up. */
  within(step: string): ValueProblem {
    const joint = this.path === '' || this.path.startsWith('[') ? '' : '.';
    return new ValueProblem(this.kind, this.reason, `${step}${joint}${this.path}`, this.cause);
  }
}

/** Runs `write` for each item; a problem learns the item's place. */
export function writeItems(items: readonly unknown[], write: (item: unknown) => unknown): unknown[] {
  // Of the right length from the start: a list that grows item by item has room for sixteen more.
  const written = [...items];
  let place = 0;
  try {
    for (; place < written.length; place++) {
      const item = written[place];
      if (item !== null) written[place] = write(item);
    }
  } catch (problem) {
    throw problem instanceof ValueProblem ? problem.within(`[${place}]`) : problem;
  }
  return written;
}

/** Runs `write` for the member `name`; a problem learns the name. */
export function writeAt(name: string, write: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return write(value);
  } catch (problem) {
    throw problem instanceof ValueProblem ? problem.within(name) : problem;
  }
}

/** What a user's function makes of a value; what it throws is a problem of that value. */
export function convert(
  by: (value: unknown, owner: object) => unknown,
  value: unknown,
  owner: object,
): unknown {
  try {
    return by(value, owner);
  } catch (error) {
    throw error instanceof ValueProblem ? error : new ValueProblem('invalid', messageOf(error), '', error);
  }
}

/** What an Error says, or whatever else was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
