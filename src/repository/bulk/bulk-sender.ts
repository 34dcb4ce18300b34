// The engine of a bulk write: gathers operations into requests, has several of them under way, and keeps account of each.
import { BulkError, ElastodmError } from '../../errors/elastodm-error.js';
import type { BulkResult } from '../../errors/elastodm-error.js';
import { failure } from '../../errors/failure.js';
import { onAbort } from '../../util/on-abort.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkSettings } from './bulk-options.js';
import { BulkTally, notSent, toFailedHow } from './bulk-tally.js';
import type { FailedHow } from './bulk-tally.js';
import { Chunk, sizeOf } from './chunk.js';
import { deliver } from './deliver.js';
import type { Delivery, Stop } from './deliver.js';
import { Pace } from './pace.js';
import { keyOf, prepareItem, subjectOf } from './prepare-item.js';
import type { AnyOperation } from './prepare-item.js';
import type { Preparation } from './prepare-save.js';

/** One bulk write. Operations are added one after another: `add` must not be called before what it returned resolved. */
export class BulkSender {
  readonly #preparation: Preparation;
  readonly #settings: BulkSettings;
  readonly #pace: Pace;
  readonly #tally: BulkTally;
  readonly #delivery: Delivery;
  // Those that go to the class's own index, and the others: the former may have requirements of it.
  readonly #filling = new Map<boolean, Chunk>();
  readonly #ready: Chunk[] = [];
  readonly #active = new Set<Chunk>();
  readonly #underWay = new Set<object | string>();
  readonly #waiting: (() => void)[] = [];
  readonly #controller = new AbortController();
  readonly #release: (() => void) | undefined;
  // The position of an operation that waits for its turn, or is being prepared, which may take time.
  #inHand: number | undefined;
  #drop: (() => void) | undefined;
  #stop: Stop | undefined;
  #isDeaf = false;

  constructor(preparation: Preparation, settings: BulkSettings) {
    this.#preparation = preparation;
    this.#settings = settings;
    this.#pace = new Pace(settings);
    this.#tally = new BulkTally(this.#guarded(settings.onFailure));
    this.#delivery = {
      preparation,
      settings,
      tally: this.#tally,
      pace: this.#pace,
      signal: this.#controller.signal,
      isEnding: () => this.#stop?.isEnd === true,
      stop: (stop) => this.stop(stop),
      fail: (item, how) => {
        this.#failItem(item, how);
        this.#count();
      },
    };
    const { signal } = settings;
    if (signal === undefined) return;
    const aborted = (): void => this.abort(this.#aborted(signal.reason));
    if (signal.aborted) aborted();
    else this.#release = onAbort(signal, aborted);
  }

  get stopped(): Stop | undefined {
    return this.#stop;
  }

  /** Whether no more is taken. */
  isStopped(): boolean {
    return this.#stop !== undefined;
  }

  /** How many requests were made. */
  get requests(): number {
    return this.#tally.requests;
  }

  /** Takes an operation. What is returned, if anything, is to be waited for before the next one is added. */
  add(asked: AnyOperation): Promise<void> | undefined {
    return this.#take(asked, this.#tally.read++);
  }

