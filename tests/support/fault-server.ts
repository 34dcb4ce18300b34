// A small Elasticsearch on the loopback interface that fails as a test says: for faults that a real one can't be made to
// show. What it stores and what it was sent can be looked at.
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import type { SecureVersion } from 'node:tls';
import type { Clock } from '../../src/connection/transport/clock.js';
import { toReply } from './fault-server/answers.js';
import type { FaultNode, Reply } from './fault-server/answers.js';
import { deliver, isApplied } from './fault-server/fail-point.js';
import type { FailPoint } from './fault-server/fail-point.js';
import { FaultList, matches, readBytes, toFaultRequest, toText } from './fault-server/fault-request.js';
import type { Delivery, FaultHandle, FaultRequest, RequestMatch } from './fault-server/fault-request.js';
import { Store } from './fault-server/store.js';
import type { StoredDocument } from './fault-server/store.js';

export interface FaultServerOptions {
  /** Serves HTTPS. */
  readonly tls?: {
    readonly cert: string;
    readonly key: string;
    /** Whose client certificates are accepted. */
    readonly ca?: string | undefined;
    /** Refuses clients without a certificate of `ca`. */
    readonly requestCert?: boolean | undefined;
    readonly minVersion?: SecureVersion | undefined;
    readonly maxVersion?: SecureVersion | undefined;
  };
  /** @defaultValue a free one */
  readonly port?: number;
  /** The nodes that it knows. @defaultValue itself */
  readonly nodes?: readonly FaultNode[];
  /** @defaultValue '9.2.4' */
  readonly version?: string;
  /** Name of its own node. @defaultValue 'node-1' */
  readonly name?: string;
  /** Shared by servers that shall be nodes of one cluster. */
  readonly store?: Store;
  /** Zips the answers to those who accept that. @defaultValue false */
  readonly gzip?: boolean;
  /** Tells when requests came. Its own waits take real time. */
  readonly clock?: Pick<Clock, 'now'>;
}

export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  /** What it tells those who sniff; may be set. */
  nodes: readonly FaultNode[];
  /** Requests that have arrived, those that were cut included. */
  readonly deliveries: Delivery[];
  /** Sockets ever opened. */
  readonly connections: number;
  readonly openConnections: number;
  /** The live documents of an index, by id. */
  documents(index: string): ReadonlyMap<string, StoredDocument>;
  /** Sets a fault for requests to come. Those set first are met first. */
  failNext(point: FailPoint): FaultHandle;
  /** Takes all faults back. */
  heal(): void;
  /** Resolves when so many requests (that match) have arrived. */
  received(count: number, match?: RequestMatch): Promise<readonly Delivery[]>;
  /** Refuses new connections; those that are open go on. */
  refuseConnections(): Promise<void>;
  /** Dies: cuts all connections and refuses new ones. */
  stop(): Promise<void>;
  /** Comes back on the same port, with the same documents. */
  listenAgain(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a fault server. Use it with `await using`, so that it ends with its test. */
export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const clock = options.clock ?? { now: () => performance.now() };
  const startedAt = clock.now();
  const version = options.version ?? '9.2.4';
  const store = options.store ?? new Store();
  const faults = new FaultList<FailPoint>();
  const deliveries: Delivery[] = [];
  const arrivals = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const head = toFaultRequest(incoming);
    const receivedAt = clock.now() - startedAt;
    response.on('error', () => undefined);
    const to = {
      response,
      isHead: head.method === 'HEAD',
      mayZip: options.gzip === true && String(head.headers['accept-encoding']).includes('gzip'),
      headers: toHeaders(head),
      later(milliseconds: number, callback: () => void) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          callback();
        }, milliseconds);
        timers.add(timer);
      },
    };
    const record = (request: FaultRequest, more: Pick<Delivery, 'applied' | 'status' | 'fault'>): void => {
      deliveries.push({ ...request, receivedAt, ...more });
      for (const arrived of arrivals) arrived();
    };

    if (faults.peek(head)?.action === 'reset-before-read') {
      const point = faults.take(head);
      deliver({ status: 200, body: undefined }, point, to);
      record(head, { applied: false, status: undefined, fault: point?.action });
      return;
    }
    const bytes = await readBytes(incoming);
    // The client broke off: nothing has arrived that could be done.
    if (bytes === undefined) return;
    const request = { ...head, body: toText(bytes, head.headers) };
    const point = faults.take(request);
    const rejectedItems = point?.action === 'reject-items' ? (point.items ?? []) : [];
    const act = (): Reply => toReply({ store, version, nodes: server.nodes, rejectedItems }, request);
    const acts = point === undefined || isApplied(point);
    const reply = acts ? act() : store.pretend(act);
    const status = deliver(reply, point, to);
    record(request, { applied: acts && reply.status < 400, status, fault: point?.action });
  };

  const http = createAnswering(options, (incoming, response) => {
    // A mistake in here shall not look like a fault that a test asked for.
    answer(incoming, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`The fault server failed: ${String(error)}`);
    });
  });
  const listener = await listen(http, options.port ?? 0);
  const { port } = listener;
  const close = async (): Promise<void> => {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    await listener.stop();
  };
  const publishAddress = `127.0.0.1:${port}`;
  const name = options.name ?? 'node-1';
  const server: FaultServer = {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    store,
    nodes: options.nodes ?? [{ id: `id-of-${name}`, name, version, roles: dataRoles, publishAddress }],
    deliveries,
    get connections() {
      return listener.connections;
    },
    get openConnections() {
      return listener.sockets.size;
    },
    documents: (index) => store.documents(index),
    failNext: (point) => faults.add(point),
    heal: () => faults.clear(),
    received: (count, match) =>
      new Promise((resolve) => {
        const arrived = (): void => {
          const found = deliveries.filter((delivery) => matches(match, delivery));
          if (found.length < count) return;
          arrivals.delete(arrived);
          resolve(found);
        };
        arrivals.add(arrived);
        arrived();
      }),
    refuseConnections: () => listener.refuse(),
    stop: () => listener.stop(),
    listenAgain: () => listener.listen(),
    close,
    [Symbol.asyncDispose]: close,
  };
  return server;
}

