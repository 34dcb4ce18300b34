// One HTTP request by node:http alone, and what became of it.
import { request } from 'node:http';
import type { Agent, IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { ConnectionOptions as TlsOptions } from 'node:tls';

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly tls?: TlsOptions;
  /** Ends the call after so many milliseconds. */
  readonly patience?: number;
  readonly agent?: Agent;
}

export interface Called {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Why it broke off. */
  readonly error: string | undefined;
}

/** Sends a request, `GET http://…`, and collects what comes until it ends or breaks off. */
export function call(line: string, options: CallOptions = {}): Promise<Called> {
  const [method = 'GET', url = ''] = line.split(' ');
  const { headers = {}, body, tls = {}, patience, agent = false } = options;
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = Buffer.from(isRaw ? body : body === undefined ? '' : JSON.stringify(body));
  // Without it node:http sends the body of a DELETE with no end.
  const length = 'transfer-encoding' in headers ? {} : { 'content-length': String(bytes.length) };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status: number | undefined;
    let received: IncomingHttpHeaders = {};
    const finish = (error?: Error): void => {
      resolve({ status, headers: received, bytes: Buffer.concat(chunks), error: codeOf(error) });
    };
    const send = url.startsWith('https:') ? secureRequest : request;
    const outgoing = send(url, { method, agent, headers: { ...length, ...headers }, ...tls }, (response) => {
      status = response.statusCode;
      received = response.headers;
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => finish());
      response.on('error', finish);
    });
    outgoing.on('error', finish);
    if (patience !== undefined) {
      const timer = setTimeout(() => outgoing.destroy(new Error('out of patience')), patience);
      outgoing.on('close', () => clearTimeout(timer));
    }
    outgoing.end(bytes);
  });
}

function codeOf(error: Error | undefined): string | undefined {
  if (error === undefined) return undefined;
  return 'code' in error ? String(error.code) : error.message;
}

export function json(called: Called): unknown {
  return JSON.parse(called.bytes.toString('utf8'));
}
