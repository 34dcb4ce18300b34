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
  const given: readonly unknown[] = typeof hosts === 'string' ? [hosts] : (hosts ?? [defaultHost]);
  // What is no text, such as an environment variable that is not set, has no address.
  const list = given.flatMap((host) => (typeof host === 'string' ? host.split(',') : ['']));
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
  // A key without its first line must not end up in a message as a file's name.
  if (/\n|^[A-Za-z0-9+/=]{80,}$/.test(file)) {
    const reason = "it is neither a file nor PEM text, which has a line '-----BEGIN …'";
    throw failure('CONNECTION_OPTION_INVALID', { alias, option, reason });
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw failure('CONNECTION_FILE', { alias, option, file, reason });
  }
}

/** The strings of the options that must never be shown, also in the form in which they are sent. */
export function secretsOf(options: ConnectionOptions): readonly string[] {
  const { httpAuth, apiKey, bearerAuth, headers, hosts, client } = options;
  const raw = (client?.auth ?? {}) as Readonly<Record<string, unknown>>;
  const rawKey = raw['apiKey'] as { readonly id?: string; readonly api_key?: string } | string | undefined;
  const urls = [hosts, client?.node, client?.nodes].flat().filter((url) => typeof url === 'string');
  return [
    ...pairSecrets(httpAuth),
    ...pairSecrets(apiKey),
    ...pairSecrets([raw['username'], raw['password']]),
    ...pairSecrets(typeof rawKey === 'object' ? [rawKey.id, rawKey.api_key] : rawKey),
    raw['bearer'],
    bearerAuth,
    ...Object.values(headers ?? {}),
    ...Object.values((client?.headers ?? {}) as Readonly<Record<string, unknown>>),
    ...urls.flatMap((url) => url.split(',')).flatMap(urlSecrets),
  ].filter((secret): secret is string => typeof secret === 'string' && secret.length > 3);
}

function pairSecrets(pair: readonly unknown[] | string | undefined): readonly unknown[] {
  if (pair === undefined) return [];
  const [name, secret] = typeof pair === 'string' ? splitPair(pair) : pair;
  if (typeof name !== 'string' || typeof secret !== 'string') return [pair];
  return [secret, Buffer.from(`${name}:${secret}`).toString('base64')];
}

function urlSecrets(url: string): readonly unknown[] {
  const [, name = '', password] = /\/\/([^/@:]*):([^/@]*)@/.exec(url) ?? [];
  return password === undefined ? [] : [password, ...pairSecrets([decoded(name), decoded(password)])];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
