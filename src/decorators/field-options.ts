// The options that each field decorator takes: those of the client's own type for that field type.
import type { estypes } from '@elastic/elasticsearch';
import type { WithDefinitions } from '../metadata/analysis-options.js';
import type { ValueTransform } from '../metadata/field-behavior.js';
import type { FieldType } from '../metadata/field-types.js';

/** The client's mapping type of a field type; an untyped one where the installed client does not know it yet. */
type MappingOf<TType extends FieldType> = TType extends 'object'
  ? estypes.MappingObjectProperty
  : [Extract<estypes.MappingProperty, { type: TType }>] extends [never]
    ? Record<string, unknown>
    : Extract<estypes.MappingProperty, { type: TType }>;

/** What the decorators say themselves: the type, and the members that a class or `fields` describe. */
type SaidElsewhere = 'type' | 'properties' | 'fields';

type ObjectLike = 'object' | 'nested' | 'passthrough';

/** A field type's own mapping parameters, as the client types them; analyzers and normalizers also as definitions. */
export type FieldOptions<TType extends FieldType> = TType extends ObjectLike
  ? Omit<MappingOf<TType>, SaidElsewhere>
  : WithDefinitions<Omit<MappingOf<TType>, SaidElsewhere | 'dynamic'>>;

type Analyzed = Extract<
  estypes.MappingProperty,
  { type: 'completion' | 'keyword' | 'search_as_you_type' | 'text' | 'token_count' }
>;

// Each member of the union by itself.
type Each<TProperty> = TProperty extends unknown ? WithDefinitions<TProperty> : never;

/** A further way in which a field is indexed. */
export type MultiFieldOptions = Exclude<estypes.MappingProperty, Analyzed> | Each<Analyzed>;

/** Further ways in which a field is indexed, by name: `{ raw: { type: 'keyword' } }`. */
export type MultiFields = Readonly<Record<string, MultiFieldOptions>>;

/** One of the values of a property that may hold several. */
export type ItemOf<TValue> =
  NonNullable<TValue> extends infer TPresent
    ? TPresent extends readonly (infer TItem)[]
      ? TItem
      : TPresent
    : never;

/** What the library checks before a document is sent. Nothing of it is part of the mapping. */
export interface ValueChecks<TValue> {
  /** Whether a document without a value (undefined, null or an empty list) is refused. Default: false. */
  readonly required?: boolean;
  /** Looks at each value, and gives the reason why it can't be stored, or undefined. */
  validate?(value: ItemOf<TValue>): string | undefined;
}

/** The checks of a property whose type is the user's own, and the transform that stands between it and the field. */
export interface Transformed<TValue, TStored> {
  readonly required?: boolean;
  /** Between a type of yours and what the field stores. */
  readonly transform: ValueTransform<TValue, TStored>;
  /** Looks at the property's value, and gives the reason why it can't be stored, or undefined. */
  readonly validate?: (value: NoInfer<TValue>) => string | undefined;
}
