// Which class a document is of, where several share an index.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Source } from './plan.js';

/** The metadata of the class that a source says it is of. Throws a DocumentError when none is known. */
export function variantOfSource(metadata: DocumentMetadata, id: string, source: Source): DocumentMetadata {
  const { discriminator, className } = metadata;
  if (discriminator === undefined) return metadata;
  const { field, value, variants } = discriminator;
  const said = source[field];
  const variant = typeof said === 'string' ? variants.get(said) : undefined;
  if (variant !== undefined) return variant;
  // One that was stored before the class had a discriminator.
  if (value !== undefined && (said === undefined || said === null)) return metadata;
  const told = typeof said === 'string' ? said : (JSON.stringify(said) as string | undefined);
  throw failure('DOCUMENT_UNKNOWN_KIND', {
    className,
    id,
    field,
    value: told ?? 'undefined',
    known: [...variants.keys()],
  });
}

const variantsByPrototype = new WeakMap<DocumentMetadata, ReadonlyMap<object, DocumentMetadata>>();

/** The metadata of the most derived class that a document is an instance of. Throws a DocumentError when there is none. */
export function variantOfInstance(metadata: DocumentMetadata, document: object): DocumentMetadata {
  const { discriminator, className, target } = metadata;
  if (discriminator === undefined) return metadata;
  const byPrototype = prototypesOf(metadata);
  for (
    let prototype = Object.getPrototypeOf(document) as object | null;
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    const variant = byPrototype.get(prototype);
    if (variant !== undefined) return variant;
    if (prototype === target.prototype) break;
  }
  const kinds = [...discriminator.variants.values()].map((variant) => variant.className).join(', ');
  const { name } = document.constructor;
  const actual = `an instance of ${name}, which is none of the classes whose documents have a \`discriminator\` (${kinds})`;
  throw failure('DOCUMENT_WRONG_CLASS', { className, actual });
}

function prototypesOf(metadata: DocumentMetadata): ReadonlyMap<object, DocumentMetadata> {
  let byPrototype = variantsByPrototype.get(metadata);
  if (byPrototype === undefined) {
    const variants = [...(metadata.discriminator?.variants.values() ?? [])];
    byPrototype = new Map(variants.map((variant) => [variant.target.prototype as object, variant]));
    variantsByPrototype.set(metadata, byPrototype);
  }
  return byPrototype;
}
