// What a user may say about a connection, under the names of elasticsearch-dsl in camelCase.
import type { Client } from '@elastic/elasticsearch';

/** The official client's own options; not all builds of the client export the type by name. */
export type ClientOptions = ConstructorParameters<typeof Client>[0];

/** How to reach one cluster. Nothing here is ever shown in an error, a log line or `inspect`. */
export interface ConnectionOptions {
  /**
   * The nodes: `'localhost:9200'`, `'https://es.example.com:9200'`, a list of them, or several between commas.
   * Without a scheme, `http://`. Default: `http://localhost:9200`.
   */
  readonly hosts?: string | readonly string[];
  /** User name and password: `['user', 'password']`, or `'user:password'`. */
  readonly httpAuth?: readonly [username: string, password: string] | string;
  /** An API key: `['id', 'secret']`, or the encoded form that Elasticsearch returned. */
  readonly apiKey?: readonly [id: string, secret: string] | string;
  /** A token for `Authorization: Bearer`, such as a service account's. */
  readonly bearerAuth?: string;
  /** The file with the certificates of the authorities to trust (PEM), or their text. */
  readonly caCerts?: string;
  /** The file with this client's certificate (PEM), or its text. Needs `clientKey`. */
  readonly clientCert?: string;
  /** The file with the key of `clientCert` (PEM), or its text. */
  readonly clientKey?: string;
  /** Whether to check the cluster's certificate. Default: `true`. Leave it so outside of tests. */
  readonly verifyCerts?: boolean;
  /** How long a request may take, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** How often a read is tried again after a failure of the connection. Default: 3. Writes are not repeated. */
  readonly maxRetries?: number;
  /** Whether requests are compressed with gzip. Default: `false`. */
  readonly httpCompress?: boolean;
  /** Headers for every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A name for this application in the cluster's slow logs and tasks (`X-Opaque-Id`). */
  readonly opaqueId?: string;
  /** Raw options of the official client, for what is not listed here. They win over the others. */
  readonly client?: ClientOptions;
}

/** The names above; a test holds the two against each other. */
export const connectionOptionNames = [
  'hosts',
  'httpAuth',
  'apiKey',
  'bearerAuth',
  'caCerts',
  'clientCert',
  'clientKey',
  'verifyCerts',
  'timeout',
  'maxRetries',
  'httpCompress',
  'headers',
  'opaqueId',
  'client',
] as const satisfies readonly (keyof ConnectionOptions)[];
