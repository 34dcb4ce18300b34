// What a test of a fault stands on: a class, a connection whose clock and log the test holds, and what was sent, in short.
import type { Client } from '@elastic/elasticsearch';
import { expect } from '@jest/globals';
import { inspect } from 'node:util';
import {
  BulkError,
  ConnectionManager,
  DataSource,
  Document,
  ElastodmError,
  Id,
  Integer,
  Keyword,
} from 'elastodm';
import type { ConnectionOptions, Logger, Repository } from 'elastodm';
import { systemClock } from '../../src/connection/transport/clock.js';
import type { Clock } from '../../src/connection/transport/clock.js';
import type { Delivery } from './fault-server/fault-request.js';

/** Stands where secrets and values of documents are: no error and no line of the log may show it. */
export const canary = 'canary-7c2e';

/** A class of documents in this index. */
function filmClass(index: string) {
  @Document(index)
  class Film {
    @Id() id?: string;
    @Keyword() title!: string;
    @Integer() year?: number;
  }
  return Film;
}

export type Film = InstanceType<ReturnType<typeof filmClass>>;

/** One line that the connection told its logger. */
export interface Told {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface RecordingLogger extends Logger {
  readonly lines: Told[];
  /** The details of the lines with this message. */
  told(message: string): readonly Told['details'][];
}

export function recordingLogger(): RecordingLogger {
  const lines: Told[] = [];
  const tell =
    (level: keyof Logger): Logger['warn'] =>
    (message, details) =>
      void lines.push({ level, message, details });
  return {
    lines,
    warn: tell('warn'),
    info: tell('info'),
    told: (message) => lines.filter((line) => line.message === message).map(({ details }) => details),
  };
}

export interface SceneOptions extends ConnectionOptions {
  /** @defaultValue the system's */
  readonly clock?: Clock;
  /** @defaultValue 'films' */
  readonly index?: string;
}

export interface Scene extends AsyncDisposable {
  readonly films: Repository<Film>;
  /** The official client of the connection. */
  readonly client: Client;
  readonly manager: ConnectionManager;
  readonly logger: RecordingLogger;
}

/** A repository of films on a connection with these options. */
export function setScene({ clock = systemClock, index = 'films', ...options }: SceneOptions): Scene {
  const logger = recordingLogger();
  const manager = new ConnectionManager({ clock, logger } as never);
  const client = manager.createConnection({
    randomizeHosts: false,
    headers: { 'x-my-token': canary },
    ...options,
  });
  const Film = filmClass(index);
  return {
    films: new DataSource({ connections: manager, documents: [Film] }).getRepository(Film),
    client,
    manager,
    logger,
    async [Symbol.asyncDispose]() {
      if ('holdWaits' in clock) clock.holdWaits = false;
      await manager.close({ timeout: 1 });
      expect(inspect(logger.lines, { depth: 10 })).not.toContain(canary);
    },
  };
}

/** The error of a call that fails, which must be one of ours, and tell nothing that must not be told. */
export async function failureOf(call: Promise<unknown>): Promise<ElastodmError> {
  let value: unknown;
  try {
    value = await call;
  } catch (error) {
    if (!(error instanceof ElastodmError)) throw error;
    expect(printed(error)).not.toContain(canary);
    return error;
  }
  throw new Error(`It did not fail, but gave ${inspect(value)}.`);
}

// Every way in which an error may end up in a log, with what it was caused by.
function printed(value: unknown): string {
  if (!(value instanceof Error)) return '';
  return [
    // The documents of a BulkError are hidden: they are for the program, not for a log.
    inspect(value, { depth: 10, showHidden: !(value instanceof BulkError) }),
    JSON.stringify(value),
    String(value),
    value.stack,
    printed(value.cause),
  ].join('\n');
}

/** The code of such an error; or `none` when the call succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const settled = await Promise.allSettled([call]);
  return settled[0].status === 'fulfilled' ? 'none' : (await failureOf(call)).code;
}

/** Stands in for ids that were made by the library: `{1}` for the first that was seen. */
export class Labels {
  readonly #labels = new Map<string, string>();

  /** The label of an id; ids that a test chose, such as `film-a`, stand for themselves. */
  of(id: string): string {
    if (id.startsWith('film-')) return id;
    const known = this.#labels.get(id);
    if (known !== undefined) return known;
    const label = `{${this.#labels.size + 1}}`;
    this.#labels.set(id, label);
    return label;
  }
}

/** A request in short: `PUT _doc/film-a if_seq_no=0`, `POST _bulk create {1}, index film-a`. */
export function inShort({ method, path, query, body }: Delivery, labels: Labels): string {
  const [, api = path, id] = /\/(_[^/]*)(?:\/([^/]+))?$/.exec(path) ?? [];
  const condition = query.if_seq_no === undefined ? '' : ` if_seq_no=${query.if_seq_no}`;
  if (api === '_bulk') return `${method} _bulk ${bulkActions(body, labels)}`;
  if (api === '_mget') {
    const { docs } = JSON.parse(body) as { readonly docs: readonly { readonly _id: string }[] };
    return `${method} _mget ${docs.map(({ _id }) => labels.of(_id)).join(', ')}`;
  }
  return `${method} ${api}${id === undefined ? '' : `/${labels.of(decodeURIComponent(id))}`}${condition}`;
}

function bulkActions(body: string, labels: Labels): string {
  const lines = body.split('\n').filter((line) => line !== '');
  const actions: string[] = [];
  for (let place = 0; place < lines.length; place++) {
    const parsed = JSON.parse(lines[place] ?? '{}') as Record<string, BulkAction>;
    // A deletion has no second line.
    if (parsed.delete === undefined) place++;
    for (const [action, { _id = '', if_seq_no }] of Object.entries(parsed)) {
      const condition = if_seq_no === undefined ? '' : ` if_seq_no=${if_seq_no}`;
      actions.push(`${action} ${_id === '' ? '{}' : labels.of(_id)}${condition}`);
    }
  }
  return actions.join(', ');
}

interface BulkAction {
  readonly _id?: string;
  readonly if_seq_no?: number;
}

/** Resolves when it is so; fails when it takes seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It has not come to ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
