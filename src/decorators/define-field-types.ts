// How the members of `f` are called: the options of the decorators, and the field that they make.
import type { ValueTransform } from '../metadata/field-behavior.js';
import type { FieldType, PropertyOf } from '../metadata/field-types.js';
import type { Class } from '../types/class.js';
import type { Accepted, Cardinality, DefaultValue, FieldBuilder, FieldTrait } from './field-builder-types.js';
import type { FieldOptions, MultiFields, ValueChecks } from './field-options.js';
import type { VersionOptions } from './version.js';

export type LeafType = Exclude<FieldType, 'object' | 'nested' | 'passthrough'>;

type OptionsWith<TType extends LeafType, TFields> = FieldOptions<TType> &
  ValueChecks<PropertyOf<TType>> & {
    /** Further ways in which the field is indexed, by name: `{ raw: { type: 'keyword' } }`. */
    readonly fields?: TFields;
    readonly transform?: never;
  };

type TransformOptions<TType extends LeafType, TOwn> = FieldOptions<TType> & {
  readonly fields?: MultiFields;
  readonly required?: boolean;
  /** Between a type of yours and what the field stores. */
  readonly transform: ValueTransform<TOwn, PropertyOf<TType>>;
  /** Looks at the property's value, and gives the reason why it can't be stored, or undefined. */
  readonly validate?: (value: NoInfer<TOwn>) => string | undefined;
};

// Optional, unless the type has a parameter that it can't do without.
type Arguments<TOptions> = object extends TOptions ? [options?: TOptions] : [options: TOptions];

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- just that: its keys are `never`
type NoMultiFields = Record<never, never>;

/** A member of `f` for a type whose values are no objects of a class. */
export interface LeafField<TType extends LeafType, TTraits extends FieldTrait = Cardinality<TType>> {
  <TOwn>(options: TransformOptions<TType, TOwn>): FieldBuilder<TOwn, TOwn, never, 'fixed' | 'single'>;
  <const TFields extends MultiFields = NoMultiFields>(
    ...options: Arguments<OptionsWith<TType, TFields>>
  ): FieldBuilder<Accepted<TType>, DefaultValue<TType>, keyof TFields & string, TTraits>;
}

/** A member of `f` for whole numbers that may be read as `bigint`. */
export interface WholeNumberField<TType extends LeafType, TBigint> extends LeafField<TType> {
  (
    options: FieldOptions<TType> &
      ValueChecks<TBigint> & {
        /** Whether values are `bigint`s: exact, however great. */
        readonly bigint: true;
        readonly fields?: MultiFields;
        readonly transform?: never;
      },
  ): FieldBuilder<TBigint, TBigint>;
}

/** `f.nested` and `f.passthrough`: objects of a class. */
export type ClassField<TType extends 'nested' | 'passthrough'> = <T extends object>(
  type: () => Class<T>,
  options?: FieldOptions<TType> & ValueChecks<T>,
) => FieldBuilder<T, T, never, Cardinality<TType> | 'fixed'>;

/** `f.object`: objects of a class, or of any shape. */
export interface ObjectField {
  <T extends object>(
    type: () => Class<T>,
    options?: FieldOptions<'object'> & ValueChecks<T>,
  ): FieldBuilder<T, T, never, 'fixed'>;
  (
    options: FieldOptions<'object'> & ValueChecks<object>,
  ): FieldBuilder<object, Record<string, unknown>, never, 'fixed'>;
}

/** A property that the library or Elasticsearch fills: missing in a new document. */
export type RoleField<TValue, TTraits extends FieldTrait = 'optional'> = FieldBuilder<
  TValue,
  TValue,
  never,
  TTraits | 'fixed' | 'single'
>;

/** `f.version`: Elasticsearch's count, or a version of your own, which a document must then have. */
export interface VersionRole {
  (options?: { readonly type?: 'internal' }): RoleField<number>;
  (options: Required<VersionOptions>): RoleField<number, never>;
}
