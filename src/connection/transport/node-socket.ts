// One node: its sockets, one request at a time on each. Reads answers whole, and says of a failure whether the request
// had left.
import { UndiciConnection, errors } from '@elastic/elasticsearch';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { unzip } from 'node:zlib';
import { trace } from '@opentelemetry/api';
import { attemptOf } from './attempt.js';
import type { Attempt, Trouble } from './attempt.js';
import type { ConnectionSettings } from '../options/connection-settings.js';
import { mayBeInexact } from '../../util/exact-json.js';
import { createTlsConnector } from './tls-connector.js';
import { toTlsOptions } from '../options/to-tls-settings.js';
import { toTrouble } from './to-trouble.js';
import type { SocketError } from './to-trouble.js';

type NodeOptions = ConstructorParameters<typeof UndiciConnection>[0];
type Params = Parameters<UndiciConnection['request']>[0];
type Options = Parameters<UndiciConnection['request']>[1];
interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string | Buffer;
}
type StreamOptions = Options & { asStream: true };
interface StreamAnswer extends Omit<Answer, 'body'> {
  readonly body: Readable;
}

const decompress = promisify(unzip);
const binaryType = /(?:smile|cbor|mapbox-vector-tile|arrow[.+]stream)/;
const invalidPath = /[^\u0021-\u00ff]/;
const mostForConnecting = 10_000;

/** The socket class of a connection with these settings, for the official client. */
export function createNodeSocketClass(settings: ConnectionSettings): typeof UndiciConnection {
  return class extends NodeSocket {
    constructor(options: NodeOptions) {
      super(options, settings);
    }
  };
}

class NodeSocket extends UndiciConnection {
  readonly #limit: number;
  readonly #prefix: string;

  constructor(options: NodeOptions, settings: ConnectionSettings) {
    const { tls: _, caFingerprint: __, agent, ...rest } = options;
    // An agent that is a function brings sockets of its own.
    const given = agent as object | null | undefined;
    const sockets =
      typeof given === 'function' ? given : { ...given, ...toConnect(options.url, settings, given ?? {}) };
    // The deadline of the call ends a request that takes too long, and may be another for each call.
    const ours = { ...rest, timeout: null };
    super({ ...ours, agent: sockets as NonNullable<NodeOptions['agent']> });
    this.#limit = settings.maxResponseSize;
    this.#prefix = this.url.pathname === '/' ? '' : this.url.pathname.replace(/\/$/, '');
  }

