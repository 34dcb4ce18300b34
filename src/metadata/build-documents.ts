// Builds the metadata of all classes of a DataSource: classes of one index know each other.
import { failure } from '../errors/failure.js';
import type { AbstractClass } from '../types/class.js';
import { buildDocumentMetadata } from './build-document-metadata.js';
import type { DocumentDefaults } from './build-document-metadata.js';
import { checkSharedIndex } from './check-shared-index.js';
import { classChain } from './collect-records.js';
import type { DocumentMetadata } from './document-metadata.js';

/** The metadata of each class. Throws a MetadataError where classes of one index contradict each other. */
export function buildDocuments(
  targets: readonly AbstractClass[],
  defaults: DocumentDefaults = {},
): ReadonlyMap<AbstractClass, DocumentMetadata> {
  const built = new Map<AbstractClass, DocumentMetadata>();
  // Subclasses first: a base class's documents may be any of them.
  const depth = (target: AbstractClass): number => [...classChain(target)].length;
  for (const target of [...new Set(targets)].sort((a, b) => depth(b) - depth(a))) {
    built.set(target, buildDocumentMetadata(target, defaults, subclassesOf(target, built)));
  }
  const documents = new Map(targets.map((target) => [target, built.get(target) as DocumentMetadata]));
  for (const group of groupByIndex([...documents.values()]).values()) {
    checkSharedIndex(group);
    checkKinds(group);
  }
  return documents;
}

// A document is of one kind, whether a base class of both is registered or not.
function checkKinds(group: readonly DocumentMetadata[]): void {
  const kinds = new Map<string, string>();
  for (const { className, discriminator } of group) {
    const value = discriminator?.value;
    if (value === undefined) continue;
    const twin = kinds.get(value);
    if (twin !== undefined) {
      const reason = `'${value}' means both ${twin} and ${className}`;
      throw failure('METADATA_DISCRIMINATOR', { className, reason });
    }
    kinds.set(value, className);
  }
}

function subclassesOf(
  target: AbstractClass,
  built: ReadonlyMap<AbstractClass, DocumentMetadata>,
): readonly DocumentMetadata[] {
  return [...built.values()].filter(
    ({ target: other }) => other !== target && [...classChain(other)].includes(target),
  );
}

/** Documents that are kept together: the same index of the same connection. */
export function groupByIndex(
  documents: readonly DocumentMetadata[],
): ReadonlyMap<string, readonly DocumentMetadata[]> {
  const groups = new Map<string, DocumentMetadata[]>();
  for (const metadata of documents) {
    const key = indexKey(metadata);
    groups.set(key, [...(groups.get(key) ?? []), metadata]);
  }
  return groups;
}

// Functions may mean different clusters: each has a number of its own.
const numbers = new WeakMap<() => string, number>();
let lastNumber = 0;

/** What tells an index from all others of a DataSource. */
export function indexKey({ connection, index }: DocumentMetadata): string {
  if (typeof connection === 'string') return `${connection} ${index}`;
  const number = numbers.get(connection) ?? ++lastNumber;
  numbers.set(connection, number);
  return `(${number}) ${index}`;
}
