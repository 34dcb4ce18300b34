// A connection that takes bulk requests and answers them as Elasticsearch does, or when and as a test says.
import { BulkError } from 'elastodm';
import { failure } from '../../src/errors/failure.js';
import type { DeliveryOptions } from '../../src/types/call-options.js';
import type { Connection, WireRequest } from '../../src/types/wire-request.js';
import { onAbort } from '../../src/util/on-abort.js';
import { toLines } from './bulk-lines.js';
import { rejection } from './failing.js';
import type { Recorder } from './recorder.js';

/** One operation of a bulk request. */
export interface ToldOperation {
  readonly action: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly source: unknown;
}

/** What is said of an operation, in place of success; undefined for success. */
export type ItemAnswer = (operation: ToldOperation, place: number) => object | undefined;

export interface BulkWireOptions {
  readonly item?: ItemAnswer;
  /** What is answered to requests of other kinds. */
  readonly other?: (request: WireRequest) => unknown;
  /** Makes of the answer to a request what a test wants; may throw. `number` counts from 0. */
  readonly rewrite?: (answer: BulkAnswer, number: number, options: DeliveryOptions) => unknown;
  /** Whether answers wait until `release`. */
  readonly held?: boolean;
}

export interface BulkAnswer {
  readonly took: number;
  readonly errors: boolean;
  readonly items: readonly object[];
}

export interface BulkWire extends Recorder {
  /** Of each bulk request, what was asked, such as `create a`; ids that the library made are `*`. */
  readonly asked: readonly (readonly string[])[];
  /** What was said beside each bulk request. */
  readonly said: readonly DeliveryOptions[];
  /** Bulk requests that wait for their answer. */
  readonly waiting: number;
  /** As many as there ever were at once. */
  readonly mostAtOnce: number;
  /** Answers the first of those that wait; all, and those to come, without a number. */
  release(count?: number): void;
}

/** Makes such a connection. */
export function bulkWire({
  item,
  other = () => ({}),
  rewrite = (answer) => answer,
  held = false,
}: BulkWireOptions = {}): BulkWire {
  const sent: WireRequest[] = [];
  const asked: string[][] = [];
  const said: DeliveryOptions[] = [];
  const gates: (() => void)[] = [];
  let isHeld = held;
  let [waiting, mostAtOnce, nextSeqNo, madeIds] = [0, 0, 0, 0];

  const answer = (request: WireRequest<'bulk'>, number: number, options: DeliveryOptions): unknown => {
    const { index: own = '' } = request.params;
    const items = operationsIn(request).map((operation, place) => {
      const { action, about } = operation;
      const _id = about._id ?? `made-${++madeIds}`;
      const base = { _index: about._index ?? own, _id };
      const refused = item?.(operation, place);
      if (refused !== undefined) return { [action]: { ...base, ...refused } };
      const done = { _seq_no: nextSeqNo++, _primary_term: 1, _version: 1, ...successes[action] };
      return { [action]: { ...base, ...done } };
    });
    const errors = items.some((one) => 'error' in (Object.values(one)[0] ?? {}));
    return rewrite({ took: 1, errors, items }, number, options);
  };
  const sendBulk = async (request: WireRequest<'bulk'>, options: DeliveryOptions): Promise<unknown> => {
    const number = said.push(options) - 1;
    asked.push(operationsIn(request).map(inShort));
    waiting++;
    mostAtOnce = Math.max(mostAtOnce, waiting);
    try {
      await new Promise<void>((resolve, reject) => {
        const { signal } = options;
        const aborted = (): void =>
          reject(failure('REQUEST_ABORTED', { alias: 'default', api: 'bulk' }, signal?.reason));
        if (signal?.aborted === true) {
          aborted();
          return;
        }
        const forget = signal === undefined ? undefined : onAbort(signal, aborted);
        const open = (): void => {
          forget?.();
          resolve();
        };
        if (isHeld) gates.push(open);
        else setImmediate(open);
      });
      return answer(request, number, options);
    } finally {
      waiting--;
    }
  };
  const connection: Connection = {
    alias: 'default',
    cluster: {},
    send: (request, options = {}) => {
      sent.push(request);
      if (request.api !== 'bulk') return Promise.resolve(other(request) as never);
      return sendBulk(request as unknown as WireRequest<'bulk'>, options) as never;
    },
  };
  return {
    connection,
    sent,
    asked,
    said,
    get waiting() {
      return waiting;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    release(count) {
      if (count === undefined) isHeld = false;
      for (const open of gates.splice(0, count ?? gates.length)) open();
    },
  };
}

const successes: Readonly<Record<string, object>> = {
  create: { result: 'created', status: 201 },
  index: { result: 'created', status: 201 },
  update: { result: 'updated', status: 200, _version: 2 },
  delete: { result: 'deleted', status: 200, _version: 2 },
};

function operationsIn(request: WireRequest<'bulk'>): readonly ToldOperation[] {
  const { operations = [] } = request.params;
  return (operations as unknown as readonly string[]).map((text) => {
    const [line, source] = toLines({ params: { operations: [text] } });
    const [action = '', about = {}] = Object.entries(line as Record<string, ToldOperation['about']>)[0] ?? [];
    return { action, about, source };
  });
}

const made = /^[0-9a-f]{8}-|^[\w-]{20,}$/;

function inShort({ action, about: { _id, ...about } }: ToldOperation): string {
  const id = typeof _id === 'string' ? (made.test(_id) ? '*' : _id) : '-';
  const rest = Object.entries(about).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${action} ${id}${rest.join('')}`;
}

/** What Elasticsearch says of a document whose value does not fit its field. */
export const unparsable = {
  status: 400,
  error: { type: 'document_parsing_exception', reason: 'failed to parse field [year] of type [integer]' },
} as const;

/** Waits until everything has been done that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Gives what `input` gives, and counts. */
export function counting<T>(input: Iterable<T>): {
  readonly items: Generator<T>;
  taken: number;
  ended: boolean;
} {
  const count = { items: give(), taken: 0, ended: false };
  function* give(): Generator<T> {
    try {
      for (const one of input) {
        count.taken++;
        yield one;
      }
    } finally {
      count.ended = true;
    }
  }
  return count;
}

/** The BulkError with which a call ends. */
export async function bulkErrorOf<TDocument extends object | undefined = object>(
  call: Promise<unknown>,
): Promise<BulkError<TDocument>> {
  const error: unknown = await rejection(call);
  if (error instanceof BulkError) return error as BulkError<TDocument>;
  throw error;
}