  override request(params: Params, options: Options): Promise<Answer>;
  override request(params: Params, options: StreamOptions): Promise<StreamAnswer>;
  override async request(params: Params, options: Options | StreamOptions): Promise<Answer | StreamAnswer> {
    const { signal } = options;
    const attempt = attemptOf(signal);
    if (attempt !== undefined) attempt.node = this;
    if (attempt !== undefined && attempt.number > 0) {
      // The span of this attempt, which the client opened, if anybody looks at spans.
      trace.getActiveSpan()?.setAttribute('http.request.resend_count', attempt.number);
    }
    const query = params.querystring;
    const path = this.#prefix + params.path + (query === undefined || query === '' ? '' : `?${query}`);
    if (invalidPath.test(path))
      throw new TypeError('The path of the request has characters that must be escaped.');
    let response;
    try {
      const sent = this.pool.request({
        method: params.method,
        path: path.startsWith('/') ? path : `/${path}`,
        headers: { ...this.headers, ...params.headers },
        ...(params.body === undefined ? {} : { body: params.body }),
        ...(signal === undefined ? {} : { signal }),
      });
      response = await untilAborted(sent, signal);
    } catch (error) {
      throw this.#failed(attempt, toTrouble(error), error);
    }
    const { statusCode, headers, body } = response;
    if (isStreamed(options)) return { statusCode, headers, body };
    this.diagnostic.emit('deserialization', null, options);
    const limit = options.maxResponseSize ?? this.#limit;
    const announced = Number(headers['content-length']);
    if (announced > limit && params.method !== 'HEAD') {
      body.on('error', () => undefined).destroy();
      throw this.#tooLarge(attempt, limit);
    }
    const bytes = await this.#read(body, limit, attempt);
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && /gzip|deflate/i.test(String(encoding))) {
      const { 'content-encoding': _, ...plain } = headers;
      return this.#toAnswer(statusCode, plain, await this.#decompress(bytes, limit, attempt), attempt);
    }
    return this.#toAnswer(statusCode, headers, bytes, attempt);
  }

  override async close(): Promise<void> {
    if (!this.pool.destroyed) await super.close();
  }

  #toAnswer(
    statusCode: number,
    headers: Answer['headers'],
    bytes: Buffer,
    attempt: Attempt | undefined,
  ): Answer {
    if (binaryType.test(String(headers['content-type'] ?? ''))) return { statusCode, headers, body: bytes };
    const body = bytes.toString('utf8');
    if (attempt?.exact === true && mayBeInexact(body)) attempt.inexactText = body;
    return { statusCode, headers, body };
  }

  #read(body: Readable, limit: number, attempt: Attempt | undefined): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let ended = false;
      body.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length <= limit) return;
        ended = true;
        body.destroy();
        reject(this.#tooLarge(attempt, limit));
      });
      body.on('end', () => {
        ended = true;
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length));
      });
      body.on('error', (error) => {
        // The answer had begun, so the request had left.
        const trouble = toTrouble(error);
        if (!ended) reject(this.#failed(attempt, trouble === 'unsent' ? 'broken' : trouble, error));
      });
      body.on('close', () => {
        if (!ended) reject(this.#failed(attempt, 'broken', new Error('the answer was cut')));
      });
    });
  }

  async #decompress(bytes: Buffer, limit: number, attempt: Attempt | undefined): Promise<Buffer> {
    if (bytes.length === 0) return bytes;
    try {
      return await decompress(bytes, { maxOutputLength: limit });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        throw this.#tooLarge(attempt, limit);
      tell(attempt, 'corrupt');
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
      // No data: it is the user's.
      throw new errors.DeserializationError(`its compression is damaged (${reason})`, '');
    }
  }

  #tooLarge(attempt: Attempt | undefined, limit: number): Error {
    tell(attempt, 'too-large');
    return new errors.RequestAbortedError(`The answer is larger than ${limit} bytes`);
  }

  #failed(attempt: Attempt | undefined, trouble: Trouble, error: unknown): Error {
    // Who ended the attempt has said so.
    if (attempt?.trouble !== undefined) return new errors.RequestAbortedError('Request aborted');
    if (trouble === 'aborted') return new errors.RequestAbortedError('Request aborted');
    tell(attempt, trouble);
    const message = messageOf(error);
    return trouble === 'timeout' ? new errors.TimeoutError(message) : new errors.ConnectionError(message);
  }
}

// undici hears of an abort when it has a socket: a request that waits for one would wait on, though it is never sent.
function untilAborted<T>(sent: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return sent;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void sent.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function isStreamed(options: Options | StreamOptions): boolean {
  return 'asStream' in options && options.asStream;
}

function tell(attempt: Attempt | undefined, trouble: Trouble): void {
  if (attempt !== undefined) attempt.trouble ??= trouble;
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { message = '', errors: several, library, reason } = error as SocketError;
  // The message of OpenSSL is made of numbers and places in its sources.
  if (library !== undefined && reason !== undefined) return reason;
  return message === '' && several !== undefined ? several.map(messageOf).join(', ') : message.trim();
}

/** Raw options of undici that are of single sockets; those of its pool reach it as they are. */
interface RawSocketOptions {
  readonly connect?: unknown;
  readonly socketPath?: string;
  readonly autoSelectFamily?: boolean;
  readonly autoSelectFamilyAttemptTimeout?: number;
}

function toConnect(url: URL, { tls, timeout }: ConnectionSettings, agent: RawSocketOptions): object {
  const { connect, socketPath: path, autoSelectFamily, autoSelectFamilyAttemptTimeout } = agent;
  const raw = typeof connect === 'object' ? connect : {};
  const connectTimeout = Math.min(mostForConnecting, timeout);
  if (url.protocol !== 'https:' || tls === undefined) return { connect: { timeout: connectTimeout, ...raw } };
  const { fingerprint, assertHostname } = tls;
  const sockets = { path, autoSelectFamily, autoSelectFamilyAttemptTimeout, ...raw, ...toTlsOptions(tls) };
  return { connect: createTlsConnector({ fingerprint, assertHostname, connectTimeout, tls: sockets }) };
}
