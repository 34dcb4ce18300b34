// The library's own registry, and functions that speak to it.
import type { Client } from '@elastic/elasticsearch';
import { globalValue } from '../util/global-value.js';
import { ConnectionManager } from './connection-manager.js';
import type { ConnectionSource } from './connection-manager.js';
import type { ConnectionOptions } from './options/connection-options.js';

/** The registry that the module functions and DataSources without `connections` use. */
export const connections: ConnectionManager = globalValue(
  'elastodm.connections',
  () => new ConnectionManager(),
);

/** {@link ConnectionManager.createConnection} of {@link connections}. */
export function createConnection(options: ConnectionOptions): Client;
export function createConnection(alias?: string, options?: ConnectionOptions): Client;
export function createConnection(
  aliasOrOptions?: string | ConnectionOptions,
  options?: ConnectionOptions,
): Client {
  return typeof aliasOrOptions === 'object'
    ? connections.createConnection(aliasOrOptions)
    : connections.createConnection(aliasOrOptions, options);
}

/** {@link ConnectionManager.addConnection} of {@link connections}. */
export function addConnection(alias: string, client: Client): void {
  connections.addConnection(alias, client);
}

/** {@link ConnectionManager.getConnection} of {@link connections}. */
export function getConnection(alias?: string | Client): Client {
  return connections.getConnection(alias);
}

/** {@link ConnectionManager.removeConnection} of {@link connections}. */
export function removeConnection(alias: string): Promise<void> {
  return connections.removeConnection(alias);
}

/** {@link ConnectionManager.configure} of {@link connections}. */
export function configure(options: ConnectionSource): void {
  connections.configure(options);
}
