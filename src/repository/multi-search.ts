// Several searches with one request for each connection.
import { refusal } from '../connection/to-failure.js';
import { MultiSearchError } from '../errors/elastodm-error.js';
import { toMsearchRequest } from '../request/to-msearch-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { SearchResult } from '../response/search-result.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';
import { partsOf } from './search.js';
import type { AnySearch, SearchParts } from './search.js';

/** How several searches are sent. */
export interface MultiSearchOptions extends SearchRequestOptions, Omit<CallOptions, 'using'> {
  /**
   * Whether each result says for itself whether its search succeeded, as `Promise.allSettled` does. Default: false, and
   * a search that fails throws a MultiSearchError, which holds the results of the others.
   */
  readonly settle?: boolean;
}

/** The results of searches, in their order. */
export type MultiSearchResults<TSearches extends readonly AnySearch[]> = {
  -readonly [K in keyof TSearches]: ResultOf<TSearches[K]>;
};

/** The same, each with whether it succeeded. */
export type SettledSearches<TSearches extends readonly AnySearch[]> = {
  -readonly [K in keyof TSearches]: PromiseSettledResult<ResultOf<TSearches[K]>>;
};

type ResultOf<TSearch> = TSearch extends { execute(): Promise<infer TResult> } ? TResult : never;

interface Part extends SearchParts {
  readonly place: number;
  readonly request: WireRequest<'search'>;
}

type Outcome = PromiseSettledResult<SearchResult<object>>;

/** The results in the order of the searches. Throws a MultiSearchError when some failed, unless they are settled. */
export async function multiSearch(
  searches: readonly AnySearch[],
  { settle = false, ...options }: MultiSearchOptions,
): Promise<readonly unknown[]> {
  const outcomes = new Array<Outcome>(searches.length);
  const groups = new Map<Connection, Part[]>();
  for (const [place, search] of searches.entries()) {
    // What is refused before it is sent keeps the others from nothing.
    try {
      const parts = partsOf(search);
      const { target, alias, body } = parts;
      const request = target.toRequest(body, alias, options);
      const connection = target.connection(alias);
      groups.set(connection, [...(groups.get(connection) ?? []), { ...parts, place, request }]);
    } catch (reason) {
      outcomes[place] = { status: 'rejected', reason };
    }
  }
  const sent = [...groups].map(async ([connection, parts]) => {
    const results = await sendGroup(connection, parts, options);
    for (const [index, outcome] of results.entries()) outcomes[parts[index]?.place ?? 0] = outcome;
  });
  await Promise.all(sent);
  if (settle) return outcomes;
  const results = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error),
  );
  if (outcomes.some(({ status }) => status === 'rejected')) throw new MultiSearchError(results);
  return results;
}

// A request that fails as a whole fails each of its searches.
async function sendGroup(
  connection: Connection,
  parts: readonly Part[],
  options: SearchRequestOptions & CallOptions,
): Promise<readonly Outcome[]> {
  const answer = await connection
    .send(toMsearchRequest(parts.map(({ request }) => request)), options)
    .catch((reason: unknown) => ({ reason }));
  if ('reason' in answer) return parts.map(() => ({ status: 'rejected', reason: answer.reason }));
  return Promise.allSettled(
    parts.map((part, index) => toOutcome(connection, part, answer.responses[index], options)),
  );
}

async function toOutcome(
  connection: Connection,
  { target, body, request }: Part,
  response: WireAnswer<'msearch'>['responses'][number] | undefined,
  options: SearchRequestOptions,
): Promise<SearchResult<object>> {
  if (response === undefined || 'error' in response) {
    const { type, reason } = toServerError(response?.error ?? 'the answer lacks it');
    const { alias } = connection;
    throw refusal({ alias, request, status: response?.status ?? 500, type, reason: shorten(reason) });
  }
  return target.toResult(connection, body, response, options);
}