const dataRoles = ['data', 'ingest', 'master'];

/** Several fault servers that are the nodes of one cluster: they share documents and know each other. */
export async function startFaultCluster(
  count: number,
  options: Omit<FaultServerOptions, 'port' | 'nodes' | 'name' | 'store'> = {},
): Promise<readonly FaultServer[] & AsyncDisposable> {
  const store = new Store();
  const servers: FaultServer[] = [];
  for (let number = 1; number <= count; number++) {
    servers.push(await startFaultServer({ ...options, store, name: `node-${number}` }));
  }
  const nodes = servers.flatMap((server) => server.nodes);
  for (const server of servers) server.nodes = nodes;
  return Object.assign(servers, {
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server.close()));
    },
  });
}

export interface BlackHole extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly connections: number;
}

/** Starts a server that accepts connections and never says a word. */
export async function startBlackHole(): Promise<BlackHole> {
  const silent = { allowHalfOpen: false, accept: (socket: Socket) => void socket.resume() };
  const listener = await listen(silent, 0);
  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    get connections() {
      return listener.connections;
    },
    [Symbol.asyncDispose]: () => listener.stop(),
  };
}

interface Accepting {
  /** Whether it ends the connection itself when the client has. */
  readonly allowHalfOpen: boolean;
  accept(socket: Socket): void;
}

function createAnswering(
  { tls }: FaultServerOptions,
  answer: (incoming: IncomingMessage, response: ServerResponse) => void,
): Accepting {
  const server: HttpServer =
    tls === undefined
      ? createHttpServer(answer)
      : createHttpsServer({ ...tls, rejectUnauthorized: tls.requestCert === true }, answer);
  // Elasticsearch keeps idle connections open, and names no time.
  server.keepAliveTimeout = 0;
  server.on('clientError', (_error, socket) => socket.destroy());
  // As node:http and node:https listen themselves.
  return { allowHalfOpen: tls === undefined, accept: (socket) => void server.emit('connection', socket) };
}

interface Listener {
  readonly port: number;
  readonly connections: number;
  readonly sockets: ReadonlySet<Socket>;
  listen(): Promise<void>;
  refuse(): Promise<void>;
  stop(): Promise<void>;
}

// Listens apart from what answers, so that it can stop and come back while connections live on.
async function listen(target: Accepting, wantedPort: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let port = wantedPort;
  let tcp: TcpServer | undefined;
  const listener = {
    get port() {
      return port;
    },
    get connections() {
      return connections;
    },
    sockets,
    async listen() {
      if (tcp !== undefined) return;
      const started = createTcpServer({ allowHalfOpen: target.allowHalfOpen, noDelay: true }, (socket) => {
        connections += 1;
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => undefined);
        target.accept(socket);
      });
      tcp = started;
      await new Promise<void>((resolve, reject) => {
        started.once('error', reject);
        started.listen(port, '127.0.0.1', resolve);
      });
      ({ port } = started.address() as AddressInfo);
    },
    async refuse() {
      tcp?.close();
      tcp = undefined;
      await new Promise((resolve) => setImmediate(resolve));
    },
    async stop() {
      await listener.refuse();
      const closed = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
  await listener.listen();
  return listener;
}

function toHeaders({ headers }: FaultRequest): Record<string, string> {
  const compatible = /application\/vnd\.elasticsearch\+json\s*;\s*compatible-with=(\d+)/.exec(
    headers.accept ?? '',
  );
  const opaqueId = headers['x-opaque-id'];
  return {
    'x-elastic-product': 'Elasticsearch',
    'content-type':
      compatible === null
        ? 'application/json'
        : `application/vnd.elasticsearch+json;compatible-with=${compatible[1] ?? ''}`,
    ...(typeof opaqueId === 'string' ? { 'x-opaque-id': opaqueId } : {}),
  };
}
