// The faults of a fault server, and how each looks on the wire.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { toErrorReply } from './answers.js';
import type { Reply } from './answers.js';
import type { FaultRule } from './fault-request.js';
import { Refusal } from './store.js';
import type { JsonObject } from './store.js';

/**
 * What happens to a request. Those of the first group send (part of) the true answer, so that the store acts unless
 * `apply: false` says otherwise; for the others it acts only with `apply: true`.
 */
export type FailAction =
  // The true answer, or part of it:
  | 'delay' // after `milliseconds`
  | 'drip' // one byte every `milliseconds`
  | 'stall' // headers and half the body, then silence
  | 'reset-mid-response' // headers and half the body, then a reset
  | 'truncate' // headers and half the body, then an orderly end
  | 'gzip-cut' // half of its gzip, as if that were all
  | 'gzip-corrupt' // its gzip with a wrong checksum
  | 'rewrite' // what `answer` makes of it
  | 'reject-items' // those `items` of a bulk get 429, the others are done
  | 'no-product-header'
  // Something else:
  | 'reset' // once the request has been read
  | 'reset-before-read' // once its headers have been read; the store never acts
  | 'hang' // nothing is ever sent
  | 'status' // `status`, `headers` and `body`
  | 'invalid-json' // `body`, or the beginning of an answer
  | 'html' // 200 text/html without the product header
  | 'empty' // 200 without a body
  | 'redirect' // 302
  | 'huge' // `bytes` of spaces, then JSON
  | 'bomb'; // the same in gzip

/** A fault for the next requests that match. */
export interface FailPoint extends FaultRule {
  readonly action: FailAction;
  /** Whether the store acts all the same. */
  readonly apply?: boolean | undefined;
  readonly status?: number | undefined;
  /** Added to, or in place of, those of the answer. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly milliseconds?: number | undefined;
  readonly bytes?: number | undefined;
  /** For `rewrite`: the body to send in place of this one. */
  readonly answer?: ((body: JsonObject) => unknown) | undefined;
  /** For `reject-items`: places in the request, from 0. */
  readonly items?: readonly number[] | undefined;
}

const sendsTheAnswer: ReadonlySet<FailAction> = new Set([
  'delay',
  'drip',
  'stall',
  'reset-mid-response',
  'truncate',
  'gzip-cut',
  'gzip-corrupt',
  'rewrite',
  'reject-items',
  'no-product-header',
]);

/** Whether the store acts on a request that meets this fault. */
export function isApplied({ action, apply }: FailPoint): boolean {
  return action !== 'reset-before-read' && (apply ?? sendsTheAnswer.has(action));
}

/** Where an answer goes, and how it waits. */
export interface Delivering {
  readonly response: ServerResponse;
  readonly isHead: boolean;
  readonly mayZip: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Calls back later, unless the server has been closed by then. */
  later(milliseconds: number, callback: () => void): void;
}

const html =
  '<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n';
const someJson = '{"took":1,"timed_out":false,"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}';

/** Sends the answer, as the fault has it. Returns the status that was sent. */
export function deliver(reply: Reply, point: FailPoint | undefined, to: Delivering): number | undefined {
  switch (point?.action) {
    case undefined:
      return send(reply, to);
    case 'delay':
      to.later(point.milliseconds ?? 0, () => send(reply, to, point));
      return reply.status;
    case 'rewrite':
      return send({ ...reply, body: (point.answer ?? ((body) => body))(copyOf(reply.body)) }, to, point);
    case 'reject-items':
      return send(reply, to, point);
    case 'no-product-header':
      return send(reply, to, point, ['x-elastic-product']);
    case 'drip':
      return drip(reply, to, point);
    case 'stall':
      return sendHalf(reply, to, point, () => undefined);
    case 'truncate':
      return sendHalf(reply, to, point, () => to.response.socket?.end());
    case 'reset-mid-response':
      // The client shall see the first half before it sees the reset.
      return sendHalf(reply, to, point, () => to.later(10, () => reset(to)));
    case 'gzip-cut':
      return sendZipped(reply, to, point, (zipped) => zipped.subarray(0, zipped.length >> 1));
    case 'gzip-corrupt':
      return sendZipped(reply, to, point, withWrongChecksum);
    case 'reset':
    case 'reset-before-read':
      reset(to);
      return undefined;
    case 'hang':
      return undefined;
    case 'status':
      return send(toStatusReply(point), to, point);
    case 'invalid-json':
      return send({ status: 200, body: point.body ?? '{"took":1,"timed_out":false,"hits":{"total"' }, to, {
        ...point,
        headers: { 'content-type': 'application/json', ...point.headers },
      });
    case 'html':
      return send({ status: 200, body: point.body ?? html }, to, point, ['x-elastic-product']);
    case 'empty':
      return send({ status: 200, body: undefined }, to, point);
    case 'redirect':
      return send({ status: 302, body: '' }, to, {
        ...point,
        headers: { location: '/elsewhere', ...point.headers },
      });
    case 'huge':
    case 'bomb':
      return flood(to, point);
  }
}

