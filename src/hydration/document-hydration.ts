// Documents ⇄ what the cluster keeps of them: id, source and routing.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { writeBeside } from './beside-source.js';
import type { BesideSource } from './beside-source.js';
import { carryOver } from './carry-over.js';
import { writeChanges } from './document-changes.js';
import { objectPlanOf, partialPlanOf, planOf } from './document-plan.js';
import { documentReader, toReadingFailure } from './document-reader.js';
import { isPartial, knownId, rememberId, rememberPartial } from './document-state.js';
import { fillMembers } from './fill-objects.js';
import { readJson } from './json.js';
import { checkWholeObjects, rememberPartialObjects } from './partial-objects.js';
import type { Source } from './plan.js';
import { compareSources } from './source-diff.js';
import type { SourceDiff } from './source-diff.js';
import { problemsOf } from './validation.js';
import { ValueProblem } from './value-problem.js';
import { variantOfInstance, variantOfSource } from './variants.js';

/**
 * An instance of the document's class, or of the one that its discriminator names. Throws a DocumentError when no such
 * class is known, and, where the class is read strictly, for values that are not of the types that it maps.
 */
export function hydrate(
  metadata: DocumentMetadata,
  id: string,
  source: Source,
  beside: BesideSource = {},
): object {
  return documentReader(metadata)(id, source, beside.version, beside.routing);
}

/**
 * An instance of the document's class with some of its fields: those of the others that the class would fill are not
 * there. It can't be saved as a whole.
 */
export function hydratePartial(
  metadata: DocumentMetadata,
  id: string,
  source: Source,
  beside: BesideSource = {},
  /** Whether all of the object at a path came. */
  isWhole: (path: string) => boolean = () => false,
): object {
  const { discriminator } = metadata;
  const said = discriminator === undefined ? undefined : source[discriminator.field];
  const variant = said === undefined ? metadata : variantOfSource(metadata, id, source);
  const document = reading(variant, id, () => partialPlanOf(variant).hydrate(source));
  rememberPartial(document);
  rememberPartialObjects(variant.fields, document, isWhole);
  writeId(variant, document, id);
  writeBeside(variant, document, beside);
  return document;
}

/** An instance of the class of an object field, by the field's path; the object as it is where it has no class. */
export function hydrateObject(metadata: DocumentMetadata, id: string, path: string, source: Source): object {
  let { fields } = metadata as ObjectMetadata;
  let object: ObjectMetadata | undefined;
  for (const name of path.split('.')) {
    object = fields.find((field) => field.name === name)?.object;
    fields = object?.fields ?? [];
  }
  if (object === undefined) return readJson(source) as object;
  const plan = objectPlanOf(object);
  return reading(metadata, id, () => plan.hydrate(source));
}

/** The metadata of the document's own class. Throws a DocumentError when it is no instance of one that has documents. */
export function variantOf(metadata: DocumentMetadata, document: object): DocumentMetadata {
  checkInstance(metadata, document);
  return variantOfInstance(metadata, document);
}

/**
 * The `_source` of a document. Property values in `overrides` stand in for its own. Throws a DocumentError that names
 * the path.
 */
export function dehydrate(
  metadata: DocumentMetadata,
  document: object,
  overrides?: Source,
): Record<string, unknown> {
  return dehydrateOwn(variantOf(metadata, document), document, overrides);
}

function dehydrateOwn(
  metadata: DocumentMetadata,
  document: object,
  overrides: Source | undefined,
): Record<string, unknown> {
  try {
    return planOf(metadata).dehydrate(document, overrides);
  } catch (problem) {
    throw toWritingFailure(metadata, problem);
  }
}

/**
 * The `_source` of a document that takes the place of one that was loaded: with what the class does not read of that.
 * Throws a DocumentError that names the path.
 */
export function dehydrateWhole(
  metadata: DocumentMetadata,
  document: object,
  overrides: Source | undefined,
  loaded: Source | undefined,
): Record<string, unknown> {
  refusePartial(metadata, document);
  const variant = variantOf(metadata, document);
  const source = dehydrateOwn(variant, document, overrides);
  try {
    checkWholeObjects(variant.fields, document);
    return loaded === undefined ? source : carryOver(variant, source, loaded);
  } catch (problem) {
    throw toWritingFailure(variant, problem);
  }
}

/** Throws a DocumentError for a document that was read with some of its fields only. */
export function refusePartial(metadata: DocumentMetadata, document: object): void {
  if (!isPartial(document)) return;
  const id = readId(metadata, document) ?? '';
  throw failure('DOCUMENT_PARTIAL', { className: metadata.className, id });
}

/** The fields of a document's class that are stored: not those that are kept out of the source. */
export function storedFields(metadata: DocumentMetadata): readonly string[] {
  return [...planOf(metadata).writers.keys()];
}

/** The fields that `changes` names, as `dehydrate` writes them. Objects inside may be object literals, and partial. */
export function dehydrateChanges(metadata: DocumentMetadata, changes: object): Record<string, unknown> {
  return writing(metadata, () => {
    checkWholeObjects(metadata.fields, changes);
    return writeChanges(metadata, changes);
  });
}

/**
 * The fields in which a document differs from the source that was loaded. What the class would write in another form,
 * and what it does not know, is no difference. Throws a DocumentError for a change that can't be stored.
 */
