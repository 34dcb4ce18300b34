// What the tests of metadata do in common.
import { DataSource } from 'elastodm';
import type { AbstractClass, DocumentMetadata } from 'elastodm';
import { thrown } from '../../support/failing.js';

/** The metadata of the first class, in a DataSource of all of them. */
export function metadataOf(...documents: readonly [AbstractClass, ...AbstractClass[]]): DocumentMetadata {
  return new DataSource({ documents }).getMetadata(documents[0]);
}

export function failureOf(...documents: readonly [AbstractClass, ...AbstractClass[]]): unknown {
  return thrown(() => metadataOf(...documents));
}
