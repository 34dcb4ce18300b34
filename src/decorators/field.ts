// `@Field`: a field whose type is named in its options, or inferred from the property.
import { splitOptions } from '../metadata/field-behavior.js';
import type { FieldType, PropertyOf } from '../metadata/field-types.js';
import { createFieldDecorator } from './field-decorator.js';
import type { FieldDecorator } from './field-decorator.js';
import type { FieldOptions, MultiFields, ValueChecks } from './field-options.js';

/**
 * A field of any type.
 *
 * Without `type`, the type follows from the property's TypeScript type, which needs `experimentalDecorators` and
 * `emitDecoratorMetadata`: `string` → `text` with a `keyword` multi-field, as Elasticsearch guesses it;
 * `number` → `double`; `bigint` → `long` with `bigint: true`; `boolean` → `boolean`; `Date` → `date`; `Uint8Array` →
 * `binary`; a class with fields → `object`. The compiler records nothing of use for lists, interfaces and unions, `string |
 * null` among them: name the type there.
 *
 * @example
 * ```ts
 * @Field({ type: 'keyword', ignore_above: 256 }) status!: string;
 * @Field() title!: string;
 * ```
 * @throws MetadataError METADATA_FIELD_TYPE_UNKNOWN from `DataSource.initialize()` when nothing tells the type.
 */
export function Field(options?: {
  readonly type?: never;
  readonly required?: boolean;
}): FieldDecorator<unknown>;
export function Field<const TType extends FieldType>(
  options: { readonly type: TType } & NoInfer<
    FieldOptions<TType> & ValueChecks<PropertyOf<TType>> & { readonly fields?: MultiFields }
  >,
): FieldDecorator<PropertyOf<TType>>;
export function Field({ type, ...rest }: { readonly type?: FieldType } = {}): FieldDecorator<unknown> {
  return createFieldDecorator({ decorator: 'Field', type, ...splitOptions(rest) });
}
