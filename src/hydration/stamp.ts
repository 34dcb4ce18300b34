// What a document was made of, kept in a private slot of it: invisible to all but this file, and a tenth of the time of a
// WeakMap's entry, which counts where ten thousand documents come at once.
import { globalValue } from '../util/global-value.js';

/** A document as a cluster returns it. */
export interface StoredDocument {
  readonly _index: string;
  readonly _id?: string;
  readonly _version?: number | undefined;
  readonly _seq_no?: number | undefined;
  readonly _primary_term?: number | undefined;
  readonly _source?: unknown;
  /** Its source as JSON, after a line that says where it went: as a bulk request held it. Read when it is asked for. */
  readonly text?: string | undefined;
}

/** Where a document was read, and what was read. */
export interface Stamp {
  readonly cluster: object;
  readonly stored: StoredDocument;
}

// A constructor that returns an object gives it the private members of classes that extend it.
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- nothing else has this effect
class Given {
  constructor(document: object) {
    return document;
  }
}

class Stamped extends Given {
  #cluster: object | undefined;
  #stored: StoredDocument;

  private constructor(document: object, cluster: object, stored: StoredDocument) {
    super(document);
    this.#cluster = cluster;
    this.#stored = stored;
  }

  /** Whether the document says so now. One that takes no new members, or has the stamp of another cluster, does not. */
  static stamp(document: object, cluster: object, stored: StoredDocument): boolean {
    if (#cluster in document) {
      if (document.#cluster !== undefined && document.#cluster !== cluster) return false;
      document.#cluster = cluster;
      document.#stored = stored;
      return true;
    }
    if (!Object.isExtensible(document)) return false;
    new Stamped(document, cluster, stored);
    return true;
  }

  static read(document: object): Stamp | undefined {
    if (!(#cluster in document)) return undefined;
    const cluster = document.#cluster;
    return cluster === undefined ? undefined : { cluster, stored: document.#stored };
  }

  /** Makes a stamp say nothing. It can't be taken off. */
  static clear(document: object): void {
    if (#cluster in document) document.#cluster = undefined;
  }
}

/** The slot that both copies of the package use. */
export const stamps = globalValue('elastodm.stamps', () => ({
  stamp: (document: object, cluster: object, stored: StoredDocument) =>
    Stamped.stamp(document, cluster, stored),
  read: (document: object) => Stamped.read(document),
  clear: (document: object) => {
    Stamped.clear(document);
  },
}));
