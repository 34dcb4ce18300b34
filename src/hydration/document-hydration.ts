// Documents ⇄ what the cluster keeps of them: id, source and routing.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { knownId, rememberId } from './document-state.js';
import { createHydrationPlan } from './hydration-plan.js';
import type { HydrationPlan, Source } from './hydration-plan.js';
import { ValueProblem } from './value-problem.js';

const plans = new WeakMap<DocumentMetadata, HydrationPlan>();

function planOf(metadata: DocumentMetadata): HydrationPlan {
  let plan = plans.get(metadata);
  if (plan === undefined) {
    const { idProperty, versionProperty, routing, dynamic } = metadata;
    const beside = [idProperty, versionProperty?.name, routing];
    plan = createHydrationPlan(metadata, {
      strict: dynamic === 'strict',
      ignored: beside.filter((name) => name !== undefined),
    });
    plans.set(metadata, plan);
  }
  return plan;
}

/** An instance of the document's class. */
export function hydrate(metadata: DocumentMetadata, id: string, source: Source): object {
  const document = planOf(metadata).hydrate(source);
  writeId(metadata, document, id);
  return document;
}

/** The `_source` of a document. Throws a DocumentError that names the path. */
export function dehydrate(metadata: DocumentMetadata, document: object): Record<string, unknown> {
  const { className } = metadata;
  checkInstance(metadata, document);
  try {
    return planOf(metadata).dehydrate(document);
  } catch (problem) {
    if (!(problem instanceof ValueProblem)) throw problem;
    const { kind, path, reason } = problem;
    throw kind === 'unmapped'
      ? failure('DOCUMENT_UNMAPPED_PROPERTY', { className, path })
      : failure('DOCUMENT_INVALID_VALUE', { className, path, reason });
  }
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
  const bytes = id.length > 128 ? Buffer.byteLength(id) : 0;
  if (bytes > 512) throw failure('DOCUMENT_INVALID_ID', { className, reason: `it has ${bytes} bytes` });
  return id;
}

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
