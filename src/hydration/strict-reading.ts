// Strict reading: a value in a `_source` whose JSON type is not its field's is a problem, not a value.
import type { FieldMetadata } from '../metadata/document-metadata.js';
import { expectations } from './expectations.js';
import type { FieldCodec } from './field-codec.js';
import { ValueProblem, writeItems } from './value-problem.js';

/** The codec of a field, with a ValueProblem for what is not of its type. */
export function strictCodec({ type, options, object }: FieldMetadata, codec: FieldCodec): FieldCodec {
  const expected = expectations[type];
  // What is not enabled may be anything, unless a class says what it is.
  if (expected === undefined || (options['enabled'] === false && object === undefined)) return codec;
  const { accepts, holds, single = false, whenRead = false } = expected;
  function readItem(value: unknown): unknown {
    const read = whenRead ? codec.readItem(value) : undefined;
    if (!accepts(whenRead ? read : value)) {
      throw new ValueProblem('invalid', `it is ${kindOf(value)}, and a field of type ${type} holds ${holds}`);
    }
    return whenRead ? read : codec.readItem(value);
  }
  // A list may be one value, such as a point's two numbers.
  const isList = (value: unknown): value is readonly unknown[] =>
    Array.isArray(value) && (value.length === 0 || (!single && !accepts(value)));
  const read = (value: unknown): unknown => (isList(value) ? writeItems(value, readItem) : readItem(value));
  return { write: codec.write, read, readItem, keepsScalars: false };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? 'a boolean' : 'a number';
}
