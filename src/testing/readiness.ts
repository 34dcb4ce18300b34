// Waits until a node answers and has found the others.
import { getJson } from './http.js';
import type { Access } from './http.js';

/** What ends the waiting before the node is ready. */
export interface Waiting {
  readonly access: Access;
  /** How many nodes the cluster must have; undefined for any number. */
  readonly nodes: number | undefined;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Says why there is no use in waiting on; undefined as long as there is. */
  readonly givenUp: () => string | undefined;
}

/** The reason why the node is not ready and won't be; undefined when it is ready. */
export async function waitUntilReady(host: string, waiting: Waiting): Promise<string | undefined> {
  let last = 'it did not answer';
  while (Date.now() < waiting.deadline) {
    const reason = waiting.givenUp();
    if (reason !== undefined) return reason;
    const state = await readState(host, waiting.access);
    if (typeof state === 'string') last = state;
    else if (waiting.nodes === undefined || state.nodes === waiting.nodes) return undefined;
    else last = `it sees ${state.nodes} of ${waiting.nodes} nodes`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `it was not ready in time (${last})`;
}

async function readState(host: string, access: Access): Promise<string | { readonly nodes: number }> {
  try {
    const { status, body } = await getJson(
      `${host}/_cluster/health?master_timeout=2s&timeout=2s`,
      access,
      5_000,
    );
    if (status !== 200) return `it answered ${status}`;
    const nodes = (body as { number_of_nodes?: unknown } | undefined)?.number_of_nodes;
    return typeof nodes === 'number' ? { nodes } : 'its answer is not that of Elasticsearch';
  } catch (error) {
    return `it did not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
