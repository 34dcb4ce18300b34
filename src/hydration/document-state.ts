// What the library knows about a document beside its fields: kept outside the object, so that nothing is added to it.
import { globalValue } from '../util/global-value.js';

/** What the cluster said when a document was last read or written. */
export interface DocumentState {
  readonly id: string;
  /** The alias of the connection that said it: another cluster counts for itself. */
  readonly connection: string;
  /** The concrete index. */
  readonly index: string;
  readonly version: number | undefined;
  readonly seqNo: number | undefined;
  readonly primaryTerm: number | undefined;
}

const states = globalValue('elastodm.states', () => new WeakMap<object, DocumentState>());

export function stateOf(document: object): DocumentState | undefined {
  return states.get(document);
}

export function rememberState(document: object, state: DocumentState): void {
  states.set(document, state);
}

export function forgetState(document: object): void {
  states.delete(document);
}
