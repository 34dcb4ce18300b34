// Requests whose answers hold whole numbers that JavaScript's `number` can't.
import { needsExactNumbers } from '../hydration/exact-numbers.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';

/** The member of a request that asks for exact whole numbers, where a class may have some. */
export function exactness(metadata: DocumentMetadata): { readonly exact?: true } {
  return needsExactNumbers(metadata) ? { exact: true } : {};
}
