// The requests that a fault server understands, and what Elasticsearch answers to them.
import { toCountAnswer, toSearchAnswer } from './search.js';
import { Refusal, isObject } from './store.js';
import type { JsonObject, Store, WriteConditions, Written } from './store.js';
import type { FaultRequest } from './fault-request.js';

/** A node as the cluster describes it: what sniffing reads. */
export interface FaultNode {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly roles: readonly string[];
  /** Where it says that it can be reached, such as `127.0.0.1:9200` or `node-1/127.0.0.1:9200`; none without HTTP. */
  readonly publishAddress?: string | undefined;
}

/** An answer before it is sent. No body for HEAD. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What the answers are made from. */
export interface Cluster {
  readonly store: Store;
  readonly version: string;
  readonly nodes: readonly FaultNode[];
  /** Places in a bulk request that are refused as too much. */
  readonly rejectedItems: readonly number[];
}

interface Call extends Cluster {
  readonly request: FaultRequest;
  readonly query: Readonly<Record<string, string>>;
  /** What the path names: index, then id. */
  readonly index: string;
  readonly id: string;
}

type Handler = (call: Call) => Reply;

// One replica, for which there is no node.
const copies = { total: 2, successful: 1, failed: 0 };

const clusterName = 'fault-cluster';

const routes: readonly (readonly [methods: string, path: RegExp, handler: Handler])[] = [
  ['GET HEAD', /^\/$/, info],
  ['PUT POST', /^\/([^/_][^/]*)\/_create\/([^/]+)$/, (call) => index(call, 'create')],
  ['PUT POST', /^\/([^/_][^/]*)\/_doc\/([^/]+)$/, (call) => index(call, call.query.op_type)],
  ['POST', /^\/([^/_][^/]*)\/_doc\/?$/, (call) => index(call, 'create')],
  ['GET HEAD', /^\/([^/_][^/]*)\/_doc\/([^/]+)$/, get],
  ['DELETE', /^\/([^/_][^/]*)\/_doc\/([^/]+)$/, remove],
  ['GET HEAD', /^\/([^/_][^/]*)\/_source\/([^/]+)$/, source],
  ['POST', /^\/([^/_][^/]*)\/_update\/([^/]+)$/, update],
  ['GET POST', /^(?:\/([^/_][^/]*))?\/_mget$/, mget],
  ['PUT POST', /^(?:\/([^/_][^/]*))?\/_bulk$/, bulk],
  ['GET POST', /^(?:\/([^/]+))?\/_search$/, search],
  ['GET POST', /^(?:\/([^/]+))?\/_count$/, count],
  ['GET POST', /^(?:\/([^/]+))?\/_refresh$/, refresh],
  ['POST', /^\/([^/]+)\/_pit$/, openPit],
  ['DELETE', /^\/_pit$/, closePit],
  ['GET', /^\/_cluster\/health$/, health],
  ['GET', /^\/_nodes(?:\/_all)?(?:\/http)?$/, nodes],
  [
    'HEAD',
    /^\/([^/_][^/]*)$/,
    ({ store, index }) => ({ status: store.has(index) ? 200 : 404, body: undefined }),
  ],
  ['PUT', /^\/([^/_][^/]*)$/, createIndex],
  ['DELETE', /^\/([^/_][^/]*)$/, deleteIndex],
];

/** What the cluster answers to a request; the store changes as the request says. */
export function toReply(cluster: Cluster, request: FaultRequest): Reply {
  try {
    for (const [methods, path, handler] of routes) {
      const parts = path.exec(request.path);
      if (parts === null || !methods.split(' ').includes(request.method)) continue;
      const [index = '', id = ''] = parts
        .slice(1)
        .map((part: string | undefined) => decodeURIComponent(part ?? ''));
      return handler({ ...cluster, request, query: request.query, index, id });
    }
    const error = `no handler found for uri [${request.path}] and method [${request.method}]`;
    return { status: 400, body: { error } };
  } catch (error) {
    if (error instanceof Refusal) return toErrorReply(error);
    throw error;
  }
}

