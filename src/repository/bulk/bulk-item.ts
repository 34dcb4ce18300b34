// One operation of a bulk write, ready to be sent. Types only.
import type { DocumentMetadata } from '../../metadata/document-metadata.js';
import type { HookName } from '../../metadata/hooks.js';
import type { AnsweredItem } from '../../response/to-bulk-items.js';
import type { SaveOperation } from '../../request/to-save-request.js';

interface Base {
  readonly operation: 'save' | 'update' | 'delete';
  /** Its place in the input. */
  readonly position: number;
  /** What is under way only once at a time, so that what is done to a document is done in order. */
  readonly key: object | string;
  readonly document: object | undefined;
  /** The id that it is sent under; empty where the cluster makes it. */
  readonly id: string;
  readonly metadata: DocumentMetadata;
  /** Its lines of the request; empty where there is nothing to send. */
  readonly text: string;
  /** Whether it goes to the class's own index. */
  readonly isOwn: boolean;
  /** Takes back what hooks changed. */
  readonly undo: () => void;
  /** The hook that is called on the document afterwards. */
  readonly after: HookName;
}

/** A document that is sent as a whole. */
export interface SaveItem extends Base {
  readonly kind: 'save';
  readonly document: object;
  /** Whether it is one that is not stored yet, under an id that was made for it. */
  readonly api: SaveOperation['api'];
  /** Property values that were sent in place of the document's own, and become its own. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** A part of a document, or a script. */
export interface UpdateItem extends Base {
  readonly kind: 'update';
  /** What is stored when it succeeded becomes what the document holds; undefined for an id. */
  readonly written: ((answered: AnsweredItem) => Promise<unknown> | undefined) | undefined;
}

export interface DeleteItem extends Base {
  readonly kind: 'delete';
}

/** What needs no request: a document that did not change, or one to be deleted that is not there. */
export interface NothingItem extends Base {
  readonly kind: 'nothing';
  readonly isMissing: boolean;
}

export type BulkItem = SaveItem | UpdateItem | DeleteItem | NothingItem;
