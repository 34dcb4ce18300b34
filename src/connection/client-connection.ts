// Sends requests through the official client: the one place where a request leaves the process.
import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { failure } from '../errors/failure.js';
import type { DeliveryOptions, SendOptions } from '../types/call-options.js';
import type { Api, Connection, Origin, WireAnswer, WireApis, WireRequest } from '../types/wire-request.js';
import { shorten } from '../util/shorten.js';
import { callKey, createCall } from './transport/attempt.js';
import type { Call } from './transport/attempt.js';
import { checkAnswer } from './check-answer.js';
import { redactItems, toShownError } from './redaction.js';
import type { OwnClient } from './own-client.js';
import { documentWrites } from '../types/writes.js';
import { sendWrite, withRetries } from './send-write.js';
import type { Exchange } from './send-write.js';
import { holdsBigint, parseExact } from '../util/exact-json.js';
import { refusal, toFailure } from './to-failure.js';
import { asksForVectors, refusesVectorSource, withoutVectorSource } from './vector-source.js';

type ClientCall<TApi extends Api> = (
  client: Client,
  params: WireApis[TApi][0],
  options: TransportRequestOptions,
) => Promise<WireAnswer<TApi>>;

const calls: { readonly [TApi in Api]: ClientCall<TApi> } = {
  bulk: (client, params, options) => client.bulk(params, options),
  closePointInTime: (client, params, options) => client.closePointInTime(params, options),
  'cluster.health': (client, params, options) => client.cluster.health(params, options),
  count: (client, params, options) => client.count(params, options),
  create: (client, params, options) => client.create(params, options),
  delete: (client, params, options) => client.delete(params, options),
  deleteByQuery: (client, params, options) => client.deleteByQuery(params, options),
  'esql.query': async (client, params, options) =>
    // With other formats than JSON it would answer with text or bytes.
    await client.esql.query(params, options),
  exists: (client, params, options) => client.exists(params, options),
  explain: (client, params, options) => client.explain(params, options),
  get: (client, params, options) => client.get(params, options),
  index: (client, params, options) => client.index(params, options),
  'indices.analyze': (client, params, options) => client.indices.analyze(params, options),
  'indices.create': (client, params, options) => client.indices.create(params, options),
  'indices.exists': (client, params, options) => client.indices.exists(params, options),
  'indices.get': (client, params, options) => client.indices.get(params, options),
  'indices.getIndexTemplate': (client, params, options) => client.indices.getIndexTemplate(params, options),
  'indices.putAlias': (client, params, options) => client.indices.putAlias(params, options),
  'indices.putIndexTemplate': (client, params, options) => client.indices.putIndexTemplate(params, options),
  'indices.putMapping': (client, params, options) => client.indices.putMapping(params, options),
  'indices.putSettings': (client, params, options) => client.indices.putSettings(params, options),
  'indices.refresh': (client, params, options) => client.indices.refresh(params, options),
  mget: (client, params, options) =>
    // The client would send the parameter in the body, where no server knows it.
    '_source_exclude_vectors' in params
      ? client.mget(withoutVectorSource(params), {
          ...options,
          querystring: { _source_exclude_vectors: params['_source_exclude_vectors'] },
        })
      : client.mget(params, options),
  msearch: (client, params, options) => client.msearch(params, options),
  'nodes.info': (client, params, options) => client.nodes.info(params, options),
  openPointInTime: (client, params, options) => client.openPointInTime(params, options),
  search: (client, params, options) => client.search(params, options),
  update: (client, params, options) => client.update(params, options),
  updateByQuery: (client, params, options) => client.updateByQuery(params, options),
};

// Answers that a missing document gives with 404, and that are no failure here.
const mayBeMissing: ReadonlySet<Api> = new Set(['delete', 'explain', 'get']);

// Writes wait on the server for a shard that is missing, and not for longer than we wait for the answer.
const serverShare = 0.9;

const foreignClient = 'its client was made elsewhere, and only those that elastodm makes send one exactly';