/** An error as the body of an answer. */
export function toErrorReply(refusal: Refusal): Reply {
  const cause = toCause(refusal);
  return {
    status: refusal.status,
    body: { error: { root_cause: [cause], ...cause }, status: refusal.status },
  };
}

function toCause({ type, reason, details }: Refusal): JsonObject {
  return { type, reason, ...details };
}

function info({ nodes: [node], version }: Call): Reply {
  return {
    status: 200,
    body: {
      name: node?.name ?? 'fault-node-1',
      cluster_name: clusterName,
      cluster_uuid: 'ZmF1bHQtY2x1c3Rlci0wMQ',
      version: {
        number: version,
        build_flavor: 'default',
        build_type: 'tar',
        build_hash: '0000000000000000000000000000000000000000',
        build_date: '2026-01-01T00:00:00.000000000Z',
        build_snapshot: false,
        lucene_version: '10.3.2',
        minimum_wire_compatibility_version: '8.19.0',
        minimum_index_compatibility_version: '8.0.0',
      },
      tagline: 'You Know, for Search',
    },
  };
}

function index({ store, index, id, query, request }: Call, opType: string | undefined): Reply {
  const conditions = { ...toConditions(query), opType: id === '' ? undefined : opType };
  const written = store.index(index, id === '' ? undefined : id, toObject(request.body), conditions);
  return { status: statusOf(written), body: toWriteAnswer(written, query.refresh) };
}

function remove({ store, index, id, query }: Call): Reply {
  const written = store.delete(index, id, toConditions(query));
  return { status: statusOf(written), body: toWriteAnswer(written, query.refresh) };
}

function update({ store, index, id, query, request }: Call): Reply {
  const body = toObject(request.body);
  const written = store.update(index, id, body, toConditions(query));
  const made = toMade(toGetAnswer(store, index, id), query._source ?? body._source);
  return { status: statusOf(written), body: { ...toWriteAnswer(written, query.refresh), ...made } };
}

// What an update made, where it asks for that: all of it, or the members that it names.
function toMade({ _seq_no, _primary_term, found, _source }: JsonObject, asked: unknown): JsonObject {
  if (asked === undefined || asked === false || asked === 'false') return {};
  const isAll = asked === true || asked === 'true';
  const wanted = Array.isArray(asked) ? asked.map(toText) : toText(asked).split(',');
  const members = Object.entries(_source as JsonObject).filter(([name]) => isAll || wanted.includes(name));
  return { get: { _seq_no, _primary_term, found, _source: Object.fromEntries<unknown>(members) } };
}

function statusOf({ result }: Written): number {
  if (result === 'created') return 201;
  return result === 'not_found' ? 404 : 200;
}

function toWriteAnswer(written: Written, refresh?: string): JsonObject {
  const isNoop = written.result === 'noop';
  return {
    _index: written.index,
    _id: written.id,
    _version: written.version,
    result: written.result,
    ...(refresh === '' || refresh === 'true' ? { forced_refresh: true } : {}),
    _shards: isNoop ? { total: 0, successful: 0, failed: 0 } : copies,
    _seq_no: written.seqNo,
    _primary_term: written.primaryTerm,
  };
}

function get({ store, index, id }: Call): Reply {
  const body = toGetAnswer(store, index, id);
  return { status: body.found === true ? 200 : 404, body };
}

function source({ store, index, id }: Call): Reply {
  const document = store.get(index, id);
  if (document !== undefined) return { status: 200, body: document.source };
  throw new Refusal(404, 'resource_not_found_exception', `Document not found [${index}]/[${id}]`);
}

function toGetAnswer(store: Store, index: string, id: string): JsonObject {
  const document = store.get(index, id);
  if (document === undefined) return { _index: index, _id: id, found: false };
  const { source: _source, seq_no: _seq_no, primary_term: _primary_term, version: _version } = document;
  return { _index: index, _id: id, _version, _seq_no, _primary_term, found: true, _source };
}

