// The documents of a fault server: sequence numbers, versions and conflicts as Elasticsearch has them, in memory.

export type JsonObject = Record<string, unknown>;

/** A document as the store keeps it. */
export interface StoredDocument {
  readonly source: JsonObject;
  readonly seq_no: number;
  readonly primary_term: number;
  readonly version: number;
}

/** What a write is, and when it may be done. */
export interface WriteConditions {
  readonly ifSeqNo?: number | undefined;
  readonly ifPrimaryTerm?: number | undefined;
  readonly opType?: string | undefined;
  readonly version?: number | undefined;
  readonly versionType?: string | undefined;
  readonly requireAlias?: boolean | undefined;
  readonly retryOnConflict?: number | undefined;
}

export type WriteResult = 'created' | 'updated' | 'deleted' | 'not_found' | 'noop';

/** A write that was done. */
export interface Written {
  readonly index: string;
  readonly id: string;
  readonly result: WriteResult;
  readonly version: number;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** A refusal, as Elasticsearch words it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly reason: string,
    readonly details: JsonObject = {},
  ) {
    super(`${type}: ${reason}`);
  }
}

interface IndexState {
  readonly documents: Map<string, StoredDocument>;
  /** Versions of what was deleted: a document that comes back goes on counting. */
  readonly deleted: Map<string, number>;
  nextSeqNo: number;
}

/** The indices of one cluster. Several fault servers may share it. */
export class Store {
  /** What new writes carry; a higher one is what follows the loss of a primary. */
  primaryTerm = 1;
  /** The points in time that are open. */
  readonly pits = new Set<string>();
  #indices = new Map<string, IndexState>();
  #madeIds = 0;
  #madePits = 0;

  /** The live documents of an index by id; none when it does not exist. */
  documents(index: string): ReadonlyMap<string, StoredDocument> {
    return this.#indices.get(index)?.documents ?? new Map<string, StoredDocument>();
  }

  has(index: string): boolean {
    return this.#indices.has(index);
  }

  createIndex(index: string): void {
    if (this.has(index)) {
      const reason = `index [${index}/${indexUuid}] already exists`;
      throw new Refusal(400, 'resource_already_exists_exception', reason, { index_uuid: indexUuid, index });
    }
    this.#open(index);
  }

  deleteIndex(index: string): void {
    this.#existing(index);
    this.#indices.delete(index);
  }

  /** The indices of an expression such as `a,b-*`; one that is named must exist. */
  resolve(expression: string, ignoreUnavailable = false): readonly string[] {
    return expression.split(',').flatMap((name) => {
      if (name === '_all' || name.includes('*')) {
        const pattern = new RegExp(`^${name === '_all' ? '.*' : name.replaceAll('*', '.*')}$`);
        return [...this.#indices.keys()].filter((index) => pattern.test(index));
      }
      if (!ignoreUnavailable) this.#existing(name);
      return this.has(name) ? [name] : [];
    });
  }

  get(index: string, id: string): StoredDocument | undefined {
    return this.#existing(index).documents.get(id);
  }

  index(
    index: string,
    id: string | undefined,
    source: JsonObject,
    conditions: WriteConditions = {},
  ): Written {
    if (conditions.requireAlias === true && !this.has(index)) throw noIndex(index, true);
    const state = this.#open(index);
    const madeId = id ?? `made-${String(++this.#madeIds).padStart(6, '0')}`;
    const before = state.documents.get(madeId);
    if (conditions.opType === 'create' && before !== undefined) {
      throw conflict(index, madeId, `document already exists (current version [${before.version}])`);
    }
    const last = before?.version ?? state.deleted.get(madeId);
    checkConditions(index, madeId, before, last, conditions);
    const version = nextVersion(last, conditions);
    const document = { source, seq_no: state.nextSeqNo++, primary_term: this.primaryTerm, version };
    state.documents.set(madeId, document);
    state.deleted.delete(madeId);
    return toWritten(index, madeId, before === undefined ? 'created' : 'updated', document);
  }

  delete(index: string, id: string, conditions: WriteConditions = {}): Written {
    const state = this.#existing(index);
    const before = state.documents.get(id);
    const last = before?.version ?? state.deleted.get(id);
    checkConditions(index, id, before, last, conditions);
    const version = nextVersion(last, conditions);
    state.documents.delete(id);
    state.deleted.set(id, version);
    const tombstone = { source: {}, seq_no: state.nextSeqNo++, primary_term: this.primaryTerm, version };
    return toWritten(index, id, before === undefined ? 'not_found' : 'deleted', tombstone);
  }

  update(index: string, id: string, body: JsonObject, conditions: WriteConditions = {}): Written {
    checkUpdate(body, conditions);
    const part = body.doc as JsonObject | undefined;
    const upsert = body.doc_as_upsert === true ? part : (body.upsert as JsonObject | undefined);
    const before = this.documents(index).get(id);
    if (before === undefined) {
      if (upsert !== undefined) return this.index(index, id, upsert, { ...conditions, opType: 'create' });
      // An update makes its index even when it finds nothing.
      this.#open(index);
      const reason = `[${id}]: document missing`;
      throw new Refusal(404, 'document_missing_exception', reason, inShard(index));
    }
    checkConditions(index, id, before, before.version, conditions);
    const source = merge(before.source, part ?? {});
    if (body.detect_noop !== false && JSON.stringify(source) === JSON.stringify(before.source)) {
      return toWritten(index, id, 'noop', before);
    }
    return this.index(index, id, source);
  }

  /** Opens a point in time: its id, which carries the indices. Nothing is frozen by it. */
  openPit(expression: string): string {
    const id = `pit-${++this.#madePits}:${encodeURIComponent(expression)}`;
    this.pits.add(id);
    return id;
  }

  /** What a call would give, with nothing kept of what it does. */
  pretend<T>(call: () => T): T {
    const kept = this.#indices;
    const pits = [...this.pits];
    const madeIds = this.#madeIds;
    this.#indices = new Map(
      [...kept].map(([index, { documents, deleted, nextSeqNo }]) => [
        index,
        { documents: new Map(documents), deleted: new Map(deleted), nextSeqNo },
      ]),
    );
    try {
      return call();
    } finally {
      this.#indices = kept;
      this.#madeIds = madeIds;
      this.pits.clear();
      for (const pit of pits) this.pits.add(pit);
    }
  }

