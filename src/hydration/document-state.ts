// What the library knows about a document beside its fields: kept outside the object, so that nothing is added to it.
import type { Origin } from '../types/wire-request.js';
import { parseExact } from '../util/exact-json.js';
import { globalValue } from '../util/global-value.js';
import { stamps } from './stamp.js';
import type { StoredDocument } from './stamp.js';

/** What a cluster said when a document was last read or written there. */
export interface DocumentState {
  readonly id: string;
  /** The concrete index. */
  readonly index: string;
  readonly version?: number | undefined;
  readonly seqNo?: number | undefined;
  readonly primaryTerm?: number | undefined;
  /** What was stored then: what changed since is told by it. Never handed out, never changed. */
  readonly source?: Readonly<Record<string, unknown>> | undefined;
}

type States = WeakMap<object, DocumentState>;

// One map for each cluster: the same document has versions of its own on another one.
const statesByCluster = globalValue('elastodm.states', () => new WeakMap<object, States>());
// The ids of documents whose class has no property for it.
const ids = globalValue('elastodm.ids', () => new WeakMap<object, string>());

export function stateOf({ cluster }: Origin, document: object): DocumentState | undefined {
  const state = statesByCluster.get(cluster)?.get(document);
  if (state !== undefined) return state;
  const read = stamps.read(document);
  return read?.cluster === cluster ? toState(read.stored) : undefined;
}

export function rememberState({ cluster }: Origin, document: object, state: DocumentState): void {
  let states = statesByCluster.get(cluster);
  if (states === undefined) statesByCluster.set(cluster, (states = new WeakMap()));
  states.set(document, state);
}

/** The same as a cluster says it. */
export function rememberStored(origin: Origin, document: object, stored: StoredDocument): void {
  const { cluster } = origin;
  // What is in the map comes first.
  const isMapped = statesByCluster.get(cluster)?.has(document) === true;
  if (isMapped || !stamps.stamp(document, cluster, stored)) rememberState(origin, document, toState(stored));
}

function toState(stored: StoredDocument): DocumentState {
  return {
    id: stored._id ?? '',
    index: stored._index,
    version: stored._version,
    seqNo: stored._seq_no,
    primaryTerm: stored._primary_term,
    get source() {
      return toSource(stored) as DocumentState['source'];
    },
  };
}

function toSource(stored: StoredDocument): unknown {
  const { _source, text } = stored;
  if (_source !== undefined || text === undefined) return _source;
  const json = text.slice(text.indexOf('\n') + 1);
  const source = parseExact(json) ?? (JSON.parse(json) as unknown);
  // Once is enough.
  Object.assign(stored, { _source: source, text: undefined });
  return source;
}

export function forgetState({ cluster }: Origin, document: object): void {
  statesByCluster.get(cluster)?.delete(document);
  if (stamps.read(document)?.cluster === cluster) stamps.clear(document);
}

/** The id of a document whose class has no property for it, once it was read or written anywhere. */
export function knownId(document: object): string | undefined {
  return ids.get(document);
}

export function rememberId(document: object, id: string): void {
  ids.set(document, id);
}

// Documents that were read in part: to store them as a whole would lose the rest.
const partial = globalValue('elastodm.partial', () => new WeakSet());

export function rememberPartial(document: object): void {
  partial.add(document);
}

export function isPartial(document: object): boolean {
  return partial.has(document);
}

// The ids under which new documents were sent when it did not become known whether they were saved.
const pendingByCluster = globalValue(
  'elastodm.pending',
  () => new WeakMap<object, WeakMap<object, string>>(),
);

export function pendingId({ cluster }: Origin, document: object): string | undefined {
  return pendingByCluster.get(cluster)?.get(document);
}

export function rememberPending({ cluster }: Origin, document: object, id: string): void {
  let pending = pendingByCluster.get(cluster);
  if (pending === undefined) pendingByCluster.set(cluster, (pending = new WeakMap()));
  pending.set(document, id);
}

export function forgetPending({ cluster }: Origin, document: object): void {
  pendingByCluster.get(cluster)?.delete(document);
}
