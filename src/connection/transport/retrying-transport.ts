// The official client's transport with promises kept: one deadline for each call, retries that do no harm, nodes that
// are looked up without risk, and an end that waits for what is under way.
import { Transport, UndiciConnection, errors } from '@elastic/elasticsearch';
import type {
  TransportRequestOptions,
  TransportRequestOptionsWithMeta,
  TransportRequestParams,
  TransportResult,
} from '@elastic/elasticsearch';
import type { Logger } from '../../types/logger.js';
import { onAbort } from '../../util/on-abort.js';
import { callKey, createAttempt, createCall, registerAttempt } from './attempt.js';
import type { Attempt, Call, Trouble } from './attempt.js';
import type { Clock } from './clock.js';
import type { ConnectionSettings } from '../options/connection-settings.js';
import { holdsBigint } from '../../util/exact-json.js';
import { isDoneInParts, isRepeatable } from './is-repeatable.js';
import { isTraced } from './is-traced.js';
import { RetryBudget } from './retry-budget.js';
import { backoff, retryAfter } from './retry-delay.js';
import { toSniffedNodes } from './sniffed-nodes.js';
import { toMilliseconds } from './to-milliseconds.js';

type TransportOptions = ConstructorParameters<typeof Transport>[0];
type Node = NonNullable<ReturnType<Transport['getConnection']>>;
type GetConnectionOptions = Parameters<Transport['getConnection']>[0];
type Result = TransportResult;
type LookUpReason = 'start' | 'delay' | 'failure' | 'request';
type Options = TransportRequestOptions & { readonly [callKey]?: Call };

export interface TransportEnvironment {
  readonly settings: ConnectionSettings;
  readonly clock: Clock;
  readonly logger: Logger;
}

// What is tried again on principle; the others would only fail again.
const retriedTroubles: ReadonlySet<Trouble> = new Set(['unsent', 'broken', 'corrupt', 'status', 'timeout']);
// After these, a write may have been applied.
const ambiguousTroubles: ReadonlySet<Trouble> = new Set([
  'broken',
  'corrupt',
  'too-large',
  'timeout',
  'aborted',
  'closed',
]);
// After these, another node is the better choice.
const nodeTroubles: ReadonlySet<Trouble> = new Set(['unsent', 'broken', 'corrupt', 'timeout', 'tls']);
// The least time between two look-ups after failures, where `snifferDelay` says nothing.
const lookUpPause = 1000;

const untraced = { enabled: false };
const withoutQuery = { captureSearchQuery: false };

// The client writes a query for its spans in a way of its own, which knows no bigint.
function toTracing(
  { body }: TransportRequestParams,
  { openTelemetry }: Options,
): NonNullable<Options['openTelemetry']> {
  if (!isTraced()) return openTelemetry ?? untraced;
  return holdsBigint(body) ? { ...openTelemetry, ...withoutQuery } : (openTelemetry ?? {});
}

/** One call of the client: its attempts share a deadline. */
class Operation {
  readonly call: Call;
  readonly maxRetries: number;
  /** The nodes that failed, which a repetition avoids. */
  readonly avoid = new Set<Node>();
  /** The client's number for the request, the same for all attempts. */
  id: unknown = undefined;
  /** Who ended the operation from outside. */
  ended: 'aborted' | 'closed' | undefined = undefined;
  /** What ends the attempt, or the wait, that is under way. */
  interrupt: ((trouble: Trouble) => void) | undefined = undefined;

  constructor(
    readonly params: TransportRequestParams,
    readonly options: Options,
    readonly deadline: number,
    maxRetries: number,
  ) {
    this.call = options[callKey] ?? createCall(isRepeatable(params));
    // A stream can't be sent twice.
    this.maxRetries = isStream(params.body ?? params.bulkBody) ? 0 : maxRetries;
  }

  get api(): string {
    return this.params.meta?.name ?? `${this.params.method} ${this.params.path}`;
  }

