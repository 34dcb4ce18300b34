// The objects around a value that is being written: how one that contains itself is found.
import { ValueProblem } from './value-problem.js';

const depthLimit = 100;

export interface Ancestors {
  readonly value: object;
  readonly above: Ancestors | undefined;
  readonly depth: number;
}

/** One level down. Throws a ValueProblem when `value` is one of those that it is in. */
export function descend(value: object, above: Ancestors | undefined): Ancestors {
  for (let ancestor = above; ancestor !== undefined; ancestor = ancestor.above) {
    if (ancestor.value === value) throw new ValueProblem('invalid', 'it contains itself');
  }
  const depth = above === undefined ? 1 : above.depth + 1;
  if (depth > depthLimit) throw new ValueProblem('invalid', `it is nested deeper than ${depthLimit} levels`);
  return { value, above, depth };
}
