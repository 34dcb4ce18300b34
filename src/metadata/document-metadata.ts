// What a class means, checked and frozen: the value that mapping, query, hydration and requests are computed from.
import type { Class } from '../types/class.js';
import type {
  ConnectionAlias,
  DocumentOptions,
  Dynamic,
  Hydration,
  RefreshPolicy,
} from './document-options.js';
import type { FieldBehavior } from './field-behavior.js';
import type { FieldType } from './field-types.js';
import type { Hooks } from './hooks.js';
import type { SearchLimits } from './search-limits.js';

/** One field of a class. */
export interface FieldMetadata {
  /** The property's name, which is the field's name too. */
  readonly name: string;
  readonly type: FieldType;
  /** The mapping options as Elasticsearch writes them, without `type`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the library does about the values: checks, conversions. */
  readonly behavior: FieldBehavior;
  /** The class of an object field. */
  readonly object?: ObjectMetadata;
}

/** A class with fields: a document, or the class of an object field. */
export interface ObjectMetadata {
  readonly target: Class;
  readonly className: string;
  /** Base class first, then in the order of declaration. */
  readonly fields: readonly FieldMetadata[];
}

/** The property that holds a document's `_version`. */
export interface VersionProperty {
  readonly name: string;
  /** Whether the version is the user's own, and Elasticsearch only compares it. */
  readonly type: 'internal' | 'external' | 'external_gte';
}

/** The properties that are dates of the document's own life. All are fields too. */
export interface Timestamps {
  readonly createdAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly deletedAt: string | undefined;
}

/** How documents of several classes in one index are told apart. */
export interface DiscriminatorMetadata {
  /** The keyword field that says what a document is. */
  readonly field: string;
  /** What it says for this class; undefined for a base class, which is never saved itself. */
  readonly value: string | undefined;
  /** This class and its subclasses by their values: what a document that is read may be. */
  readonly variants: ReadonlyMap<string, DocumentMetadata>;
}

/** Gives the index of a new document. */
export type IndexFunction = (document: object) => string;

/** A class with `@Document`. */
export interface DocumentMetadata extends ObjectMetadata {
  /** Where documents are read: an index, an alias, a data stream, or a pattern. */
  readonly index: string;
  /** Where a new document is written, when that is not `index`. */
  readonly indexOf: IndexFunction | undefined;
  /** Where documents are read at this moment, when that is narrower than `index`. */
  readonly readFrom: (() => string) | undefined;
  readonly dataStream: boolean;
  readonly requireAlias: boolean | undefined;
  readonly connection: ConnectionAlias;
  /** The property that holds the `_id`. */
  readonly idProperty: string | undefined;
  readonly versionProperty: VersionProperty | undefined;
  readonly dynamic: Dynamic;
  /** The property whose value is the routing. */
  readonly routing: string | undefined;
  readonly timestamps: Timestamps;
  readonly discriminator: DiscriminatorMetadata | undefined;
  readonly hooks: Hooks;
  readonly refresh: RefreshPolicy | undefined;
  readonly hydration: Hydration | undefined;
  /** How much a search may ask for. */
  readonly limits: SearchLimits;
  readonly settings: NonNullable<DocumentOptions['settings']>;
  readonly aliases: NonNullable<DocumentOptions['aliases']>;
  readonly mappings: NonNullable<DocumentOptions['mappings']>;
}
