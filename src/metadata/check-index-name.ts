// Elasticsearch's rules for index names, so that a bad one is found before a request is sent.

/** Why `index` is no valid index name, or undefined. */
export function indexNameProblem(index: unknown): string | undefined {
  if (typeof index !== 'string' || index === '') return 'it is empty';
  if (index === '.' || index === '..') return "it is '.' or '..'";
  if (index !== index.toLowerCase()) return 'it has upper-case letters';
  if (/^[-_+]/.test(index)) return "it starts with '-', '_' or '+'";
  const forbidden = /[\\/*?"<>| ,#:]/.exec(index);
  if (forbidden !== null) return `it contains '${forbidden[0]}'`;
  return new TextEncoder().encode(index).length > 255 ? 'it is longer than 255 bytes' : undefined;
}

/** Why `pattern` does not name a set of indices, or undefined. */
export function patternProblem(pattern: unknown): string | undefined {
  if (typeof pattern !== 'string' || pattern === '') return 'it names no `pattern` to read from';
  if (!pattern.includes('*')) return `its pattern '${pattern}' has no *`;
  if (/^[*]+$/.test(pattern)) return `its pattern '${pattern}' means all indices`;
  const reason = indexNameProblem(pattern.replaceAll('*', 'x'));
  return reason === undefined ? undefined : `its pattern '${pattern}' is not valid: ${reason}`;
}

/** Whether an index is one of those that a pattern means. */
export function matchesPattern(index: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(index);
}
