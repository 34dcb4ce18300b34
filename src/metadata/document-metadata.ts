// What a class means, checked and frozen: the value that mapping, query, hydration and requests are computed from.
import type { Class } from '../types/class.js';
import type { ConnectionAlias, DocumentOptions, Dynamic } from './document-options.js';
import type { FieldType } from './field-types.js';

/** One field of a class. */
export interface FieldMetadata {
  /** The property's name, which is the field's name too. */
  readonly name: string;
  readonly type: FieldType;
  /** The mapping options as Elasticsearch writes them, without `type`. */
  readonly options: Readonly<Record<string, unknown>>;
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

/** A class with `@Document`. */
export interface DocumentMetadata extends ObjectMetadata {
  readonly index: string;
  readonly connection: ConnectionAlias;
  /** The property that holds the `_id`. */
  readonly idProperty: string | undefined;
  readonly dynamic: Dynamic;
  /** The field whose value is the routing. */
  readonly routing: string | undefined;
  readonly settings: NonNullable<DocumentOptions['settings']>;
  readonly aliases: NonNullable<DocumentOptions['aliases']>;
  readonly mappings: NonNullable<DocumentOptions['mappings']>;
}
