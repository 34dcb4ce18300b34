// A proxy before a real server that cuts, stalls or delays what passes: the server has acted, and the answer is lost.
import { createServer, request as sendRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../src/connection/transport/clock.js';
import { FaultList, matches, readBytes, toFaultRequest, toText } from './fault-server/fault-request.js';
import type {
  Delivery,
  FaultHandle,
  FaultRequest,
  FaultRule,
  RequestMatch,
} from './fault-server/fault-request.js';

export interface CuttingProxyOptions {
  /** Tells when requests came. Its own waits take real time. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** Where a request and its answer are stopped. */
export interface CutRule extends FaultRule {
  /**
   * `before`: the server never sees the request. `request`: the server has answered, the client gets nothing of it;
   * `headers`: its headers; `half-body`: headers and half of the body. @defaultValue 'request'
   */
  readonly after?: 'before' | 'request' | 'headers' | 'half-body' | undefined;
}

export interface DelayRule extends FaultRule {
  /** How long a complete answer waits in the proxy. */
  readonly milliseconds: number;
}

export interface CuttingProxy extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Requests that have come, in the order in which they were done with. */
  readonly deliveries: Delivery[];
  /** Sockets ever opened by clients. */
  readonly connections: number;
  readonly openConnections: number;
  /** Resets the connection of requests to come. */
  cutNext(rule?: CutRule): FaultHandle;
  /** The same, but the connection stays open in silence. */
  stallNext(rule?: CutRule): FaultHandle;
  delayNext(rule: DelayRule): FaultHandle;
  /** Takes all faults back. */
  heal(): void;
  /** Resolves when so many requests (that match) are done with. */
  received(count: number, match?: RequestMatch): Promise<readonly Delivery[]>;
  close(): Promise<void>;
}

interface Fault extends FaultRule {
  readonly kind: 'cut' | 'stall' | 'delay';
  readonly after: NonNullable<CutRule['after']>;
  readonly milliseconds: number;
}

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Starts a proxy in front of an HTTP server. Use it with `await using`. */
export async function startCuttingProxy(
  target: { readonly host: string; readonly port: number },
  options: CuttingProxyOptions = {},
): Promise<CuttingProxy> {
  const clock = options.clock ?? { now: () => performance.now() };
  const startedAt = clock.now();
  const faults = new FaultList<Fault>();
  const deliveries: Delivery[] = [];
  const arrivals = new Set<() => void>();
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let connections = 0;

  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAt = clock.now() - startedAt;
    response.on('error', () => undefined);
    const head = toFaultRequest(incoming);
    const bytes = await readBytes(incoming);
    if (bytes === undefined) return;
    const request = { ...head, body: toText(bytes, head.headers) };
    const fault = faults.take(request);
    const answer =
      fault?.after === 'before'
        ? undefined
        : await forward(target, incoming, bytes, response, fault !== undefined);
    const status = give(answer, fault, response);
    record({
      ...request,
      receivedAt,
      applied: answer !== undefined && answer.status < 400,
      status,
      fault:
        fault === undefined ? undefined : fault.kind === 'delay' ? 'delay' : `${fault.kind} ${fault.after}`,
    });
  };
  const record = (delivery: Delivery): void => {
    deliveries.push(delivery);
    for (const arrived of arrivals) arrived();
  };
  const give = (
    answer: Answer | undefined,
    fault: Fault | undefined,
    response: ServerResponse,
  ): number | undefined => {
    if (fault?.kind === 'delay') {
      const timer = setTimeout(() => {
        timers.delete(timer);
        give(answer, undefined, response);
      }, fault.milliseconds);
      timers.add(timer);
      return answer?.status;
    }
    const stop = (): void => {
      if (fault?.kind !== 'stall') response.socket?.resetAndDestroy();
    };
    if (answer === undefined || fault?.after === 'request') {
      stop();
      return undefined;
    }
    response.writeHead(answer.status, [...answer.headers]);
    if (fault === undefined) {
      response.end(answer.body);
      return answer.status;
    }
    const part = fault.after === 'headers' ? 0 : answer.body.length >> 1;
    response.flushHeaders();
    const pause = (): void => {
      // The client shall see what was sent before it sees the reset.
      const timer = setTimeout(() => {
        timers.delete(timer);
        stop();
      }, 10);
      timers.add(timer);
    };
    if (part === 0) pause();
    else response.write(answer.body.subarray(0, part), pause);
    return answer.status;
  };

  const server = createServer((incoming, response) => {
    pass(incoming, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`The proxy failed: ${String(error)}`);
    });
  });
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const timer of timers) clearTimeout(timer);
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  const add = (kind: Fault['kind'], rule: CutRule & Partial<DelayRule>): FaultHandle =>
    faults.add({ ...rule, kind, after: rule.after ?? 'request', milliseconds: rule.milliseconds ?? 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    deliveries,
    get connections() {
      return connections;
    },
    get openConnections() {
      return sockets.size;
    },
    cutNext: (rule = {}) => add('cut', rule),
    stallNext: (rule = {}) => add('stall', rule),
    delayNext: (rule) => add('delay', rule),
    heal: () => faults.clear(),
    received: (count, match) =>
      new Promise((resolve) => {
        const arrived = (): void => {
          const found = deliveries.filter((delivery: FaultRequest) => matches(match, delivery));
          if (found.length < count) return;
          arrivals.delete(arrived);
          resolve(found);
        };
        arrivals.add(arrived);
        arrived();
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

// The whole answer; undefined when the server gave none. A client that breaks off breaks the request off, too, unless
// a fault is to show what the server does without it.
function forward(
  target: { readonly host: string; readonly port: number },
  incoming: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
  isKept: boolean,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const headers = withoutHop(incoming.rawHeaders);
    const isChunked = incoming.headers['transfer-encoding'] !== undefined;
    const outgoing = sendRequest({
      ...target,
      agent: false,
      method: incoming.method,
      path: incoming.url,
      setHost: false,
      headers: [
        ...headers,
        'connection',
        'close',
        ...(isChunked ? ['content-length', String(bytes.length)] : []),
      ],
    });
    outgoing.on('error', () => resolve(undefined));
    outgoing.on('response', (answer) => {
      void readBytes(answer).then((body) => {
        if (body === undefined) {
          resolve(undefined);
          return;
        }
        const isWithoutBody =
          incoming.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304;
        const length = isWithoutBody ? [] : ['content-length', String(body.length)];
        const kept = withoutHop(answer.rawHeaders, isWithoutBody ? [] : ['content-length']);
        resolve({ status: answer.statusCode ?? 502, headers: [...kept, ...length], body });
      });
    });
    if (!isKept) response.on('close', () => outgoing.destroy());
    outgoing.end(bytes);
  });
}

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding'];

function withoutHop(raw: readonly string[], others: readonly string[] = []): readonly string[] {
  const kept: string[] = [];
  for (let place = 0; place + 1 < raw.length; place += 2) {
    const [name = '', value = ''] = raw.slice(place, place + 2);
    if (!hopByHop.includes(name.toLowerCase()) && !others.includes(name.toLowerCase()))
      kept.push(name, value);
  }
  return kept;
}