/** What a connection needs to know of its client. */
export interface ClientTraits {
  /** What is hidden in every error. */
  readonly secrets: readonly string[];
  /** Undefined for a client that somebody else made. */
  readonly own?: OwnClient | undefined;
}

/** A connection over a client of `@elastic/elasticsearch`. */
export function createClientConnection(
  origin: Origin,
  client: Client,
  { secrets, own }: ClientTraits = { secrets: [] },
): Connection {
  const { alias, cluster } = origin;
  // Until the server says that it does not know the parameter.
  let canAskForVectors = true;

  const exchange: Exchange = async (request, options, call) => {
    const { api } = request;
    const asks = canAskForVectors && asksForVectors(request.params);
    const asked = asks ? request.params : withoutVectorSource(request.params);
    const params = own === undefined ? asked : withServerTimeout(api, asked, own, options);
    if (own === undefined && holdsBigint(params))
      throw failure('REQUEST_BIGINT', { alias, api, reason: foreignClient });
    call.exact = (request.exact ?? false) !== false;
    try {
      const given = await calls[api](client, params, toRequestOptions(api, call, options));
      const answer = exactly(call, given, request);
      if (mayBeMissing.has(api)) checkMissing(alias, request, answer, secrets);
      checkAnswer(alias, api, answer);
      return redactItems(request, answer, secrets);
    } catch (error) {
      const failed = toFailure(error, { alias, request, secrets, call, options, own: own?.settings });
      if (!asks || !refusesVectorSource(failed)) throw failed;
      canAskForVectors = false;
      return exchange(request, options, call);
    }
  };

  function toRequestOptions(api: Api, call: Call, said: DeliveryOptions): TransportRequestOptions {
    const { signal, timeout } = said;
    const { retries } = own === undefined ? {} : withRetries(said, own);
    const options: TransportRequestOptions & { [callKey]?: Call } = { [callKey]: call };
    if (mayBeMissing.has(api)) options.ignore = [404];
    if (signal !== undefined) options.signal = signal;
    if (timeout !== undefined) options.requestTimeout = timeout;
    if (retries !== undefined) options.maxRetries = retries;
    // A client that somebody else made repeats a write whose answer was lost, so that it may be applied twice.
    if (own === undefined && documentWrites.has(api)) options.maxRetries = 0;
    return options;
  }

  return {
    alias,
    cluster,
    send(request, options = {}) {
      return documentWrites.has(request.api)
        ? sendWrite(origin, request, options, exchange, own)
        : exchange(request, options, createCall(true));
    },
  };
}

// The client reads an answer as JSON.parse does: what that can't read exactly is read once more.
function exactly<TAnswer>(call: Call, answer: TAnswer, { exact }: WireRequest): TAnswer {
  const { inexactText } = call;
  call.inexactText = undefined;
  const read = inexactText === undefined ? undefined : (parseExact(inexactText) as TAnswer | undefined);
  if (read === undefined || exact !== 'sort') return read ?? answer;
  copySortValues(read as Found, answer as Found);
  return answer;
}

interface Found {
  readonly hits: { readonly hits: readonly { sort?: unknown }[] };
}

function copySortValues(from: Found, to: Found): void {
  for (const [place, { sort }] of from.hits.hits.entries()) {
    const hit = to.hits.hits[place];
    if (hit !== undefined && sort !== undefined) hit.sort = sort;
  }
}

function withServerTimeout<TParams extends object>(
  api: Api,
  params: TParams,
  { settings }: OwnClient,
  { timeout = settings.timeout }: SendOptions,
): TParams {
  if (!documentWrites.has(api) || 'timeout' in params) return params;
  return { ...params, timeout: `${Math.ceil(timeout * serverShare)}ms` };
}

// A 404 that speaks of an error is no missing document, but a missing index.
function checkMissing(
  alias: string,
  request: WireRequest,
  answer: unknown,
  secrets: readonly string[],
): void {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    const { type, reason } = toShownError(answer.error, secrets, () => []);
    throw refusal({ alias, request, status: 404, type, reason: shorten(reason) });
  }
}
