// What crosses to a server: a plain value that names the API and its parameters. The only way out of the pure layers.
import type { estypes } from '@elastic/elasticsearch';
import type { DeliveryOptions } from './call-options.js';

/** Each API that the library uses, with what goes out and what comes back. */
export interface WireApis {
  bulk: [estypes.BulkRequest, estypes.BulkResponse];
  closePointInTime: [estypes.ClosePointInTimeRequest, estypes.ClosePointInTimeResponse];
  'cluster.health': [estypes.ClusterHealthRequest, estypes.ClusterHealthResponse];
  count: [estypes.CountRequest, estypes.CountResponse];
  create: [estypes.CreateRequest, estypes.CreateResponse];
  delete: [estypes.DeleteRequest, estypes.DeleteResponse];
  deleteByQuery: [estypes.DeleteByQueryRequest, estypes.DeleteByQueryResponse];
  'esql.query': [estypes.EsqlQueryRequest, estypes.EsqlQueryResponse];
  exists: [estypes.ExistsRequest, boolean];
  explain: [estypes.ExplainRequest, estypes.ExplainResponse];
  get: [estypes.GetRequest, estypes.GetResponse];
  index: [estypes.IndexRequest, estypes.IndexResponse];
  'indices.analyze': [estypes.IndicesAnalyzeRequest, estypes.IndicesAnalyzeResponse];
  'indices.create': [estypes.IndicesCreateRequest, estypes.IndicesCreateResponse];
  'indices.exists': [estypes.IndicesExistsRequest, boolean];
  'indices.get': [estypes.IndicesGetRequest, estypes.IndicesGetResponse];
  'indices.getIndexTemplate': [
    estypes.IndicesGetIndexTemplateRequest,
    estypes.IndicesGetIndexTemplateResponse,
  ];
  'indices.putAlias': [estypes.IndicesPutAliasRequest, estypes.IndicesPutAliasResponse];
  'indices.putIndexTemplate': [
    estypes.IndicesPutIndexTemplateRequest,
    estypes.IndicesPutIndexTemplateResponse,
  ];
  'indices.putMapping': [estypes.IndicesPutMappingRequest, estypes.IndicesPutMappingResponse];
  'indices.putSettings': [estypes.IndicesPutSettingsRequest, estypes.IndicesPutSettingsResponse];
  'indices.refresh': [estypes.IndicesRefreshRequest, estypes.IndicesRefreshResponse];
  mget: [estypes.MgetRequest, estypes.MgetResponse];
  msearch: [estypes.MsearchRequest, estypes.MsearchResponse<unknown, Record<string, unknown>>];
  'nodes.info': [estypes.NodesInfoRequest, estypes.NodesInfoResponse];
  openPointInTime: [estypes.OpenPointInTimeRequest, estypes.OpenPointInTimeResponse];
  search: [estypes.SearchRequest, estypes.SearchResponse<unknown, Record<string, unknown>>];
  update: [estypes.UpdateRequest, estypes.UpdateResponse];
  updateByQuery: [estypes.UpdateByQueryRequest, estypes.UpdateByQueryResponse];
}

export type Api = keyof WireApis;

/** One request, as data. Its parameters are the client's, which are Elasticsearch's. */
export interface WireRequest<TApi extends Api = Api> {
  readonly api: TApi;
  readonly params: WireApis[TApi][0];
  /**
   * Whether whole numbers in the answer that JavaScript's `number` can't hold are `bigint`; without it, they are the
   * nearest `number`. With `'sort'`, the sort values of hits alone. Holds for connections whose client the library made.
   */
  readonly exact?: boolean | 'sort';
}

/** What a server answers to a request. */
export type WireAnswer<TApi extends Api> = WireApis[TApi][1];

/** Which cluster said something. */
export interface Origin {
  /** The name under which errors speak of it. */
  readonly alias: string;
  /**
   * What versions of documents are remembered by: one object for each alias of a registry, which stays the same when
   * the connection is made anew.
   */
  readonly cluster: object;
}

/** Where requests are sent. Another engine is another implementation of this. */
export interface Connection extends Origin {
  /** Sends a request and gives the answer's body. Rejects with an ElastodmError. */
  send<TApi extends Api>(request: WireRequest<TApi>, options?: DeliveryOptions): Promise<WireAnswer<TApi>>;
}