function toStatusReply({ status = 500, body }: FailPoint): Reply {
  if (body !== undefined) return { status, body };
  const [type, reason] = errorsByStatus[status] ?? ['fault_exception', 'a fault was asked for'];
  return toErrorReply(new Refusal(status, type, reason));
}

const errorsByStatus: Readonly<Record<number, readonly [type: string, reason: string]>> = {
  401: ['security_exception', 'unable to authenticate user [reader] for REST request [/]'],
  403: ['security_exception', 'action [indices:data/write/bulk] is unauthorized for user [reader]'],
  429: ['es_rejected_execution_exception', 'rejected execution of coordinating operation'],
  503: ['unavailable_shards_exception', '[films][0] primary shard is not active'],
};

function copyOf(body: unknown): JsonObject {
  return JSON.parse(JSON.stringify(body ?? {})) as JsonObject;
}

function toBytes(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function writeHead(
  reply: Reply,
  length: number | undefined,
  to: Delivering,
  point?: FailPoint,
  without: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): number {
  const status = point?.status ?? reply.status;
  const isText = typeof reply.body === 'string';
  const isHtml = typeof reply.body === 'string' && reply.body.startsWith('<');
  const headers = {
    ...to.headers,
    ...(reply.body === undefined
      ? {}
      : isText
        ? { 'content-type': isHtml ? 'text/html' : 'text/plain' }
        : {}),
    ...(length === undefined ? {} : { 'content-length': String(length) }),
    ...more,
  };
  const kept = Object.entries(headers).filter(([name]) => !without.includes(name));
  to.response.writeHead(status, {
    ...(Object.fromEntries(kept) as Record<string, string>),
    ...point?.headers,
  });
  return status;
}

function send(reply: Reply, to: Delivering, point?: FailPoint, without?: readonly string[]): number {
  const plain = toBytes(reply.body);
  const isZipped = to.mayZip && !to.isHead && plain.length > 0;
  const bytes = isZipped ? gzipSync(plain) : plain;
  const more: Record<string, string> = isZipped ? { 'content-encoding': 'gzip' } : {};
  const status = writeHead(reply, bytes.length, to, point, without, more);
  to.response.end(to.isHead ? undefined : bytes);
  return status;
}

function sendHalf(reply: Reply, to: Delivering, point: FailPoint, then: () => void): number {
  const bytes = toBytes(reply.body);
  const status = writeHead(reply, bytes.length, to, point);
  to.response.flushHeaders();
  to.response.write(bytes.subarray(0, bytes.length >> 1), then);
  return status;
}

function sendZipped(
  reply: Reply,
  to: Delivering,
  point: FailPoint,
  spoil: (zipped: Buffer) => Buffer,
): number {
  const bytes = spoil(gzipSync(toBytes(reply.body)));
  const status = writeHead(reply, bytes.length, to, point, [], { 'content-encoding': 'gzip' });
  to.response.end(bytes);
  return status;
}

// The last eight bytes of a gzip are its checksum and its length.
function withWrongChecksum(zipped: Buffer): Buffer {
  const spoiled = Buffer.from(zipped);
  const place = zipped.length - 8;
  spoiled[place] = (spoiled[place] ?? 0) ^ 0xff;
  return spoiled;
}

function drip(reply: Reply, to: Delivering, point: FailPoint): number {
  const bytes = toBytes(reply.body);
  const status = writeHead(reply, bytes.length, to, point);
  to.response.flushHeaders();
  let sent = 0;
  const next = (): void => {
    if (to.response.destroyed) return;
    if (sent >= bytes.length) {
      to.response.end();
      return;
    }
    to.response.write(bytes.subarray(sent, ++sent));
    to.later(point.milliseconds ?? 20, next);
  };
  next();
  return status;
}

function flood(to: Delivering, point: FailPoint): number {
  const isBomb = point.action === 'bomb';
  const encoding: Record<string, string> = isBomb ? { 'content-encoding': 'gzip' } : {};
  const status = writeHead({ status: 200, body: {} }, undefined, to, point, [], encoding);
  const source = Readable.from(spaces(point.bytes ?? 64 * 1024 * 1024, toBytes(point.body ?? someJson)));
  const sent = isBomb ? pipeline(source, createGzip(), to.response) : pipeline(source, to.response);
  // A client that has had enough cuts it off.
  sent.catch(() => undefined);
  return status;
}

function* spaces(bytes: number, end: Buffer): Generator<Buffer> {
  const block = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes; left > 0; left -= block.length)
    yield block.subarray(0, Math.min(left, block.length));
  yield end;
}

function reset({ response }: Delivering): void {
  const { socket } = response;
  // A TLS socket can't send a reset of its own.
  if (socket !== null && 'encrypted' in socket) socket.destroy();
  else socket?.resetAndDestroy();
}
