// What the decorators said, as they said it: kept on the class, unchecked, until a DataSource builds its metadata.
import type { AbstractClass } from '../types/class.js';
import type { DocumentOptions } from './document-options.js';
import type { FieldBehavior } from './field-behavior.js';
import type { HookName } from './hooks.js';

// Standard decorators keep what they record in `Class[Symbol.metadata]`. Node has no such symbol yet; compilers fall
// back to this one. Legacy decorators are given the same object by hand, so that there is one way to read.
const symbolMetadata: symbol = ((Symbol as { metadata?: symbol }).metadata ??= Symbol.for('Symbol.metadata'));

// Symbols of the global registry: the ESM and the CommonJS copy of the package read each other's classes.
const recordsKey = Symbol.for('elastodm.records');

interface RawMember {
  /** The decorator's name, for messages. */
  readonly decorator: string;
  readonly property: string;
  /** What the decorator stands on, when that is not what it is for. */
  readonly misplacedOn?: string | undefined;
}

/** A decorator that makes a property a field. */
export interface RawField extends RawMember {
  /** The field type; undefined when the property's design type decides. */
  readonly type: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  /** What the library itself does about the values. */
  readonly behavior?: FieldBehavior | undefined;
  /** The class of an object field. */
  readonly objectType?: (() => unknown) | undefined;
  /** The TypeScript type that `emitDecoratorMetadata` recorded. */
  readonly designType?: unknown;
}

/** What a property is to the library, whether it is a field or not. */
export type Role = 'id' | 'version' | 'routing' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'discriminator';

/** A decorator that gives a property a role. */
export interface RawRole extends RawMember {
  readonly role: Role;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A decorator that has a method called at some point of a document's life. */
export interface RawHook extends RawMember {
  readonly hook: HookName;
}

interface RawRecords {
  readonly fields: RawField[];
  readonly roles: RawRole[];
  readonly hooks: RawHook[];
  readonly documents: DocumentOptions[];
}

type MetadataObject = Record<PropertyKey, unknown>;

function ownRecords(metadata: MetadataObject): RawRecords {
  // A subclass's metadata object inherits from its base's: never write into what is inherited.
  if (!Object.hasOwn(metadata, recordsKey)) {
    Object.defineProperty(metadata, recordsKey, {
      value: { fields: [], roles: [], hooks: [], documents: [] } satisfies RawRecords,
    });
  }
  return metadata[recordsKey] as RawRecords;
}

/** The metadata object of a class, made as a compiler of standard decorators makes it. */
export function legacyMetadataOf(target: AbstractClass): MetadataObject {
  const holder = target as unknown as MetadataObject;
  if (!Object.hasOwn(holder, symbolMetadata)) {
    const inherited = (Object.getPrototypeOf(target) as MetadataObject)[symbolMetadata];
    Object.defineProperty(holder, symbolMetadata, {
      value: Object.create((inherited as object | undefined) ?? null),
      configurable: true,
      writable: true,
    });
  }
  return holder[symbolMetadata] as MetadataObject;
}

export function recordField(metadata: MetadataObject, field: RawField): void {
  ownRecords(metadata).fields.push(field);
}

export function recordRole(metadata: MetadataObject, role: RawRole): void {
  ownRecords(metadata).roles.push(role);
}

export function recordHook(metadata: MetadataObject, hook: RawHook): void {
  ownRecords(metadata).hooks.push(hook);
}

export function recordDocument(metadata: MetadataObject, options: DocumentOptions): void {
  ownRecords(metadata).documents.push(options);
}

function rawRecordsOf(target: AbstractClass): RawRecords | undefined {
  const holder = target as unknown as MetadataObject;
  if (!Object.hasOwn(holder, symbolMetadata)) return undefined;
  const metadata = holder[symbolMetadata] as MetadataObject;
  return Object.hasOwn(metadata, recordsKey) ? (metadata[recordsKey] as RawRecords) : undefined;
}

/** The `@Document` decorators of this very class, not of its bases. */
export function rawDocumentsOf(target: AbstractClass): readonly DocumentOptions[] {
  return rawRecordsOf(target)?.documents ?? [];
}

/** The decorated properties of this very class, in the order of declaration. */
export function rawFieldsOf(target: AbstractClass): readonly RawField[] {
  return rawRecordsOf(target)?.fields ?? [];
}

/** The roles of properties of this very class. */
export function rawRolesOf(target: AbstractClass): readonly RawRole[] {
  return rawRecordsOf(target)?.roles ?? [];
}

/** The hooks of this very class, in the order of declaration. */
export function rawHooksOf(target: AbstractClass): readonly RawHook[] {
  return rawRecordsOf(target)?.hooks ?? [];
}