export function diffSource(
  metadata: DocumentMetadata,
  document: object,
  loaded: Source,
  overrides?: Source,
): SourceDiff {
  const variant = variantOf(metadata, document);
  const plan = planOf(variant);
  const unchanged = reading(variant, readId(variant, document) ?? '', () => plan.hydrate(loaded));
  return writing(variant, () => {
    checkWholeObjects(variant.fields, document);
    return compareSources(plan, variant.fields, document, unchanged, loaded, overrides);
  });
}

/** Throws a ValidationError with all problems that the options `required` and `validate` of fields find. */
export function checkDocument(metadata: DocumentMetadata, document: object, overrides?: Source): void {
  const variant = variantOf(metadata, document);
  const problems = problemsOf(variant, document, overrides);
  if (problems.length > 0) throw failure('DOCUMENT_VALIDATION', { className: variant.className, problems });
}

/** The same for the fields that `changes` names. */
export function checkChanges(metadata: DocumentMetadata, changes: object): void {
  const problems = problemsOf(metadata, changes, undefined, true);
  if (problems.length > 0) throw failure('DOCUMENT_VALIDATION', { className: metadata.className, problems });
}

/** The values with instances of the fields' classes for object literals, and without hostile keys. */
export function fillObjects(metadata: DocumentMetadata, values: object): object {
  return fillMembers(metadata, values);
}

/** A new instance with these values, and with instances for object literals in them. */
export function createDocument(metadata: DocumentMetadata, values: object): object {
  return Object.assign(new metadata.target(), fillObjects(metadata, values));
}

function reading<T>(metadata: DocumentMetadata, id: string, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    throw toReadingFailure(metadata, id, problem);
  }
}

function writing<T>(metadata: DocumentMetadata, write: () => T): T {
  try {
    return write();
  } catch (problem) {
    throw toWritingFailure(metadata, problem);
  }
}

function toWritingFailure({ className }: DocumentMetadata, problem: unknown): unknown {
  if (!(problem instanceof ValueProblem)) return problem;
  const { kind, path, reason, cause } = problem;
  return kind === 'unmapped'
    ? failure('DOCUMENT_UNMAPPED_PROPERTY', { className, path })
    : failure('DOCUMENT_INVALID_VALUE', { className, path, reason }, cause);
}

/** Throws a DocumentError when `document` is no instance of the metadata's class. */
export function checkInstance(
  { target, className }: DocumentMetadata,
  document: unknown,
): asserts document is object {
  if (typeof document !== 'object' || document === null) {
    throw failure('DOCUMENT_WRONG_CLASS', {
      className,
      actual: document === null ? 'null' : `a ${typeof document}`,
    });
  }
  if (!(document instanceof target)) {
    const name = (document.constructor as { name?: unknown } | undefined)?.name;
    const actual =
      typeof name === 'string' && name !== 'Object' ? `an instance of ${name}` : 'a plain object';
    throw failure('DOCUMENT_WRONG_CLASS', { className, actual });
  }
}

/** The value of the `@Id` property, or undefined; without such a property, the id that was last read or written. */
export function readId({ idProperty, className }: DocumentMetadata, document: object): string | undefined {
  const id = idProperty === undefined ? knownId(document) : (document as Record<string, unknown>)[idProperty];
  if (id === undefined || id === null) return undefined;
  return checkId(className, id);
}

export function writeId({ idProperty }: DocumentMetadata, document: object, id: string): void {
  if (idProperty === undefined) rememberId(document, id);
  else (document as Record<string, unknown>)[idProperty] = id;
}

/** Elasticsearch takes ids of 1 to 512 bytes. In a path, `DELETE /films/_doc/..` is `DELETE /films` to many proxies. */
export function checkId(className: string, id: unknown): string {
  if (typeof id !== 'string')
    throw failure('DOCUMENT_INVALID_ID', { className, reason: `it is ${id === null ? 'null' : typeof id}` });
  if (id === '') throw failure('DOCUMENT_INVALID_ID', { className, reason: 'it is empty' });
  if (id === '.' || id === '..')
    throw failure('DOCUMENT_INVALID_ID', {
      className,
      reason: "it is '.' or '..', which is a step in a path",
    });
  if (loneSurrogate.test(id)) {
    const reason = 'it is no well-formed Unicode: it has one half of a surrogate pair without the other';
    throw failure('DOCUMENT_INVALID_ID', { className, reason });
  }
  const bytes = id.length > 128 ? Buffer.byteLength(id) : 0;
  if (bytes > 512) throw failure('DOCUMENT_INVALID_ID', { className, reason: `it has ${bytes} bytes` });
  return id;
}

// UTF-8 has no form for one, so that all of them would become the same id.
const loneSurrogate = /[\ud800-\udfff]/u;

/** The routing of a document, where its class names a field for it. */
export function readRouting({ routing, className }: DocumentMetadata, document: object): string | undefined {
  if (routing === undefined) return undefined;
  const value = (document as Record<string, unknown>)[routing];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && value !== '') return value;
  throw failure('DOCUMENT_INVALID_VALUE', {
    className,
    path: routing,
    reason: 'it is the routing, and has no value',
  });
}
