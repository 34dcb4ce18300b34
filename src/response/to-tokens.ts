// The answer of `_analyze` → tokens.
import { failure } from '../errors/failure.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';

/** What an analyzer makes of a piece of a text. */
export interface AnalyzedToken {
  /** What is indexed, or looked for. */
  readonly token: string;
  /** Where the piece begins in the text, in UTF-16 units, as JavaScript counts. */
  readonly startOffset: number;
  /** Where it ends: the first place after it. */
  readonly endOffset: number;
  /** Its place among the tokens. Several may have the same; a place is left out where a filter removed a token. */
  readonly position: number;
  /** What the tokenizer or a filter calls it: `'<ALPHANUM>'`, `'word'`, `'SYNONYM'`. */
  readonly type: string;
}

export function toTokens({ alias }: Origin, { tokens }: WireAnswer<'indices.analyze'>): AnalyzedToken[] {
  if (!Array.isArray(tokens)) {
    const reason = 'it has no `tokens`';
    throw failure('RESPONSE_UNEXPECTED', { alias, api: 'indices.analyze', reason });
  }
  return tokens.map(({ token, start_offset: startOffset, end_offset: endOffset, position, type }) => ({
    token,
    startOffset,
    endOffset,
    position,
    type,
  }));
}