  /** Takes an item that was prepared before. */
  addItem(item: BulkItem): Promise<void> | undefined {
    this.#tally.read++;
    if (!this.#underWay.has(item.key)) return this.#place(item);
    return this.#gone(item.key, item.position).then(() => this.#place(item));
  }

  /** Sends what was gathered, and waits until nothing is under way. */
  async flush(): Promise<void> {
    this.#dispatchAll();
    // Not for what others add meanwhile.
    const chunks = [...this.#active, ...this.#ready];
    const isOpen = (chunk: Chunk): boolean => this.#active.has(chunk) || this.#ready.includes(chunk);
    while (chunks.some(isOpen)) await this.#change();
  }

  /** Takes no more, drops what was not sent, and lets what is under way come to its end. */
  stop(stop: Stop): void {
    if (this.#stop !== undefined) return;
    this.#stop = stop;
    const dropped = [...this.#ready, ...this.#filling.values()];
    this.#ready.length = 0;
    this.#filling.clear();
    for (const item of dropped.flatMap(({ items }) => items)) {
      this.#underWay.delete(item.key);
      this.#failItem(item, this.#notSent());
    }
    this.#drop?.();
    this.#wake();
  }

  /** The same, and ends what is under way: its outcome stays unknown. */
  abort(cause: unknown): void {
    this.stop({ reason: 'it was aborted', cause, isRequest: true });
    this.#controller.abort(cause instanceof ElastodmError ? cause.cause : cause);
  }

  /** The same when the time to close is up. */
  end(): void {
    this.stop({ reason: 'the time to close was up', isRequest: false, isEnd: true });
    this.#controller.abort();
  }

  /** Resolves when it was stopped. */
  async whenStopped(): Promise<void> {
    while (this.#stop === undefined) await this.#change();
  }

  /** What came of it so far. */
  result(): BulkResult<object | undefined> {
    return this.#tally.result(this.#settled());
  }

  /** What came of it in the end. Throws a BulkError where it stopped early, or where failures are to be thrown. */
  outcome(): BulkResult<object | undefined> {
    this.#release?.();
    const result = this.result();
    const isThrown = this.#settings.failures !== 'collect';
    const [hookError] = result.hookErrors;
    const { reason, cause, isEnd = false } = this.#stop ?? {};
    if (reason !== undefined && !isEnd) throw new BulkError(this.#metadata.className, result, reason, cause);
    // Documents that are not stored come first.
    if (result.failures.length > 0 && isThrown) {
      throw new BulkError(this.#metadata.className, result, undefined, hookError);
    }
    if (hookError !== undefined && isThrown) throw hookError;
    return result;
  }

  get #metadata() {
    return this.#preparation.context.metadata;
  }

  #aborted(reason: unknown): ElastodmError {
    return failure('REQUEST_ABORTED', { alias: this.#preparation.connection.alias, api: 'bulk' }, reason);
  }

  #take(asked: AnyOperation, position: number): Promise<void> | undefined {
    if (this.#stop !== undefined) {
      this.#fail(asked, position, this.#notSent());
      return undefined;
    }
    try {
      const key = keyOf(this.#metadata, subjectOf(this.#metadata.className, asked));
      // What is new has an id afterwards, which is another key.
      if (this.#underWay.has(key)) return this.#gone(key, position).then(() => this.#take(asked, position));
      const item = prepareItem(this.#preparation, asked, { position, key });
      return item instanceof Promise ? this.#prepared(item, asked, position) : this.#place(item);
    } catch (error) {
      this.#refuse(asked, position, error);
      return undefined;
    }
  }

  // A stop does not wait for a hook: the operation counts as not sent at once.
  #prepared(item: Promise<BulkItem>, asked: AnyOperation, position: number): Promise<void> {
    this.#inHand = position;
    return new Promise((resolve) => {
      const drop = (): void => {
        this.#let(drop);
        this.#fail(asked, position, this.#notSent());
        resolve();
      };
      this.#drop = drop;
      item.then(
        (ready) => {
          if (this.#let(drop)) resolve(this.#placeAgain(ready));
          else ready.undo();
        },
        (error: unknown) => {
          if (this.#let(drop)) this.#refuse(asked, position, error);
          resolve();
        },
      );
    });
  }

  // A hook may have given it an id, under which something else is under way.
  #placeAgain(item: BulkItem): Promise<void> | undefined {
    const key = item.document === undefined ? item.key : keyOf(this.#metadata, item.document);
    const ready = key === item.key ? item : { ...item, key };
    if (!this.#underWay.has(key)) return this.#place(ready);
    return this.#gone(key, item.position).then(() => this.#place(ready));
  }

  // Whether it was still in hand.
  #let(drop: () => void): boolean {
    if (this.#drop !== drop) return false;
    this.#drop = undefined;
    this.#inHand = undefined;
    return true;
  }

  #place(item: BulkItem): Promise<void> | undefined {
    if (this.#stop !== undefined) {
      this.#failItem(item, this.#notSent());
      return undefined;
    }
    if (item.kind === 'nothing') {
      if (item.isMissing) this.#tally.missing++;
      else this.#tally.succeeded++;
      return undefined;
    }
    this.#underWay.add(item.key);
    const bytes = sizeOf(item);
    const chunk = this.#filling.get(item.isOwn);
    if (chunk === undefined) {
      this.#filling.set(item.isOwn, new Chunk(item, bytes));
      return undefined;
    }
    const { chunkBytes, chunkSize } = this.#pace;
    if (chunk.bytes + bytes <= chunkBytes && chunk.items.length < chunkSize) {
      chunk.add(item, bytes);
      return undefined;
    }
    this.#filling.set(item.isOwn, new Chunk(item, bytes));
    this.#ready.push(chunk);
    this.#pump();
    return this.#room();
  }

  // Until what is ready has left: then sockets get their turn.
  async #room(): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    while (this.#ready.length > 0) await this.#change();
  }

  // Until nothing of this key is under way.
  async #gone(key: object | string, position: number): Promise<void> {
    this.#inHand = position;
    this.#dispatchAll();
    while (this.#underWay.has(key)) await this.#change();
    this.#inHand = undefined;
  }

  #dispatchAll(): void {
    this.#ready.push(...this.#filling.values());
    this.#filling.clear();
    this.#pump();
  }

  #pump(): void {
    while (this.#active.size < this.#pace.concurrency) {
      const chunk = this.#ready.shift();
      if (chunk === undefined) return;
      this.#active.add(chunk);
      void this.#run(chunk);
    }
  }

  async #run(chunk: Chunk): Promise<void> {
    try {
      await deliver(chunk, this.#delivery);
    } catch (error) {
      // What no server and no connection says: a defect, of ours or of a callback.
      this.stop({ reason: toFailedHow(error, 'unknown').reason, cause: error, isRequest: false });
    }
    for (const { key } of chunk.items) this.#underWay.delete(key);
    this.#active.delete(chunk);
    this.#tell();
    this.#pump();
    this.#wake();
  }

  #refuse(asked: AnyOperation, position: number, error: unknown): void {
    this.#fail(asked, position, toFailedHow(error, 'rejected'));
    this.#count();
  }

  // What was said may be anything: no item was made of it.
  #fail(asked: AnyOperation | undefined | null, position: number, how: FailedHow): void {
    const said = (typeof asked === 'object' && asked !== null ? asked : {}) as Readonly<
      Record<string, unknown>
    >;
    const operation = 'update' in said ? 'update' : 'delete' in said ? 'delete' : 'save';
    const subject = said[operation];
    const document = typeof subject === 'object' && subject !== null ? subject : undefined;
    // Text in place of a document is no id.
    const id = operation === 'save' && document === undefined ? undefined : this.#idOf(subject);
    this.#tally.fail({ operation, position, document, id }, how);
  }

  #idOf(subject: unknown): string | undefined {
    try {
      const key = keyOf(this.#metadata, subject);
      return typeof key === 'string' ? key : undefined;
    } catch {
      // It is no id.
      return undefined;
    }
  }

  #notSent(): FailedHow {
    const reason = `it was not sent: ${this.#stop?.reason ?? ''}`;
    return { outcome: 'rejected', status: 0, type: notSent, reason };
  }

  #failItem(item: BulkItem, how: FailedHow): void {
    item.undo();
    const { operation, position, document, id } = item;
    // A new document has no id until it is stored.
    const isNew = item.kind === 'save' && item.api === 'create' && how.outcome === 'rejected';
    this.#tally.fail({ operation, position, document, id: isNew || id === '' ? undefined : id }, how);
  }

  #count(): void {
    const { maxFailures } = this.#settings;
    if (this.#tally.failed <= maxFailures) return;
    this.stop({ reason: `more than ${maxFailures} failed`, isRequest: false });
  }

  #tell(): void {
    const { onProgress } = this.#settings;
    if (onProgress === undefined) return;
    try {
      const told = onProgress({
        ...this.#tally.counts(this.#settled()),
        underWay: this.#active.size,
      });
      this.#watch('onProgress', told);
    } catch (error) {
      this.#threw('onProgress', error);
    }
  }

  // A callback that throws ends the write.
  #guarded(onFailure: BulkSettings['onFailure']): BulkSettings['onFailure'] {
    if (onFailure === undefined) return undefined;
    return (failed) => {
      if (this.#isDeaf) return;
      try {
        this.#watch('onFailure', onFailure(failed));
      } catch (error) {
        this.#isDeaf = true;
        this.#threw('onFailure', error);
      }
    };
  }

  // A callback may be async; nobody waits for it.
  #watch(name: string, told: unknown): void {
    if (told instanceof Promise) told.catch((error: unknown) => this.#threw(name, error));
  }

  #threw(name: string, cause: unknown): void {
    this.stop({ reason: `\`${name}\` threw`, cause, isRequest: false });
  }

  // Whatever is before the first that is still on its way has come to its end.
  #settled(): number {
    const open = [...this.#active, ...this.#ready, ...this.#filling.values()];
    const taken = this.#inHand ?? this.#tally.read;
    return open.reduce((least, { items }) => Math.min(least, items[0]?.position ?? least), taken);
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
