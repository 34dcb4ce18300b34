// Where the library tells what it does while nobody has said where: nowhere, unless NODE_DEBUG=elastodm asks.
import { debuglog, inspect } from 'node:util';
import type { Logger } from '../types/logger.js';

const debug = debuglog('elastodm');

function tell(message: string, details: Readonly<Record<string, unknown>>): void {
  if (debug.enabled) debug('%s %s', message, inspect(details, { breakLength: Infinity }));
}

export const defaultLogger: Logger = { warn: tell, info: tell };
