// The answer of `_explain` → why a document matches a query, or does not.
import type { WireAnswer } from '../types/wire-request.js';

/** A score, or a part of one, and what it is made of. */
export interface Explanation {
  /** The score; 0 where nothing matches. */
  readonly value: number;
  /** What it says, in Lucene's words. */
  readonly description: string;
  /** The parts that it is computed from. */
  readonly details: readonly Explanation[];
}

/** Whether a document matches a query, and why. */
export interface ExplainResult {
  readonly matched: boolean;
  readonly explanation: Explanation;
}

type Answer = WireAnswer<'explain'>;
type Detail = NonNullable<Answer['explanation']>;

/** Undefined where there is no such document. */
export function toExplainResult({ matched, explanation }: Answer): ExplainResult | undefined {
  return explanation === undefined ? undefined : { matched, explanation: toExplanation(explanation) };
}

function toExplanation({ value, description, details = [] }: Detail): Explanation {
  return { value, description, details: details.map(toExplanation) };
}