  end(trouble: 'aborted' | 'closed'): void {
    this.ended ??= trouble;
    this.interrupt?.(trouble);
  }
}

class RetryingTransport extends Transport {
  readonly #environment: TransportEnvironment;
  readonly #budget = new RetryBudget();
  readonly #operations = new Set<Operation>();
  readonly #avoid = new Map<unknown, ReadonlySet<Node>>();
  readonly #lost = new Set<Node>();
  #started: Promise<void> | undefined;
  #lookedUp: number;
  #lookingUp = false;
  #endLookUp: (() => void) | undefined;
  #closed = false;
  #idle: (() => void) | undefined;

  constructor(options: TransportOptions, environment: TransportEnvironment) {
    // The base class would look up nodes from its constructor, and does not survive a bad answer.
    super({
      ...options,
      ...vendoredHeaders(environment.settings),
      sniffOnStart: false,
      sniffInterval: false,
      sniffOnConnectionFault: false,
    });
    this.#environment = environment;
    this.#lookedUp = environment.clock.now();
  }

  override request<TResponse = unknown, TContext = unknown>(
    params: TransportRequestParams,
    options?: TransportRequestOptionsWithMeta,
  ): Promise<TransportResult<TResponse, TContext>>;
  override request<TResponse = unknown>(
    params: TransportRequestParams,
    options?: TransportRequestOptions,
  ): Promise<TResponse>;
  override async request(params: TransportRequestParams, options: Options = {}): Promise<unknown> {
    const { settings, clock } = this.#environment;
    const timeout = toMilliseconds(options.requestTimeout) ?? settings.timeout;
    const retries = options.maxRetries ?? settings.maxRetries;
    const operation = new Operation(params, options, clock.now() + timeout, retries);
    const { signal } = options;
    if (this.#closed) operation.end('closed');
    if (signal?.aborted === true) operation.end('aborted');
    const release = signal === undefined ? undefined : onAbort(signal, () => operation.end('aborted'));
    this.#operations.add(operation);
    try {
      if (settings.sniffOnStart) await this.#afterStart(operation);
      const result = await this.#perform(operation);
      return options.meta === true ? result : result.body;
    } finally {
      release?.();
      this.#operations.delete(operation);
      if (operation.id !== undefined) this.#avoid.delete(operation.id);
      if (this.#operations.size === 0) this.#idle?.();
    }
  }

  override getConnection(options: GetConnectionOptions): ReturnType<Transport['getConnection']> {
    const { settings, clock } = this.#environment;
    if (settings.snifferDelay !== undefined && clock.now() - this.#lookedUp >= settings.snifferDelay)
      void this.#lookUp('delay');
    const avoid = this.#avoid.get(options.requestId);
    let node = super.getConnection(options);
    if (avoid === undefined) return node;
    const { connections } = this.connectionPool;
    for (let tries = connections.length; tries > 0 && node !== null && avoid.has(node); tries--) {
      node = super.getConnection(options);
    }
    if (node !== null && !avoid.has(node)) return node;
    return connections.find((other) => !avoid.has(other)) ?? node;
  }

  /** Asks the cluster for its nodes, in the background. An answer that can't be used changes nothing. */
  override sniff(): void {
    void this.#lookUp('request');
  }

  /** Takes no more requests, waits so long for those under way, and ends the others. */
  async shutDown(milliseconds: number): Promise<void> {
    const { clock } = this.#environment;
    const end = clock.now() + milliseconds;
    this.#closed = true;
    this.#endLookUp?.();
    if (this.#operations.size > 0) {
      await new Promise<void>((resolve) => {
        const cancel = clock.wait(milliseconds, resolve);
        this.#idle = () => {
          cancel();
          resolve();
        };
      });
    }
    for (const operation of this.#operations) operation.end('closed');
    // What still holds sockets: handshakes that do not end, and streams that nobody reads.
    const { connections } = this.connectionPool;
    const cancel = clock.wait(Math.max(0, end - clock.now()), () => {
      for (const node of connections) destroy(node);
    });
    await Promise.all(connections.map((node) => node.close()));
    cancel();
  }

  // The first requests wait until the nodes were looked up, but not beyond their own end.
  #afterStart(operation: Operation): Promise<void> {
    const { clock } = this.#environment;
    this.#started ??= this.#lookUp('start');
    const { promise, resolve } = withResolver();
    const cancel = clock.after(Math.max(0, operation.deadline - clock.now()), resolve);
    operation.interrupt = resolve;
    if (operation.ended !== undefined) resolve();
    void this.#started.then(resolve);
    return promise.finally(cancel);
  }

  async #perform(operation: Operation): Promise<Result> {
    for (let number = 0; ; number++) {
      const attempt = createAttempt(number, operation.call.exact);
      let failed: unknown;
      try {
        const result = await this.#attempt(operation, attempt);
        if (!isRedirect(result.statusCode)) return this.#answered(operation, attempt, result);
        failed = new errors.ResponseError(result);
      } catch (error) {
        failed = error;
      }
      const wait = this.#toWait(operation, attempt, failed);
      if (wait === undefined) throw toThrow(operation, failed);
      if (wait > 0) await this.#pause(operation, wait);
    }
  }

  #answered({ call }: Operation, { inexactText }: Attempt, result: Result): Result {
    call.inexactText = inexactText;
    call.replayed = call.mayBeApplied;
    call.trouble = undefined;
    this.#goesWell(result.meta.connection);
    return result;
  }

