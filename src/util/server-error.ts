// What Elasticsearch says in an error: type and reason, without the user's data.

/** Elasticsearch's name of a failure, and why. */
export interface ServerError {
  readonly type: string;
  readonly reason: string;
}

// Their reasons quote the value that could not be read, and their causes repeat it: field and id say where it is.
const quotesData: ReadonlySet<string> = new Set(['document_parsing_exception', 'mapper_parsing_exception']);

// What answers in the server's place may put anything there.
const isName = /^[\w.$:-]{1,100}$/;

/**
 * Type and reason of an error object, as bodies, bulk items and `mget` answers hold it: the first root cause, and what
 * lies at its bottom where that says more.
 */
export function toServerError(error: unknown): ServerError {
  if (typeof error === 'string') return { type: 'error', reason: error };
  const type = property(error, 'type');
  const root = first(property(error, 'root_cause')) ?? error;
  const failedShard = property(first(property(error, 'failed_shards')), 'reason');
  const told = quotesData.has(String(type)) ? [root] : [root, innermost(failedShard ?? error)];
  const reasons = told
    .map((cause) => property(cause, 'reason'))
    .filter((reason) => typeof reason === 'string');
  return {
    type: typeof type === 'string' && isName.test(type) ? type : 'unknown_error',
    reason:
      reasons.length === 0
        ? 'the answer gives no reason'
        : [...new Set(reasons)]
            .join(' ')
            .replace(/\.? (?:Preview of|The prefix of the first immense term is) .*$/s, '')
            .replace(/,? \w+ starting with \[.*$/s, '')
            .replace(/\.$/, ''),
  };
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? (list as unknown[])[0] : undefined;
}

function innermost(error: unknown): unknown {
  let cause = error;
  for (let depth = 0; depth < 10; depth++) {
    const inner = property(cause, 'caused_by');
    if (property(inner, 'reason') === undefined) break;
    cause = inner;
  }
  return cause;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
