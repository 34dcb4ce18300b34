// The field type that follows from a property's TypeScript type, where `emitDecoratorMetadata` recorded it.
import type { FieldBehavior } from './field-behavior.js';
import type { FieldType } from './field-types.js';

interface InferredField {
  readonly type: FieldType;
  readonly options: Readonly<Record<string, unknown>>;
  readonly behavior?: FieldBehavior;
}

// Elasticsearch's own guess for a JSON string: full text, and a keyword beside it.
const textAndKeyword = { fields: { keyword: { type: 'keyword', ignore_above: 256 } } };

/** The field type of a design type, or undefined where it tells nothing (`Object`, `Array`, none recorded). */
export function inferField(designType: unknown): InferredField | undefined {
  switch (designType) {
    case String:
      return { type: 'text', options: textAndKeyword };
    case Number:
      return { type: 'double', options: {} };
    case Boolean:
      return { type: 'boolean', options: {} };
    case BigInt:
      return { type: 'long', options: {}, behavior: { bigint: true } };
    case Date:
      return { type: 'date', options: {} };
    default:
      if (typeof designType !== 'function') return undefined;
      // A Buffer is a Uint8Array too.
      return designType === Uint8Array || designType.prototype instanceof Uint8Array
        ? { type: 'binary', options: {} }
        : undefined;
  }
}