  async #attempt(operation: Operation, attempt: Attempt): Promise<Result> {
    const { settings, clock } = this.#environment;
    const { params, options, call, deadline, maxRetries, id } = operation;
    if (operation.ended !== undefined) {
      attempt.trouble = operation.ended;
      throw new errors.RequestAbortedError('Request aborted');
    }
    attempt.sent = true;
    const controller = new AbortController();
    // The caller reads a stream when we are done with it.
    const signal =
      options.asStream === true && options.signal !== undefined
        ? AbortSignal.any([controller.signal, options.signal])
        : controller.signal;
    registerAttempt(signal, attempt);
    operation.interrupt = (trouble) => {
      attempt.trouble ??= trouble;
      controller.abort();
    };
    const shares = settings.retryOnTimeout && call.repeatable ? maxRetries - attempt.number + 1 : 1;
    const share = Math.max(0, deadline - clock.now()) / shares;
    const cancel = clock.after(share, () => operation.interrupt?.('timeout'));
    try {
      return await super.request<unknown, unknown>(params, {
        ...options,
        openTelemetry: toTracing(params, options),
        ...(id === undefined ? {} : { id }),
        maxRetries: 0,
        meta: true,
        signal,
      });
    } finally {
      cancel();
      operation.interrupt = undefined;
    }
  }

  /** How long to wait before the next attempt; undefined where there is none. Notes what came of this one. */
  #toWait(operation: Operation, attempt: Attempt, failed: unknown): number | undefined {
    const { settings, clock } = this.#environment;
    const { params, call, avoid } = operation;
    const trouble = attempt.trouble ?? troubleOf(failed);
    const result = resultOf(failed);
    // The client's errors hold a copy of the node.
    const { node } = attempt;
    const status = trouble === 'status' ? (result?.statusCode ?? 0) : undefined;
    const ambiguous = attempt.sent && isAmbiguous(trouble, result, isDoneInParts(params));
    call.trouble = trouble;
    call.replayed = call.mayBeApplied;
    call.mayBeApplied ||= ambiguous;
    if (node !== undefined) call.host = hostOf(node);
    const retried =
      status === undefined
        ? retriedTroubles.has(trouble) && (trouble !== 'timeout' || settings.retryOnTimeout)
        : settings.retryOnStatus.has(status) && !isBlocked(result) && !isReport(result?.body);
    if (status !== undefined && !retried) this.#goesWell(node ?? null);
    if (node !== undefined && (retried || nodeTroubles.has(trouble))) this.#suspect(node, trouble, avoid);
    if (!retried || (ambiguous && !call.repeatable) || attempt.number >= operation.maxRetries)
      return undefined;

    const others = this.connectionPool.connections.some((other) => !avoid.has(other));
    const asked = retryAfter(result?.headers['retry-after'], clock) ?? 0;
    const wait = others && status === undefined ? 0 : Math.max(asked, backoff(attempt.number, clock));
    if (clock.now() + wait >= operation.deadline) return undefined;
    const told = {
      api: operation.api,
      attempt: attempt.number + 1,
      trouble,
      ...(status === undefined ? {} : { status }),
      ...(call.host === undefined ? {} : { host: call.host }),
    };
    if (!this.#budget.take()) {
      this.#tell('warn', 'no retry: too many requests fail', told);
      return undefined;
    }
    this.#tell('warn', 'retry', { ...told, delay: Math.round(wait) });
    operation.id ??= result?.meta.request.id as unknown;
    if (operation.id !== undefined) this.#avoid.set(operation.id, avoid);
    return wait;
  }

  #pause(operation: Operation, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#environment.clock.wait(milliseconds, resolve);
      operation.interrupt = () => {
        cancel();
        resolve();
      };
      if (operation.ended !== undefined) operation.interrupt(operation.ended);
    });
  }

  #goesWell(node: Node | null): void {
    this.#budget.giveBack();
    if (node === null || !this.#lost.delete(node)) return;
    this.#tell('info', 'node is back', { host: hostOf(node) });
    const others = this.connectionPool.connections.filter((other) => other !== node);
    // When all were lost, it was for the same reason: those that come back later would hardly be asked any more.
    if (others.every((other) => this.#lost.has(other))) {
      for (const other of others) this.connectionPool.markAlive(other);
    }
  }

  #suspect(node: Node, trouble: Trouble, avoid: Set<Node>): void {
    const { settings, clock } = this.#environment;
    avoid.add(node);
    // What we ended ourselves, the base class does not hold against the node.
    if (trouble === 'timeout') this.connectionPool.markDead(node);
    if (trouble === 'status') return;
    if (!this.#lost.has(node)) {
      this.#lost.add(node);
      this.#tell('warn', 'node is lost', { host: hostOf(node), trouble });
    }
    const pause = settings.snifferDelay ?? lookUpPause;
    if (settings.sniffOnConnectionFail && clock.now() - this.#lookedUp >= pause) void this.#lookUp('failure');
  }

  async #lookUp(reason: LookUpReason): Promise<void> {
    if (this.#lookingUp || this.#closed) return;
    const { settings, clock } = this.#environment;
    this.#lookingUp = true;
    this.#lookedUp = clock.now();
    const controller = new AbortController();
    const attempt = createAttempt(0);
    registerAttempt(controller.signal, attempt);
    this.#endLookUp = () => {
      attempt.trouble ??= 'timeout';
      controller.abort();
    };
    const cancel = clock.after(settings.sniffTimeout, this.#endLookUp);
    try {
      const result = await super.request<unknown, unknown>(
        { method: 'GET', path: this.sniffEndpoint ?? '/_nodes/_all/http' },
        { meta: true, maxRetries: 0, signal: controller.signal },
      );
      const urls = toSniffedNodes(result.body, result.meta.connection?.url.protocol ?? 'http:');
      if (urls.length === 0) throw new Error('the answer names no node that can be used');
      this.#lost.clear();
      // By their addresses, not by their ids: a node that came back at another one would be looked for at the first.
      this.connectionPool.update(urls.map((url) => ({ id: url.href, url })));
      this.#tell('info', 'nodes were looked up', { reason, hosts: urls.map(({ origin }) => origin) });
    } catch (error) {
      const problem = attempt.trouble ?? (error instanceof Error ? error.message : String(error));
      this.#tell('warn', 'nodes could not be looked up; those known are kept', { reason, problem });
    } finally {
      cancel();
      this.#endLookUp = undefined;
      this.#lookingUp = false;
    }
  }

  #tell(level: keyof Logger, message: string, details: Readonly<Record<string, unknown>>): void {
    const { logger, settings } = this.#environment;
    logger[level](message, { alias: settings.alias, ...details });
  }
}

