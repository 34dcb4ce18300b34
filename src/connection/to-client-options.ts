// Our connection options → the official client's. Reads the certificate files.
import { readFileSync } from 'node:fs';
import { failure } from '../errors/failure.js';
import { splitPair } from './check-connection-options.js';
import type { ClientOptions, ConnectionOptions } from './connection-options.js';

const defaultTimeout = 30_000;
const defaultHost = 'http://localhost:9200';

/** The client options of a connection. Throws a ConfigurationError for a host or a file that can't be used. */
export function toClientOptions(alias: string, options: ConnectionOptions): ClientOptions {
  const tls = toTls(alias, options);
  const auth = toAuth(options);
  return {
    nodes: toNodes(alias, options.hosts),
    requestTimeout: options.timeout ?? defaultTimeout,
    ...(auth === undefined ? {} : { auth }),
    ...(tls === undefined ? {} : { tls }),
    ...(options.maxRetries === undefined ? {} : { maxRetries: options.maxRetries }),
    ...(options.httpCompress === undefined ? {} : { compression: options.httpCompress }),
    ...(options.headers === undefined && options.opaqueId === undefined
      ? {}
      : {
          headers: {
            ...options.headers,
            ...(options.opaqueId === undefined ? {} : { 'x-opaque-id': options.opaqueId }),
          },
        }),
    ...options.client,
  };
}

function toNodes(alias: string, hosts: ConnectionOptions['hosts']): string[] {
  const list = (typeof hosts === 'string' ? [hosts] : (hosts ?? [defaultHost])).flatMap((host) =>
    host.split(','),
  );
  if (list.length === 0)
    throw failure('CONNECTION_OPTION_INVALID', { alias, option: 'hosts', reason: 'the list is empty' });
  return list.map((host, place) => toNode(alias, host.trim(), place));
}

function toNode(alias: string, host: string, place: number): string {
  // The host itself stays out of the message: it may hold a password.
  const invalid = (reason: string): Error =>
    failure('CONNECTION_OPTION_INVALID', {
      alias,
      option: 'hosts',
      reason: `host number ${place + 1} ${reason}`,
    });
  const address = host.includes('://') ? host : `http://${host}`;
  if (host === '' || !URL.canParse(address)) throw invalid('is no host and no URL');
  if (!/^https?:$/.test(new URL(address).protocol)) throw invalid('is neither http: nor https:');
  return address;
}

function toAuth({ httpAuth, apiKey, bearerAuth }: ConnectionOptions): ClientOptions['auth'] {
  if (httpAuth !== undefined) {
    const [username = '', password = ''] = typeof httpAuth === 'string' ? splitPair(httpAuth) : httpAuth;
    return { username, password };
  }
  if (apiKey !== undefined) {
    return { apiKey: typeof apiKey === 'string' ? apiKey : { id: apiKey[0], api_key: apiKey[1] } };
  }
  return bearerAuth === undefined ? undefined : { bearer: bearerAuth };
}

function toTls(alias: string, options: ConnectionOptions): ClientOptions['tls'] {
  const { caCerts, clientCert, clientKey, verifyCerts } = options;
  if (caCerts === undefined && clientCert === undefined && verifyCerts === undefined) return undefined;
  const pem = (option: 'caCerts' | 'clientCert' | 'clientKey', value: string): string =>
    value.includes('-----BEGIN ') ? value : readPem(alias, option, value);
  return {
    ...(caCerts === undefined ? {} : { ca: pem('caCerts', caCerts) }),
    ...(clientCert === undefined ? {} : { cert: pem('clientCert', clientCert) }),
    ...(clientKey === undefined ? {} : { key: pem('clientKey', clientKey) }),
    ...(verifyCerts === undefined ? {} : { rejectUnauthorized: verifyCerts }),
  };
}

function readPem(alias: string, option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw failure('CONNECTION_FILE', { alias, option, file, reason });
  }
}

/** The strings of the options that must never be shown. */
export function secretsOf(options: ConnectionOptions): readonly string[] {
  const { httpAuth, apiKey, bearerAuth, headers, hosts } = options;
  const pair = (value: readonly string[] | string | undefined): (string | undefined)[] =>
    value === undefined ? [] : typeof value === 'string' ? [value, splitPair(value)[1]] : [value[1]];
  const passwords = (typeof hosts === 'string' ? hosts.split(',') : (hosts ?? [])).map(
    (host) => /\/\/[^/@]*:([^/@]*)@/.exec(host)?.[1],
  );
  return [
    ...pair(httpAuth),
    ...pair(apiKey),
    bearerAuth,
    ...Object.values(headers ?? {}),
    ...passwords,
  ].filter((secret): secret is string => secret !== undefined && secret.length > 3);
}