function mget({ store, index: defaultIndex, request }: Call): Reply {
  const body = toObject(request.body);
  const asked = (body.docs ??
    (body.ids as readonly string[]).map((id) => ({ _id: id }))) as readonly JsonObject[];
  const docs = asked.map(({ _index: index = defaultIndex, _id: id }) => {
    try {
      return toGetAnswer(store, toText(index), toText(id));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const cause = toCause(error);
      return { _index: index, _id: id, error: { root_cause: [cause], ...cause } };
    }
  });
  return { status: 200, body: { docs } };
}

const actions = ['create', 'delete', 'index', 'update'];

function bulk({ store, index: defaultIndex, query, request, rejectedItems }: Call): Reply {
  const lines = request.body.split('\n').filter((line) => line !== '');
  if (lines.length === 0) {
    throw new Refusal(400, 'parse_exception', 'request body is required');
  }
  const items: JsonObject[] = [];
  for (let line = 0; line < lines.length;) {
    const [[action, meta] = ['', {}]] = Object.entries(toObject(lines[line++] ?? '')) as [
      string,
      JsonObject,
    ][];
    if (!actions.includes(action)) {
      const reason = `Malformed action/metadata line [${line}], expected field [create], [delete], [index] or [update] but found [${action}]`;
      throw new Refusal(400, 'illegal_argument_exception', reason);
    }
    const body = action === 'delete' ? {} : toObject(lines[line++] ?? '');
    const index = toText(meta._index ?? defaultIndex);
    const id = meta._id === undefined ? undefined : toText(meta._id);
    const isRejected = rejectedItems.includes(items.length);
    const item = toItem(
      () => doAction(store, action, index, id, body, { ...query, ...meta }),
      index,
      id,
      isRejected,
    );
    const isUpdated = action === 'update' && !('error' in item);
    const made = isUpdated ? toMade(toGetAnswer(store, index, id ?? ''), body._source) : {};
    items.push({ [action]: { ...item, ...made } });
  }
  const errors = items.some((item) =>
    Object.values(item).some((result) => 'error' in (result as JsonObject)),
  );
  return { status: 200, body: { errors, took: 1, items } };
}

function doAction(
  store: Store,
  action: string,
  index: string,
  id: string | undefined,
  body: JsonObject,
  parameters: JsonObject,
): Written {
  const conditions = toConditions(parameters);
  if (action === 'delete') return store.delete(index, id ?? '', conditions);
  if (action === 'update') return store.update(index, id ?? '', body, conditions);
  const opType = action === 'create' ? 'create' : (parameters.op_type as string | undefined);
  return store.index(index, id, body, { ...conditions, opType });
}

