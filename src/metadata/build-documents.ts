// Builds the metadata of all classes of a DataSource: classes of one index know each other.
import { failure } from '../errors/failure.js';
import type { AbstractClass } from '../types/class.js';
import { buildDocumentMetadata } from './build-document-metadata.js';
import { classChain } from './collect-records.js';
import type { DocumentMetadata, FieldMetadata } from './document-metadata.js';

/** The metadata of each class. Throws a MetadataError where classes of one index contradict each other. */
export function buildDocuments(
  targets: readonly AbstractClass[],
): ReadonlyMap<AbstractClass, DocumentMetadata> {
  const built = new Map<AbstractClass, DocumentMetadata>();
  // Subclasses first: a base class's documents may be any of them.
  const depth = (target: AbstractClass): number => [...classChain(target)].length;
  for (const target of [...new Set(targets)].sort((a, b) => depth(b) - depth(a))) {
    built.set(target, buildDocumentMetadata(target, subclassesOf(target, built)));
  }
  const documents = new Map(targets.map((target) => [target, built.get(target) as DocumentMetadata]));
  checkSharedIndices([...documents.values()]);
  return documents;
}

function subclassesOf(
  target: AbstractClass,
  built: ReadonlyMap<AbstractClass, DocumentMetadata>,
): readonly DocumentMetadata[] {
  return [...built.values()].filter(
    ({ target: other }) => other !== target && [...classChain(other)].includes(target),
  );
}

// Fields of one name in one index are one field.
function checkSharedIndices(documents: readonly DocumentMetadata[]): void {
  for (const group of groupByIndex(documents).values()) {
    const seen = new Map<string, readonly [className: string, field: FieldMetadata]>();
    for (const { className, index, fields } of group) checkFields(fields, '', className, index, seen);
  }
}

/** Documents that are kept together: the same index of the same connection. */
export function groupByIndex(
  documents: readonly DocumentMetadata[],
): ReadonlyMap<string, readonly DocumentMetadata[]> {
  const groups = new Map<string, DocumentMetadata[]>();
  for (const metadata of documents) {
    const alias = typeof metadata.connection === 'function' ? '()' : metadata.connection;
    const key = `${alias} ${metadata.index}`;
    groups.set(key, [...(groups.get(key) ?? []), metadata]);
  }
  return groups;
}

function checkFields(
  fields: readonly FieldMetadata[],
  prefix: string,
  className: string,
  index: string,
  seen: Map<string, readonly [className: string, field: FieldMetadata]>,
): void {
  for (const field of fields) {
    const path = `${prefix}${field.name}`;
    const [otherClass, other] = seen.get(path) ?? [className, field];
    if (other.type !== field.type || !sameOptions(other.options, field.options)) {
      throw failure('METADATA_SHARED_INDEX', { index, path, classNames: [otherClass, className] });
    }
    seen.set(path, [otherClass, other]);
    if (field.object !== undefined) checkFields(field.object.fields, `${path}.`, className, index, seen);
  }
}

function sameOptions(a: object, b: object): boolean {
  const sorted = (value: object): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
        : inner,
    );
  return sorted(a) === sorted(b);
}
