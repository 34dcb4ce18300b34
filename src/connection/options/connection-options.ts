// What a user may say about a connection, under the names of elasticsearch-dsl in camelCase.
import type { Client } from '@elastic/elasticsearch';

/** The official client's own options; not all builds of the client export the type by name. */
export type ClientOptions = ConstructorParameters<typeof Client>[0];

/**
 * How to reach one cluster. Nothing here is ever shown in an error, a log line or `inspect`. All durations are
 * milliseconds. docs/reference/connections.md says what each option becomes, and which contradict each other.
 */
export interface ConnectionOptions {
  /**
   * The nodes: `'localhost:9200'`, `'https://es.example.com:9200'`, a list of them, or several between commas.
   * Without a scheme, `http://` (`https://` with `useSsl`) and port 9200. Default: `http://localhost:9200`.
   */
  readonly hosts?: string | readonly string[];
  /** User name and password, sent as `Authorization: Basic`: `['user', 'password']`, or `'user:password'`. */
  readonly httpAuth?: readonly [username: string, password: string] | string;
  /** An API key: `['id', 'secret']`, `'id:secret'`, or the encoded form that Elasticsearch returned. */
  readonly apiKey?: readonly [id: string, secret: string] | string;
  /** A token for `Authorization: Bearer`, such as a service account's. */
  readonly bearerAuth?: string;
  /** The id of an Elastic Cloud deployment, in place of `hosts`: https, compressed unless `httpCompress` is `false`. */
  readonly cloudId?: string;

  /**
   * How long an operation may take, in milliseconds: one deadline for all its attempts, the waits between them and the
   * answer's body. Default: 30,000.
   */
  readonly timeout?: number;
  /** How often an operation that is safe to repeat is tried again; 0 for never. Default: 3. */
  readonly maxRetries?: number;
  /**
   * Whether a node that is slow is given up for another: each attempt of an operation that is safe to repeat waits only
   * its share of what is left of `timeout`. Default: `false`.
   */
  readonly retryOnTimeout?: boolean;
  /** The answers after which an operation is tried again. Default: `[429, 502, 503, 504]`. */
  readonly retryOnStatus?: readonly number[];
  /** Whether hosts are first used in an order of chance, so that not all programs start with the same. Default: `true`. */
  readonly randomizeHosts?: boolean;
  /** The most sockets to each node. Default: 256. */
  readonly connectionsPerNode?: number;

  /** Whether the first request first asks the cluster for its nodes. Default: `false`. */
  readonly sniffOnStart?: boolean;
  /** Whether the nodes are looked up again after one could not be reached. Default: `false`. */
  readonly sniffOnConnectionFail?: boolean;
  /** How long a look-up of the nodes may take, in milliseconds. Default: 2,000. */
  readonly sniffTimeout?: number;
  /**
   * After how many milliseconds the next request has the nodes looked up again, in the background; also the least time
   * between two look-ups after failures. Default: never.
   */
  readonly snifferDelay?: number;

  /** Whether hosts without a scheme are `https://`. Contradicts a host that says otherwise. Default: `false`. */
  readonly useSsl?: boolean;
  /** Whether to check the cluster's certificate. Default: `true`. Leave it so outside of tests. */
  readonly verifyCerts?: boolean;
  /** Whether `verifyCerts: false` is warned of. Default: `true`. */
  readonly sslShowWarn?: boolean;
  /** The file with the certificates of the authorities to trust (PEM), or their text. Default: those of Node. */
  readonly caCerts?: string;
  /** The file with this client's certificate (PEM), or its text. Needs `clientKey`. */
  readonly clientCert?: string;
  /** The file with the key of `clientCert` (PEM, without a passphrase), or its text. */
  readonly clientKey?: string;
  /** The least version of TLS. Default: Node's, which is `'TLSv1.2'`. */
  readonly sslVersion?: 'TLSv1.2' | 'TLSv1.3';
  /**
   * Which name the certificate must carry: the host's (`true`), any (`false`: who holds a certificate of the same
   * authority can pose as the cluster), or this one. Default: `true`.
   */
  readonly sslAssertHostname?: boolean | string;
  /**
   * The SHA-256 fingerprint of the cluster's certificate, or of an authority of its chain: 64 hexadecimal digits, with
   * or without colons. It is trusted in place of an authority, so `caCerts` is not needed.
   */
  readonly sslAssertFingerprint?: string;

  /** Whether requests are compressed with gzip. Default: `false`; `true` with `cloudId`. */
  readonly httpCompress?: boolean;
  /** Headers for every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A name for this application in the cluster's slow logs and tasks (`X-Opaque-Id`). */
  readonly opaqueId?: string;
  /** The version that a cluster is addressed in (`compatible-with`), where it is not the client's own: 8 or 9. */
  readonly compatibility?: 8 | 9;
  /** Raw options of the official client, for what is not listed here. None may say what another option says too. */
  readonly client?: ClientOptions;
}

/** The names above; a test holds the two against each other. */
export const connectionOptionNames = [
  'hosts',
  'httpAuth',
  'apiKey',
  'bearerAuth',
  'cloudId',
  'timeout',
  'maxRetries',
  'retryOnTimeout',
  'retryOnStatus',
  'randomizeHosts',
  'connectionsPerNode',
  'sniffOnStart',
  'sniffOnConnectionFail',
  'sniffTimeout',
  'snifferDelay',
  'useSsl',
  'verifyCerts',
  'sslShowWarn',
  'caCerts',
  'clientCert',
  'clientKey',
  'sslVersion',
  'sslAssertHostname',
  'sslAssertFingerprint',
  'httpCompress',
  'headers',
  'opaqueId',
  'compatibility',
  'client',
] as const satisfies readonly (keyof ConnectionOptions)[];

/** What a connection does where its options say nothing. */
export const connectionDefaults = {
  host: 'localhost',
  port: 9200,
  timeout: 30_000,
  maxRetries: 3,
  retryOnStatus: [429, 502, 503, 504],
  sniffTimeout: 2_000,
  connectionsPerNode: 256,
  maxResponseSize: 104_857_600,
} as const;
