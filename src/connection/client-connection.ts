// Sends requests through the official client: the one place where a request leaves the process.
import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { ElastodmError } from '../errors/elastodm-error.js';
import type { Api, Connection, Origin, WireAnswer, WireApis, WireRequest } from '../types/wire-request.js';
import { checkAnswer } from './check-answer.js';
import { toServerError } from '../util/server-error.js';
import { refusal, toFailure } from './to-failure.js';

type Call<TApi extends Api> = (
  client: Client,
  params: WireApis[TApi][0],
  options: TransportRequestOptions,
) => Promise<WireAnswer<TApi>>;

const calls: { readonly [TApi in Api]: Call<TApi> } = {
  bulk: (client, params, options) => client.bulk(params, options),
  count: (client, params, options) => client.count(params, options),
  create: (client, params, options) => client.create(params, options),
  delete: (client, params, options) => client.delete(params, options),
  exists: (client, params, options) => client.exists(params, options),
  get: (client, params, options) => client.get(params, options),
  index: (client, params, options) => client.index(params, options),
  'indices.create': (client, params, options) => client.indices.create(params, options),
  'indices.get': (client, params, options) => client.indices.get(params, options),
  'indices.putAlias': (client, params, options) => client.indices.putAlias(params, options),
  'indices.putMapping': (client, params, options) => client.indices.putMapping(params, options),
  'indices.putSettings': (client, params, options) => client.indices.putSettings(params, options),
  'indices.refresh': (client, params, options) => client.indices.refresh(params, options),
  mget: (client, params, options) => client.mget(params, options),
  search: (client, params, options) => client.search(params, options),
};

// The client repeats a write whose answer was lost, so that it may be applied twice. Writes are sent once.
const writes: ReadonlySet<Api> = new Set(['bulk', 'create', 'delete', 'index']);

// Answers that a missing document gives with 404, and that are no failure here.
const mayBeMissing: ReadonlySet<Api> = new Set(['delete', 'get']);

/** A connection over a client of `@elastic/elasticsearch`. `secrets` are hidden in every error. */
export function createClientConnection(
  { alias, cluster }: Origin,
  client: Client,
  secrets: readonly string[] = [],
): Connection {
  // Until the server says that it does not know the parameter.
  let canAskForVectors = true;
  return {
    alias,
    cluster,
    async send<TApi extends Api>(request: WireRequest<TApi>): Promise<WireAnswer<TApi>> {
      const { api } = request;
      const asksForVectors = canAskForVectors && vectorParameter in request.params;
      const params = asksForVectors ? request.params : withoutVectorSource(request.params);
      const options: TransportRequestOptions = {
        ...(writes.has(api) ? { maxRetries: 0 } : {}),
        ...(mayBeMissing.has(api) ? { ignore: [404] } : {}),
      };
      let answer: WireAnswer<TApi>;
      try {
        answer = await calls[api](client, params, options);
      } catch (error) {
        const failed = toFailure(error, { alias, request, secrets });
        if (!asksForVectors || !refusesVectorSource(failed)) throw failed;
        canAskForVectors = false;
        return this.send(request);
      }
      if (mayBeMissing.has(api)) checkMissing(alias, request, answer);
      checkAnswer(alias, api, answer);
      return answer;
    },
  };
}

// A 404 that speaks of an error is no missing document, but a missing index.
function checkMissing(alias: string, request: WireRequest, answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && 'error' in answer) {
    throw refusal({ alias, request, status: 404, ...toServerError(answer.error) });
  }
}

// Servers before 9.2 return vectors always, and refuse the parameter that asks for them.
const vectorParameter = '_source_exclude_vectors';

function withoutVectorSource<T extends object>(params: T): T {
  if (!(vectorParameter in params)) return params;
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== vectorParameter)) as T;
}

function refusesVectorSource(error: unknown): boolean {
  return (
    error instanceof ElastodmError &&
    error.code === 'REQUEST_REFUSED' &&
    error.message.includes(vectorParameter)
  );
}
