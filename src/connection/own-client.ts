// What is known of a client with our transport, and not of one that somebody else made.
import type { Logger } from '../types/logger.js';
import type { Clock } from './transport/clock.js';
import type { ConnectionSettings } from './options/connection-settings.js';

export interface OwnClient {
  readonly settings: ConnectionSettings;
  readonly clock: Clock;
  readonly logger: Logger;
}