/** The transport class of a connection with these settings, for the official client. */
export function createTransportClass(environment: TransportEnvironment): typeof Transport {
  return class extends RetryingTransport {
    constructor(options: TransportOptions) {
      super(options, environment);
    }
  };
}

/** Ends a client's transport in an orderly way, where it is one of ours. */
export async function shutDown(transport: Transport, milliseconds: number): Promise<void> {
  if (transport instanceof RetryingTransport) await transport.shutDown(milliseconds);
}

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

// What a client's error says where our socket has said nothing: of other socket classes, and of the client itself.
function troubleOf(error: unknown): Trouble {
  if (error instanceof errors.ResponseError) return 'status';
  if (error instanceof errors.TimeoutError) return 'timeout';
  if (error instanceof errors.ConnectionError) return 'broken';
  if (error instanceof errors.DeserializationError) return 'corrupt';
  if (error instanceof errors.RequestAbortedError) return 'aborted';
  if (error instanceof errors.NoLivingConnectionsError) return 'unsent';
  return 'other';
}

function resultOf(error: unknown): Result | undefined {
  return error instanceof errors.ElasticsearchClientError && 'meta' in error
    ? ((error.meta as Result | undefined) ?? undefined)
    : undefined;
}

// A gateway that got no answer, or an answer that is not the cluster's own refusal, leaves open what the cluster did.
function isAmbiguous(trouble: Trouble, result: Result | undefined, inParts: boolean): boolean {
  if (trouble !== 'status') return ambiguousTroubles.has(trouble);
  const status = result?.statusCode ?? 0;
  if (isReport(result?.body)) return false;
  if (status === 408 || status === 502 || status === 504) return true;
  // What is done in parts may be refused in the middle.
  if (inParts && status === 429) return true;
  return status >= 500 && (inParts || !isServerError(result?.body));
}

