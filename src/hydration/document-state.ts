// What the library knows about a document beside its fields: kept outside the object, so that nothing is added to it.
import { globalValue } from '../util/global-value.js';

/** What a cluster said when a document was last read or written there. */
export interface DocumentState {
  readonly id: string;
  /** The concrete index. */
  readonly index: string;
  readonly version?: number | undefined;
  readonly seqNo?: number | undefined;
  readonly primaryTerm?: number | undefined;
}

// One map for each connection, by alias: the same document has versions of its own on another cluster.
const states = globalValue('elastodm.states', () => new Map<string, WeakMap<object, DocumentState>>());

export function stateOf(connection: string, document: object): DocumentState | undefined {
  return states.get(connection)?.get(document);
}

export function rememberState(connection: string, document: object, state: DocumentState): void {
  let known = states.get(connection);
  if (known === undefined) states.set(connection, (known = new WeakMap()));
  known.set(document, state);
}

export function forgetState(connection: string, document: object): void {
  states.get(connection)?.delete(document);
}

/** The id under which a document was last read or written, on this connection or else on any. */
export function knownId(connection: string, document: object): string | undefined {
  const here = stateOf(connection, document);
  if (here !== undefined) return here.id;
  for (const known of states.values()) {
    const state = known.get(document);
    if (state !== undefined) return state.id;
  }
  return undefined;
}
