// What is wrong with a pattern of a query: wildcards where none may stand. Pure.
import type { Wildcards } from '../metadata/search-limits.js';

/** The kinds of queries that take a pattern. */
export type PatternKind = 'prefix' | 'query_string' | 'regexp' | 'simple_query_string' | 'wildcard';

const leading: Readonly<Record<PatternKind, RegExp>> = {
  prefix: /^$/,
  // At the start of a word, or of what follows an operator or a field.
  query_string: /(?:^|[\s:("+\-!|&/[{])[*?]|(?:^|[\s:(])\/|^\s*$/,
  // Not one character that every match begins with: an operator, a first character that may be missing, another way.
  regexp: /^(?:[.?+*|{}[\]()"#@&<>~]|$|(?:\\.|[^\\])[*?{])|(?<!\\)(?:\\\\)*\|/su,
  simple_query_string: /(?:^|[\s("+\-|)])\*/,
  wildcard: /^(?:[*?]|$)/,
};

const any: Readonly<Record<PatternKind, RegExp>> = {
  prefix: /^/,
  query_string: /(?<!\\)(?:\\\\)*[*?/]/,
  regexp: /(?<!\\)(?:\\\\)*[.?+*|{}[\]()"#@&<>~]/,
  simple_query_string: /(?<!\\)(?:\\\\)*\*/,
  wildcard: /(?<!\\)(?:\\\\)*[*?]/,
};

/** Whether a kind's text is a pattern. */
export function isPatternKind(kind: string): kind is PatternKind {
  return Object.hasOwn(leading, kind);
}

/** Why a pattern may not be sent; undefined where it may. */
export function wildcardProblem(
  kind: PatternKind,
  pattern: string,
  wildcards: Wildcards,
): string | undefined {
  if (wildcards === 'anywhere') return undefined;
  if (wildcards === 'none' && any[kind].test(pattern)) return 'it is a pattern, and none are allowed';
  if (!leading[kind].test(pattern)) return undefined;
  return pattern.trim() === '' ? 'it is empty, and matches anything' : 'it can begin with anything';
}
