// What a cluster keeps of a class's documents → instances: what they have in common is worked out once.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { writeBeside } from './beside-source.js';
import { readingPlanOf } from './document-plan.js';
import { rememberId } from './document-state.js';
import type { Source } from './plan.js';
import { ValueProblem } from './value-problem.js';
import { variantOfSource } from './variants.js';

/**
 * Makes an instance of the class, or of the one that the discriminator names. Throws a DocumentError when no such class
 * is known, and, where the class is read strictly, for values that are not of the types that it maps.
 */
export type DocumentReader = (id: string, source: Source, version?: number, routing?: string) => object;

const readers = new WeakMap<DocumentMetadata, DocumentReader>();

/** What makes the documents of a class. */
export function documentReader(metadata: DocumentMetadata): DocumentReader {
  if (metadata.discriminator === undefined) return ownReader(metadata);
  return (id, source, version, routing) =>
    ownReader(variantOfSource(metadata, id, source))(id, source, version, routing);
}

function ownReader(metadata: DocumentMetadata): DocumentReader {
  let reader = readers.get(metadata);
  if (reader === undefined) readers.set(metadata, (reader = createReader(metadata)));
  return reader;
}

function createReader(metadata: DocumentMetadata): DocumentReader {
  const { hydrate } = readingPlanOf(metadata);
  const { idProperty } = metadata;
  const hasBeside = metadata.versionProperty !== undefined || metadata.routing !== undefined;
  return (id, source, version, routing) => {
    let document;
    try {
      document = hydrate(source);
    } catch (problem) {
      throw toReadingFailure(metadata, id, problem);
    }
    if (idProperty === undefined) rememberId(document, id);
    else (document as Record<string, unknown>)[idProperty] = id;
    if (hasBeside) writeBeside(metadata, document, { version, routing });
    return document;
  };
}

/** What is thrown for a problem with what was read: a DocumentError for a value, and anything else as it is. */
export function toReadingFailure({ className }: DocumentMetadata, id: string, problem: unknown): unknown {
  if (!(problem instanceof ValueProblem)) return problem;
  const { path, reason, cause } = problem;
  return failure('DOCUMENT_WRONG_SOURCE', { className, id, path, reason }, cause);
}
