// Instances of a class, made for values that were read or passed as object literals.
import { failure } from '../errors/failure.js';
import type { ObjectMetadata } from '../metadata/document-metadata.js';

/** A new instance, with its class's defaults. Throws a MetadataError when the constructor needs arguments. */
export function newInstance({ target, className }: ObjectMetadata): object {
  try {
    return new target();
  } catch (error) {
    throw failure('METADATA_CONSTRUCTOR', { className }, error);
  }
}
