// The table of field types, held against the client's own list of mapping properties.
import type { estypes } from '@elastic/elasticsearch';
import type {
  AnalyzerDefinition,
  FieldOptions,
  FieldType,
  NormalizerDefinition,
  PropertyOf,
  Range,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

// `{dynamic_type}` is a placeholder in dynamic templates, and no type of a field. A mapping without a type is an object.
type ClientTypes = NonNullable<estypes.MappingProperty['type']>;
expectTypeOf<FieldType>().toEqualTypeOf<Exclude<ClientTypes, '{dynamic_type}'>>();

// Each type's options are the client's, with definitions beside the names of analyzers and normalizers.
expectTypeOf<FieldOptions<'ip'>>().toEqualTypeOf<
  Omit<estypes.MappingIpProperty, 'type' | 'properties' | 'fields' | 'dynamic'>
>();
expectTypeOf<Omit<FieldOptions<'keyword'>, 'normalizer'>>().toEqualTypeOf<
  Omit<estypes.MappingKeywordProperty, 'type' | 'properties' | 'fields' | 'dynamic' | 'normalizer'>
>();
expectTypeOf<FieldOptions<'keyword'>['normalizer']>().toEqualTypeOf<
  string | NormalizerDefinition | undefined
>();
expectTypeOf<FieldOptions<'text'>['analyzer']>().toEqualTypeOf<string | AnalyzerDefinition | undefined>();
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
