// What stands between a property's value and the field's codec: class-transformer's @Transform and @Type, and the field's
// own `transform`.
import { instanceToPlain, plainToInstance } from 'class-transformer';
import { transformsOf, valueClassOf } from '../metadata/class-transformer.js';
import type { Conversion, ValueClass } from '../metadata/class-transformer.js';
import type { FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import type { ValueTransform } from '../metadata/field-behavior.js';
import { fieldTypes } from '../metadata/field-types.js';
import type { FieldCodec } from './field-codec.js';
import { keptValues, nothingKept } from './kept-values.js';
import type { KeptValues } from './kept-values.js';
import { convert, ValueProblem } from './value-problem.js';

export interface Conversions {
  /** The property's value, whatever it is → what is stored, or undefined. */
  readonly write: Conversion;
  /** What was stored → the property's value. Called with null only where it `readsNull`. */
  readonly read: Conversion;
  readonly readsNull: boolean;
  readonly keepsScalars: boolean;
  /** The values that `write` gives back as they are. */
  readonly kept: KeptValues;
}

/** The codec of a field with what else the class says about the property around it: @Transform outermost. */
export function withConversions(
  { target }: ObjectMetadata,
  field: FieldMetadata,
  codec: FieldCodec,
): Conversions {
  const { toSource, toClass } = transformsOf(target, field.name);
  const { transform } = field.behavior;
  const valueClass = hasValueClass(field) ? valueClassOf(target, field.name) : undefined;
  const { write, read }: Pick<Conversions, 'write' | 'read'> =
    transform !== undefined
      ? withTransform(transform, codec)
      : valueClass !== undefined
        ? withValueClass(valueClass, codec)
        : codec;
  const isCodecAlone = (transform ?? valueClass) === undefined;
  return {
    write:
      toSource === undefined
        ? (value, owner) => present(value, write, owner)
        : (value, owner) => present(convert(toSource, value, owner), write, owner),
    read:
      toClass === undefined ? read : (value, owner) => convert(toClass, present(value, read, owner), owner),
    readsNull: toClass !== undefined,
    keepsScalars: codec.keepsScalars && isCodecAlone && toClass === undefined,
    kept: isCodecAlone && toSource === undefined ? keptValues(field) : nothingKept,
  };
}

// Nothing stays nothing.
function present(value: unknown, by: Conversion, owner: object): unknown {
  return value === undefined || value === null ? value : by(value, owner);
}

function withTransform(
  transform: ValueTransform<unknown>,
  { write, read }: FieldCodec,
): Pick<Conversions, 'write' | 'read'> {
  const to = (value: unknown): unknown => transform.to(value);
  const from = (stored: unknown): unknown => transform.from(stored);
  return {
    write: (value, owner) => present(convert(to, value, owner), write, owner),
    read: (stored, owner) => convert(from, read(stored), owner),
  };
}

// A field whose type says itself what its values are needs no class for them.
function hasValueClass({ type, object }: FieldMetadata): boolean {
  const { codec } = fieldTypes[type];
  return object === undefined && (codec === 'plain' || codec === 'object');
}

function withValueClass(valueClass: ValueClass, codec: FieldCodec): Pick<Conversions, 'write' | 'read'> {
  return {
    write: (value, owner) => codec.write(typeof value === 'object' ? convert(toPlain, value, owner) : value),
    read(stored, owner) {
      const type = valueClass(owner);
      const read = codec.read(stored);
      return type === undefined
        ? read
        : convert((plain) => plainToInstance(type as never, plain), read, owner);
    },
  };
}

function toPlain(value: unknown): unknown {
  try {
    return instanceToPlain(value);
  } catch (error) {
    throw error instanceof RangeError ? new ValueProblem('invalid', 'it contains itself') : error;
  }
}
