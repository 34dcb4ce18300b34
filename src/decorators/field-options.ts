// The options that each field decorator takes: those of the client's own type for that field type.
import type { estypes } from '@elastic/elasticsearch';
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

/** A field type's own mapping parameters, as the client types them. */
export type FieldOptions<TType extends FieldType> = TType extends ObjectLike
  ? Omit<MappingOf<TType>, SaidElsewhere>
  : Omit<MappingOf<TType>, SaidElsewhere | 'dynamic'>;

/** Further ways in which a field is indexed, by name: `{ raw: { type: 'keyword' } }`. */
export type MultiFields = Readonly<Record<string, estypes.MappingProperty>>;
