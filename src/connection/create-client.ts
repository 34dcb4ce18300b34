// Connection options → an official client with our transport and our sockets inside.
import { Client } from '@elastic/elasticsearch';
import { inspect } from 'node:util';
import type { Logger } from '../types/logger.js';
import type { Clock } from './transport/clock.js';
import type { ConnectionOptions } from './options/connection-options.js';
import { toConnectionSettings } from './options/connection-settings.js';
import type { ConnectionSettings } from './options/connection-settings.js';
import { ExactSerializer } from './transport/exact-serializer.js';
import { createNodeSocketClass } from './transport/node-socket.js';
import { redactMessages } from './redact-messages.js';
import { createTransportClass } from './transport/retrying-transport.js';
import { secretsOf } from './options/secrets-of.js';
import { toClientOptions } from './options/to-client-options.js';

export interface MadeClient {
  readonly client: Client;
  readonly settings: ConnectionSettings;
  /** What is hidden in every error. */
  readonly secrets: readonly string[];
}

/** Makes the client of a connection. Opens no socket. */
export function createClient(
  alias: string,
  options: ConnectionOptions,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): MadeClient {
  const settings = toConnectionSettings(alias, options);
  const secrets = secretsOf(options);
  const NodeSocket = createNodeSocketClass(settings);
  const client = new Client({
    Connection: NodeSocket,
    Serializer: ExactSerializer,
    Transport: createTransportClass({ settings, clock, logger }),
    ...toClientOptions(alias, options, () => clock.random()),
  });
  hide(NodeSocket.prototype, `node of connection '${alias}'`);
  hide(client.connectionPool, `nodes of connection '${alias}'`);
  hideClient(client, alias);
  redactMessages(client, secrets);
  return { client, settings, secrets };
}

// The client keeps its options, credentials among them, in properties that `inspect` and JSON would show.
function hideClient(client: Client, alias: string): Client {
  hide(client, `client of connection '${alias}'`);
  hide(client.transport, `transport of connection '${alias}'`);
  const child: Client['child'] = (options) => hideClient(Client.prototype.child.call(client, options), alias);
  Object.defineProperty(client, 'child', { value: child, ...hidden });
  return client;
}

function hide(part: object, shown: string): void {
  Object.defineProperty(part, inspect.custom, { value: () => `[${shown}]`, ...hidden });
  Object.defineProperty(part, 'toJSON', { value: () => shown, ...hidden });
}

const hidden = { enumerable: false, configurable: true, writable: true };
