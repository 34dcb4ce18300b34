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