  #open(index: string): IndexState {
    const state = this.#indices.get(index) ?? { documents: new Map(), deleted: new Map(), nextSeqNo: 0 };
    this.#indices.set(index, state);
    return state;
  }

  #existing(index: string): IndexState {
    const state = this.#indices.get(index);
    if (state === undefined) throw noIndex(index);
    return state;
  }
}

const indexUuid = 'Zm9yLWZhdWx0LXRlc3Rz00';

function noIndex(index: string, requiresAlias = false): Refusal {
  const more = requiresAlias
    ? ` and [require_alias] request flag is [true] and [${index}] is not an alias`
    : '';
  return new Refusal(404, 'index_not_found_exception', `no such index [${index}]${more}`, {
    ...(requiresAlias ? {} : { 'resource.type': 'index_or_alias', 'resource.id': index }),
    index_uuid: '_na_',
    index,
  });
}

function conflict(index: string, id: string, what: string): Refusal {
  const reason = `[${id}]: version conflict, ${what}`;
  return new Refusal(409, 'version_conflict_engine_exception', reason, inShard(index));
}

function inShard(index: string): JsonObject {
  return { index_uuid: indexUuid, shard: '0', index };
}

// What a script does, nobody knows here: there are none.
function checkUpdate(
  { doc, upsert, script, doc_as_upsert: docAsUpsert }: JsonObject,
  { ifSeqNo, retryOnConflict = 0 }: WriteConditions,
): void {
  const isUpsert = upsert !== undefined || docAsUpsert === true;
  const rules: readonly (readonly [isBroken: boolean, problem: string])[] = [
    [script !== undefined && doc !== undefined, `can't provide both script and doc`],
    [script !== undefined, 'this server runs no scripts'],
    [ifSeqNo !== undefined && isUpsert, 'compare and write operations can not be used with upsert'],
    [ifSeqNo !== undefined && retryOnConflict > 0, 'compare and write operations can not be retried'],
  ];
  const problems = rules.flatMap(([isBroken, problem]) => (isBroken ? [problem] : []));
  if (problems.length === 0) return;
  const listed = problems.map((problem, place) => `${place + 1}: ${problem};`).join('');
  throw new Refusal(400, 'action_request_validation_exception', `Validation Failed: ${listed}`);
}

function checkConditions(
  index: string,
  id: string,
  before: StoredDocument | undefined,
  last: number | undefined,
  { ifSeqNo, ifPrimaryTerm, version, versionType }: WriteConditions,
): void {
  if (
    ifSeqNo !== undefined &&
    (before === undefined || before.seq_no !== ifSeqNo || before.primary_term !== ifPrimaryTerm)
  ) {
    const found =
      before === undefined
        ? 'but no document was found'
        : `current document has seqNo [${before.seq_no}] and primary term [${before.primary_term}]`;
    throw conflict(index, id, `required seqNo [${ifSeqNo}], primary term [${ifPrimaryTerm ?? 0}]. ${found}`);
  }
  if (version === undefined || last === undefined) return;
  const isGte = versionType === 'external_gte';
  if (!(isGte ? last > version : last >= version)) return;
  const than = isGte ? 'higher than' : 'higher or equal to';
  throw conflict(index, id, `current version [${last}] is ${than} the one provided [${version}]`);
}

function nextVersion(last = 0, { version, versionType }: WriteConditions): number {
  const isExternal = versionType?.startsWith('external') ?? false;
  return isExternal && version !== undefined ? version : last + 1;
}

function toWritten(index: string, id: string, result: WriteResult, document: StoredDocument): Written {
  const { version, seq_no: seqNo, primary_term: primaryTerm } = document;
  return { index, id, result, version, seqNo, primaryTerm };
}

function merge(before: JsonObject, part: JsonObject): JsonObject {
  const merged = Object.entries(part).map(([name, value]) => {
    const old = before[name];
    return [name, isObject(old) && isObject(value) ? merge(old, value) : value];
  });
  return { ...before, ...(Object.fromEntries(merged) as JsonObject) };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
