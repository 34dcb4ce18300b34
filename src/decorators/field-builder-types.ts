// The types of the fields of `defineDocument`: what each takes, and what the property that it makes holds.
import type { ValueTransform } from '../metadata/field-behavior.js';
import type { FieldType, PropertyOf } from '../metadata/field-types.js';
import type { GeoPointValue, PointValue } from '../types/geo.js';
import type { MultiField, OneOrMany } from '../types/multi-field.js';

// Types whose values are lists themselves, or of any shape.
interface Accepting {
  alias: unknown;
  dense_vector: readonly number[];
  geo_point: GeoPointValue;
  point: PointValue;
  rank_vectors: readonly (readonly number[])[];
}

/** One value of a field of this type. */
export type Accepted<TType extends FieldType> = TType extends keyof Accepting
  ? Accepting[TType]
  : Exclude<NonNullable<PropertyOf<TType>>, readonly unknown[]>;

interface Defaults {
  dense_vector: number[];
  flattened: Record<string, unknown>;
  percolator: Record<string, unknown>;
  rank_vectors: number[][];
}

/** What one value is, unless {@link FieldBuilder.of} says it more narrowly. */
export type DefaultValue<TType extends FieldType> = TType extends keyof Defaults
  ? Defaults[TType]
  : Accepted<TType>;

/** `'single'` for types that hold one value. */
export type Cardinality<TType extends FieldType> = TType extends 'dense_vector' | 'rank_vectors'
  ? 'single'
  : [Extract<PropertyOf<TType>, readonly unknown[]>] extends [never]
    ? 'single'
    : never;

/** What is said of a field beside its values: `single` and `fixed` take `array` and `transform` away. */
export type FieldTrait = 'array' | 'fixed' | 'nullable' | 'optional' | 'single';

type Named<TValue, TNames extends string> = [TNames] extends [never] ? TValue : MultiField<TValue, TNames>;

type Held<TValue, TNames extends string, TTraits extends FieldTrait> =
  | ('array' extends TTraits ? Named<TValue, TNames>[] : Named<TValue, TNames>)
  | ('nullable' extends TTraits ? null : never);

declare const property: unique symbol;

/** Any field of {@link defineDocument}: a property's type, and whether it may be missing. For the compiler only. */
export interface AnyField {
  readonly [property]: { readonly type: unknown; readonly optional: boolean };
}

/**
 * A field of {@link defineDocument} and {@link defineObject}. Each step gives a new one.
 *
 * @typeParam TAccepted - what one value may be
 * @typeParam TValue - what one value is
 * @typeParam TNames - the names of its multi-fields
 */
export interface FieldBuilder<
  TAccepted,
  TValue,
  TNames extends string = never,
  TTraits extends FieldTrait = never,
> extends AnyField {
  readonly [property]: {
    readonly type: Held<TValue, TNames, TTraits>;
    readonly optional: 'optional' extends TTraits ? true : false;
  };

  /** Says more narrowly what a value is: `f.keyword().of<'draft' | 'published'>()`. */
  of<TNarrow extends TAccepted>(): FieldBuilder<TAccepted, TNarrow, TNames, TTraits>;

  /** The property is a list of values. Not for fields that hold one value. */
  readonly array: 'single' extends TTraits
    ? never
    : () => FieldBuilder<TAccepted, TValue, TNames, TTraits | 'array'>;

  /** The property may be missing: `title?: string`. */
  optional(): FieldBuilder<TAccepted, TValue, TNames, TTraits | 'optional'>;

  /** The property may be null: `title: string | null`. */
  nullable(): FieldBuilder<TAccepted, TValue, TNames, TTraits | 'nullable'>;

  /** What a new instance has: a value, which each instance gets a copy of, or a function that gives one. */
  default(
    value: Held<TValue, TNames, TTraits> | (() => Held<TValue, TNames, TTraits>),
  ): FieldBuilder<TAccepted, TValue, TNames, Exclude<TTraits, 'optional'>>;

  /** The property routes the document to its shard, as `@Routing()`. */
  routing(): FieldBuilder<TAccepted, TValue, TNames, TTraits>;

  /** Between a type of yours and what the field stores, as the decorators' option `transform`: for the value as a whole. */
  readonly transform: 'fixed' extends TTraits
    ? never
    : <TOwn>(
        transform: ValueTransform<
          TOwn,
          'single' extends TTraits ? TAccepted | null | undefined : OneOrMany<TAccepted>
        >,
      ) => FieldBuilder<TOwn, TOwn, never, Exclude<TTraits, 'array'> | 'fixed' | 'single'>;
}

/** The fields of a definition by the names of their properties. */
export type Fields = Readonly<Record<string, AnyField>>;

type OptionalKey<TFields extends Fields> = {
  [K in keyof TFields]: TFields[K][typeof property]['optional'] extends true ? K : never;
}[keyof TFields];

type Flat<T> = { [K in keyof T]: T[K] };

/** The properties of the documents that these fields make. */
export type PropertiesOf<TFields extends Fields> = Flat<
  { -readonly [K in Exclude<keyof TFields, OptionalKey<TFields>>]: TFields[K][typeof property]['type'] } & {
    -readonly [K in OptionalKey<TFields>]?: TFields[K][typeof property]['type'];
  }
>;