// A write by query that was broken off says what it has done and what failed: that is its outcome.
function isReport(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'failures' in body && !('error' in body);
}

// An index that takes no writes for want of disk space answers 429, and goes on doing so.
function isBlocked(result: Result | undefined): boolean {
  const { error } = (result?.body ?? {}) as { readonly error?: { readonly type?: unknown } };
  return result?.statusCode === 429 && error?.type === 'cluster_block_exception';
}

function isServerError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body;
}

function toThrow({ call }: Operation, failed: unknown): unknown {
  const meta = resultOf(failed);
  if (call.trouble === 'timeout' && !(failed instanceof errors.TimeoutError))
    return new errors.TimeoutError('Request timed out', meta);
  if (call.trouble === 'closed') return new errors.ConnectionError('The connection was closed', meta);
  return failed;
}

function destroy(node: Node): void {
  if (node instanceof UndiciConnection) node.pool.destroy().catch(() => undefined);
}

function hostOf(node: Node): string {
  return `${node.url.protocol}//${node.url.host}`;
}

function vendoredHeaders({ compatibility }: ConnectionSettings): Pick<TransportOptions, 'vendoredHeaders'> {
  if (compatibility === undefined) return {};
  const type = (kind: string): string =>
    `application/vnd.elasticsearch+${kind}; compatible-with=${compatibility}`;
  return {
    vendoredHeaders: {
      jsonContentType: type('json'),
      ndjsonContentType: type('x-ndjson'),
      accept: `${type('json')},text/plain`,
    },
  };
}
