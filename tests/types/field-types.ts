// The table of field types, held against the client's own list of mapping properties.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldOptions, FieldType, PropertyOf, Range } from 'elastodm';
import { expectTypeOf } from 'expect-type';

// `{dynamic_type}` is a placeholder in dynamic templates, and no type of a field. A mapping without a type is an object.
type ClientTypes = NonNullable<estypes.MappingProperty['type']>;
expectTypeOf<FieldType>().toEqualTypeOf<Exclude<ClientTypes, '{dynamic_type}'>>();

// Each type's options are the client's.
expectTypeOf<FieldOptions<'keyword'>>().toEqualTypeOf<
  Omit<estypes.MappingKeywordProperty, 'type' | 'properties' | 'fields' | 'dynamic'>
>();
expectTypeOf<FieldOptions<'text'>['analyzer']>().toEqualTypeOf<string | undefined>();
expectTypeOf<FieldOptions<'dense_vector'>['similarity']>().toEqualTypeOf<
  estypes.MappingDenseVectorProperty['similarity']
>();
expectTypeOf<FieldOptions<'object'>['dynamic']>().toEqualTypeOf<estypes.MappingDynamicMapping | undefined>();
expectTypeOf<FieldOptions<'text'>>().not.toHaveProperty('type');
expectTypeOf<FieldOptions<'text'>>().not.toHaveProperty('dynamic');
// @ts-expect-error no such type
export type Unknown = FieldOptions<'keyworth'>;

expectTypeOf<PropertyOf<'keyword'>>().toEqualTypeOf<string | readonly string[] | null | undefined>();
expectTypeOf<PropertyOf<'date'>>().toEqualTypeOf<Date | readonly Date[] | null | undefined>();
expectTypeOf<PropertyOf<'date_range'>>().toEqualTypeOf<
  Range<Date> | readonly Range<Date>[] | null | undefined
>();
expectTypeOf<PropertyOf<'dense_vector'>>().toEqualTypeOf<readonly number[] | null | undefined>();
expectTypeOf<PropertyOf<'alias'>>().toBeUnknown();