function toItem(
  write: () => Written,
  index: string,
  id: string | undefined,
  isRejected: boolean,
): JsonObject {
  try {
    if (isRejected) throw tooMuch;
    const written = write();
    return { ...toWriteAnswer(written), _shards: copies, status: statusOf(written) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // It made the id before it refused the document.
    const made = () => `refused-${String(++refusedIds).padStart(6, '0')}`;
    return { _index: index, _id: id ?? made(), status: error.status, error: toCause(error) };
  }
}

let refusedIds = 0;

const tooMuch = new Refusal(
  429,
  'es_rejected_execution_exception',
  'rejected execution of coordinating operation [coordinating_and_primary_bytes=0, replica_bytes=0, all_bytes=0, coordinating_operation_bytes=1, max_coordinating_and_primary_bytes=0]',
);

function search({ store, index: path, query, request }: Call): Reply {
  const body = { ...numbers(query), ...toObject(request.body) };
  if (!isObject(body.pit)) {
    return { status: 200, body: toSearchAnswer(store, toIndices(store, path, query), body) };
  }
  const pit = toText(body.pit.id);
  if (!store.pits.has(pit)) return toLostPitReply(pit);
  // The order of a point in time always ends with the place of the document.
  const isSorted = body.sort !== undefined && !JSON.stringify(body.sort).includes('_shard_doc');
  const sort = isSorted ? [body.sort, { _shard_doc: 'asc' }].flat() : body.sort;
  const indices = toIndices(store, decodeURIComponent(pit.split(':')[1] ?? ''), query);
  return { status: 200, body: toSearchAnswer(store, indices, { ...body, sort }) };
}

function toLostPitReply(pit: string): Reply {
  const reason = {
    type: 'search_context_missing_exception',
    reason: `No search context found for id [${pit}]`,
  };
  const error = {
    root_cause: [reason],
    type: 'search_phase_execution_exception',
    reason: 'all shards failed',
    phase: 'query',
    grouped: true,
    failed_shards: [{ shard: 0, index: null, reason }],
  };
  return { status: 404, body: { error, status: 404 } };
}

function count({ store, index: path, query, request }: Call): Reply {
  return { status: 200, body: toCountAnswer(store, toIndices(store, path, query), toObject(request.body)) };
}

function refresh({ store, index: path, query }: Call): Reply {
  const total = toIndices(store, path, query).length * 2;
  return { status: 200, body: { _shards: { total, successful: total / 2, failed: 0 } } };
}

function toIndices(store: Store, path: string, query: Readonly<Record<string, string>>): readonly string[] {
  return store.resolve(path === '' ? '_all' : path, query.ignore_unavailable === 'true');
}

function openPit({ store, index: path, query }: Call): Reply {
  const total = toIndices(store, path, query).length;
  const id = store.openPit(path);
  return { status: 200, body: { id, _shards: { total, successful: total, skipped: 0, failed: 0 } } };
}

function closePit({ store, request }: Call): Reply {
  const isClosed = store.pits.delete(toText(toObject(request.body).id));
  return { status: isClosed ? 200 : 404, body: { succeeded: isClosed, num_freed: isClosed ? 1 : 0 } };
}

function health({ nodes: all }: Call): Reply {
  return {
    status: 200,
    body: {
      cluster_name: clusterName,
      status: 'green',
      timed_out: false,
      number_of_nodes: all.length,
      number_of_data_nodes: all.length,
      active_primary_shards: 0,
      active_shards: 0,
      relocating_shards: 0,
      initializing_shards: 0,
      unassigned_shards: 0,
      unassigned_primary_shards: 0,
      delayed_unassigned_shards: 0,
      number_of_pending_tasks: 0,
      number_of_in_flight_fetch: 0,
      task_max_waiting_in_queue_millis: 0,
      active_shards_percent_as_number: 100,
    },
  };
}

function nodes({ nodes: all }: Call): Reply {
  const described = all.map(({ id, name, version, roles, publishAddress }) => [
    id,
    {
      name,
      transport_address: '127.0.0.1:9300',
      host: '127.0.0.1',
      ip: '127.0.0.1',
      version,
      roles,
      ...(publishAddress === undefined
        ? {}
        : {
            http: {
              bound_address: [publishAddress],
              publish_address: publishAddress,
              max_content_length_in_bytes: 104_857_600,
            },
          }),
    },
  ]);
  return {
    status: 200,
    body: {
      _nodes: { total: all.length, successful: all.length, failed: 0 },
      cluster_name: clusterName,
      nodes: Object.fromEntries(described) as JsonObject,
    },
  };
}

function createIndex({ store, index }: Call): Reply {
  store.createIndex(index);
  return { status: 200, body: { acknowledged: true, shards_acknowledged: true, index } };
}

function deleteIndex({ store, index }: Call): Reply {
  store.deleteIndex(index);
  return { status: 200, body: { acknowledged: true } };
}

function toConditions(parameters: JsonObject): WriteConditions {
  return {
    ifSeqNo: toNumber(parameters.if_seq_no),
    ifPrimaryTerm: toNumber(parameters.if_primary_term),
    version: toNumber(parameters.version),
    versionType: parameters.version_type as string | undefined,
    requireAlias: String(parameters.require_alias) === 'true',
    retryOnConflict: toNumber(parameters.retry_on_conflict),
  };
}

function toText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function toNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

// Of the parameters that may stand in the path as well as in the body.
function numbers({ size, from }: Readonly<Record<string, string>>): JsonObject {
  return { ...(size === undefined ? {} : { size }), ...(from === undefined ? {} : { from }) };
}

function toObject(text: string): JsonObject {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // The same refusal as for what is no object.
  }
  throw new Refusal(400, 'parsing_exception', 'Failed to parse content to map', { line: 1, col: 1 });
}
