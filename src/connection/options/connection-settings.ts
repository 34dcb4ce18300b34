// Our connection options → what our transport and sockets need to know beside the client's own options.
import { connectionDefaults } from './connection-options.js';
import type { ConnectionOptions } from './connection-options.js';
import { rawOptions } from './option-values.js';
import { toTlsSettings } from './to-tls-settings.js';
import type { TlsSettings } from './to-tls-settings.js';

export type { TlsSettings } from './to-tls-settings.js';

/** What our transport and sockets need to know beside the client's own options. Durations are milliseconds. */
export interface ConnectionSettings {
  readonly alias: string;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly retryOnTimeout: boolean;
  readonly retryOnStatus: ReadonlySet<number>;
  readonly sniffOnStart: boolean;
  readonly sniffOnConnectionFail: boolean;
  readonly sniffTimeout: number;
  readonly snifferDelay: number | undefined;
  readonly compatibility: 8 | 9 | undefined;
  /** Undefined when no host is https:. */
  readonly tls: TlsSettings | undefined;
  /** Bytes of an answer, decompressed. */
  readonly maxResponseSize: number;
}

/** The raw options that we read ourselves; checkRawOptions has looked at them. */
interface ReadRawOptions {
  readonly requestTimeout?: number | null;
  readonly maxRetries?: number | null;
  readonly sniffOnStart?: boolean | null;
  readonly sniffOnConnectionFault?: boolean | null;
  readonly sniffInterval?: number | false | null;
  readonly maxResponseSize?: number | null;
}

/** The settings of a connection with these options, which must have been checked. */
export function toConnectionSettings(alias: string, options: ConnectionOptions): ConnectionSettings {
  const raw: ReadRawOptions = rawOptions(options.client);
  return {
    alias,
    timeout: options.timeout ?? raw.requestTimeout ?? connectionDefaults.timeout,
    maxRetries: options.maxRetries ?? raw.maxRetries ?? connectionDefaults.maxRetries,
    retryOnTimeout: options.retryOnTimeout ?? false,
    retryOnStatus: new Set(options.retryOnStatus ?? connectionDefaults.retryOnStatus),
    sniffOnStart: options.sniffOnStart ?? raw.sniffOnStart ?? false,
    sniffOnConnectionFail: options.sniffOnConnectionFail ?? raw.sniffOnConnectionFault ?? false,
    sniffTimeout: options.sniffTimeout ?? connectionDefaults.sniffTimeout,
    snifferDelay:
      options.snifferDelay ?? (typeof raw.sniffInterval === 'number' ? raw.sniffInterval : undefined),
    compatibility: options.compatibility,
    tls: toTlsSettings(alias, options),
    maxResponseSize: raw.maxResponseSize ?? connectionDefaults.maxResponseSize,
  };
}
