// Who is called at the points of a document's life: the methods of its class, then the subscribers of its DataSource.
import { failure } from '../errors/failure.js';
import { snapshotProperties } from '../hydration/beside-source.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { HookName } from '../metadata/hooks.js';
import type { AbstractClass } from '../types/class.js';

/** What a subscriber is told. */
export interface DocumentEvent<TDocument extends object = object> {
  readonly document: TDocument;
  readonly metadata: DocumentMetadata;
  /** The alias of the connection. */
  readonly connection: string;
  /** The document's id; undefined before one was made for it. */
  readonly id: string | undefined;
  /** Whether a delete only marks the document as deleted. */
  readonly soft?: boolean;
}

/**
 * Looks at, and may change, what happens to documents: logs, audits, checks across classes. Register it with
 * `new DataSource({ subscribers: [new Audit()] })`. Its methods are called after those of the document's class, and in
 * the order in which subscribers were registered; they may be async.
 *
 * @example
 * ```ts
 * class Audit implements DocumentSubscriber<Film> {
 *   listenTo() { return Film; }
 *   afterSave({ id }: DocumentEvent<Film>) { console.log('saved', id); }
 * }
 * ```
 */
export interface DocumentSubscriber<TDocument extends object = object> {
  /** The class whose documents it is told of, subclasses included. Default: all. */
  listenTo?(): AbstractClass<TDocument>;
  beforeSave?(event: DocumentEvent<TDocument>): void | Promise<void>;
  afterSave?(event: DocumentEvent<TDocument>): void | Promise<void>;
  beforeUpdate?(event: DocumentEvent<TDocument>): void | Promise<void>;
  afterUpdate?(event: DocumentEvent<TDocument>): void | Promise<void>;
  beforeDelete?(event: DocumentEvent<TDocument>): void | Promise<void>;
  afterDelete?(event: DocumentEvent<TDocument>): void | Promise<void>;
  afterLoad?(event: DocumentEvent<TDocument>): void | Promise<void>;
}

/** A subscriber to documents of any class. */
export interface AnySubscriber extends Omit<DocumentSubscriber<never>, 'listenTo'> {
  listenTo?(): AbstractClass;
}

type Methods = Readonly<Record<string, (() => unknown) | undefined>>;

/** Whether anything is called at this point of the life of a class's documents. */
export function hasHook(
  { hooks, discriminator }: DocumentMetadata,
  hook: HookName,
  subscribers: readonly DocumentSubscriber[],
): boolean {
  return (
    hooks[hook].length > 0 ||
    subscribers.some((subscriber) => subscriber[hook] !== undefined) ||
    [...(discriminator?.variants.values() ?? [])].some((variant) => variant.hooks[hook].length > 0)
  );
}

/** Calls who is to be called, one after the other. */
export async function runHooks(
  hook: HookName,
  event: DocumentEvent,
  subscribers: readonly DocumentSubscriber[],
): Promise<void> {
  const { document, metadata } = event;
  for (const method of metadata.hooks[hook]) await (document as Methods)[method]?.call(document);
  for (const subscriber of subscribers) {
    if (subscriber[hook] === undefined) continue;
    const target = subscriber.listenTo?.();
    if (target === undefined || document instanceof target) await subscriber[hook](event);
  }
}

const unchanged = (): void => undefined;

/** The same before a write. Gives what takes back the changes of the hooks, which is done already where one fails. */
export async function runHooksBefore(
  hook: HookName,
  event: DocumentEvent,
  subscribers: readonly DocumentSubscriber[],
): Promise<() => void> {
  if (!hasHook(event.metadata, hook, subscribers)) return unchanged;
  const snapshot = snapshotProperties(event.document);
  try {
    await runHooks(hook, event, subscribers);
    return snapshot();
  } catch (error) {
    snapshot()();
    throw error;
  }
}

/** The same after a write: what they throw does not undo it, and must not look as if nothing was written. */
export async function runHooksAfter(
  hook: HookName,
  event: DocumentEvent,
  subscribers: readonly DocumentSubscriber[],
): Promise<void> {
  try {
    await runHooks(hook, event, subscribers);
  } catch (error) {
    const { className } = event.metadata;
    throw failure('HOOK_FAILED', { className, hook, id: event.id ?? '' }, error);
  }
}
