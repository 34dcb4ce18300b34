// What the tests of the options' effects share: a server that knows one index, and a connection with the options.
import type { LookupFunction } from 'node:net';
import { ConnectionManager, DataSource, Document, Id, Keyword } from 'elastodm';
import type { ConnectionOptions, Logger, Repository } from 'elastodm';
import type { Clock } from '../../../../src/connection/transport/clock.js';
import { startFaultCluster, startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer, FaultServerOptions } from '../../../support/fault-server.js';
import type { Delivery } from '../../../support/fault-server/fault-request.js';

@Document('things')
export class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

/** What stands around a connection in a test. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Acts with the documents of a connection with these options, and closes it. */
export async function withThings<T>(
  options: ConnectionOptions,
  act: (things: Repository<Thing>, manager: ConnectionManager) => Promise<T>,
  surroundings: Surroundings = {},
): Promise<T> {
  await using manager = new ConnectionManager(surroundings);
  manager.createConnection(options);
  const dataSource = new DataSource({ connections: manager, documents: [Thing] });
  return await act(dataSource.getRepository(Thing), manager);
}

/** A fault server whose index of things is there, and empty. */
export async function startThings(options: FaultServerOptions = {}): Promise<FaultServer> {
  const server = await startFaultServer(options);
  server.store.createIndex('things');
  return server;
}

/** Several of them, as the nodes of one cluster. */
export async function startThingsCluster(
  count: number,
  options: Parameters<typeof startFaultCluster>[1] = {},
): ReturnType<typeof startFaultCluster> {
  const servers = await startFaultCluster(count, options);
  servers[0]?.store.createIndex('things');
  return servers;
}

/** A count, as it arrives. */
export async function countWith(
  options: (server: FaultServer) => ConnectionOptions,
  serverOptions: FaultServerOptions = {},
): Promise<Delivery> {
  await using server = await startThings(serverOptions);
  await withThings(options(server), async (things) => {
    expectNone(await things.count());
  });
  const [delivery, ...others] = server.deliveries;
  if (delivery === undefined || others.length > 0) throw new Error('not one request arrived');
  return delivery;
}

function expectNone(count: number): void {
  if (count !== 0) throw new Error('the answer was not read');
}

/** The requests that arrived, as `METHOD /path`. */
export function lines(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ method, path }) => `${method} ${path}`);
}

export function thing(name: string): Thing {
  return Object.assign(new Thing(), { id: name, name });
}

export interface Loopback {
  /** The names that were looked up. */
  readonly asked: readonly string[];
  readonly lookup: LookupFunction;
}

/** A lookup of names, as node:net takes it, that finds every host on this machine. */
export function loopback(): Loopback {
  const asked: string[] = [];
  return {
    asked,
    lookup(host, options, done) {
      asked.push(host);
      const address = '127.0.0.1';
      if (options.all === true) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
    },
  };
}
