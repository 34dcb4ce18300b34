// Every hit of a search, page by page, in one point in time.
import { failure } from '../errors/failure.js';
import type { Json } from '../request/search-steps.js';
import { toClosePitRequest, toOpenPitRequest, toPageBody } from '../request/to-pit-requests.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { SearchHit } from '../response/search-hit.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import type { SearchTarget } from './search-target.js';

export interface IterateOptions {
  /** How many hits a page has. Default: 1,000. */
  readonly pageSize?: number;
  /** How long Elasticsearch keeps the point in time between two pages, in its own units. Default: `'1m'`. */
  readonly keepAlive?: string;
}

interface Searched {
  readonly target: SearchTarget;
  readonly alias: string | undefined;
  readonly body: Json;
}

/** The hits in the order of the search, or in none. The point in time is closed whatever happens. */
export async function* iterateHits(
  { target, alias, body }: Searched,
  options: IterateOptions & SearchRequestOptions & CallOptions,
): AsyncGenerator<SearchHit<object>, void, undefined> {
  const { pageSize = Math.min(1_000, target.pageSize), keepAlive = '1m' } = options;
  checkPages(target.name, body, pageSize);
  const index = target.index(alias);
  const connection = target.connection(alias);
  const opened = await connection.send(toOpenPitRequest(index, body, keepAlive), options);
  let { id } = opened;
  let searchAfter: readonly unknown[] | undefined;
  try {
    for (;;) {
      const page = toPageBody(body, { id, keepAlive, pageSize, searchAfter });
      const answer = await connection.send(target.toRequest(page, alias, options), options);
      // A server may give it a new id.
      id = answer.pit_id ?? id;
      const { hits } = await target.toResult(connection, page, answer, options);
      yield* hits;
      if (hits.length < pageSize) return;
      searchAfter = hits.at(-1)?.sort;
    }
  } finally {
    await closePit(connection, id);
  }
}

// Pages are told apart by their sort values, and the last one by its length.
function checkPages(className: string, body: Json, pageSize: number): void {
  const refuse = (path: string, reason: string): never => {
    throw failure('QUERY_INVALID_VALUE', { className, path, reason });
  };
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    refuse('pageSize', `it is ${pageSize}, and no whole number from 1 on`);
  }
  const member = ['collapse', 'rank', 'rescore', 'retriever', 'terminate_after'].find((name) => name in body);
  if (member !== undefined) refuse(member, "its hits can't be gone through page by page");
}

// It ends by itself; what went wrong before is what the caller should learn of.
async function closePit(connection: Connection, id: string): Promise<void> {
  await connection.send(toClosePitRequest(id)).catch(() => undefined);
}
