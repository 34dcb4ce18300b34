// SQL's patterns → Elasticsearch's, and whether they may be sent.
import { failure } from '../errors/failure.js';
import type { SearchLimits } from '../metadata/search-limits.js';
import { wildcardProblem } from '../query/pattern-problem.js';

/** Where in a request a pattern stands. */
interface PatternPlace {
  readonly className: string;
  readonly path: string;
}

/** `%` and `_` as `*` and `?`; what they are escaped with, and Elasticsearch's own wildcards, as plain characters. */
export function toWildcard(pattern: string): string {
  return pattern.replaceAll(/\\([%_\\])|[%_*?\\]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
    if (found === '%') return '*';
    return found === '_' ? '?' : `\\${found}`;
  });
}

/**
 * Throws a RequestError QUERY_LIMIT for a pattern in a `where` that may not be sent. Where the DataSource says nothing,
 * no pattern begins with a wildcard, and none has more than 256 characters.
 */
export function checkWildcard(
  { className, path }: PatternPlace,
  pattern: string,
  { wildcards = 'inside', patternLength = 256 }: Pick<SearchLimits, 'wildcards' | 'patternLength'> = {},
  kind: 'prefix' | 'wildcard' = 'wildcard',
): void {
  const reason = wildcardProblem(kind, pattern, wildcards);
  if (reason !== undefined) throw failure('QUERY_LIMIT', { className, path, limit: 'wildcards', reason });
  if (pattern.length > patternLength) {
    const length = `it has ${pattern.length} characters, and ${patternLength} is the most`;
    throw failure('QUERY_LIMIT', { className, path, limit: 'patternLength', reason: length });
  }
}
