// Whether a class may hold whole numbers that JavaScript's `number` can't: its answers are then read exactly.
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import { freeObjects } from './field-kinds.js';
import type { FieldType } from '../metadata/field-types.js';

const wide: ReadonlySet<FieldType> = new Set(['long', 'unsigned_long', 'long_range']);
const known = new WeakMap<DocumentMetadata, boolean>();

/** True where a field is 64 bits wide, and where values may come that no field describes. */
export function needsExactNumbers(metadata: DocumentMetadata): boolean {
  let needs = known.get(metadata);
  if (needs === undefined) {
    const { discriminator } = metadata;
    const variants = discriminator === undefined ? [] : [...discriminator.variants.values()];
    needs = [metadata, ...variants].some(
      ({ dynamic, fields }) => dynamic !== 'strict' || fields.some(mayHoldMore),
    );
    known.set(metadata, needs);
  }
  return needs;
}

function mayHoldMore({ type, object, options }: FieldMetadata): boolean {
  if (object === undefined) return wide.has(type) || freeObjects.has(type);
  const { dynamic, enabled } = options;
  // Without a word of its own, an object is as strict as what it is in.
  if (enabled === false || (dynamic !== undefined && dynamic !== 'strict')) return true;
  return object.fields.some(mayHoldMore);
}
