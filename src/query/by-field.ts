// How queries write fields and what is looked for in them. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldName, QueryValue, ValueAt } from './field-path.js';
import type { Raw } from './raw.js';

/** What every query may say: its weight, and its name in `matched_queries` of the hits. */
export type Boosted = Readonly<estypes.QueryDslQueryBase>;

/** What may stand for a value where nobody knows the field. */
export type AnyValue = string | number | bigint | boolean | Date;

/** A script by its source, its id, or with parameters. */
export type ScriptBody = Readonly<Pick<estypes.Script, 'id' | 'lang' | 'options' | 'params'>> & {
  readonly source?: string;
};

/** A script: in a language of the cluster, or one that is stored there. */
export type Script = string | ScriptBody;

/** The value of a field, for kinds that look for whole values. */
export type ValueOf<T, F extends string> = QueryValue<ValueAt<T, F>>;

/** A part of a value is no value of the field, even where its values are known. */
export type TextOf<T, F extends string> = string | ValueOf<T, F>;

/** Queries by text: `{ field: text }`, or `{ field: { …options } }`. */
export type TextByField<T, TOptions> = {
  readonly [F in FieldName<T>]?: TextOf<T, F> | TOptions | Raw;
};

/** `{ field: value }`, or `{ field: { value, …options } }`, both with the field's values. */
export type ValueByField<T, TOptions> = {
  readonly [F in FieldName<T>]?: ValueOf<T, F> | (TOptions & { readonly value: ValueOf<T, F> }) | Raw;
};

/** Options under the name of a field. */
export type OptionsByField<TField extends string, TOptions> = { readonly [F in TField]?: TOptions | Raw };

/** Fields beside options: `{ location: '0,0', distance: '1km' }`. Where any name is a field, options are known still. */
export type Beside<TOptions, TFields> = string extends keyof TFields
  ? TOptions & { readonly [name: string]: TFields[keyof TFields] | TOptions[keyof TOptions] }
  : TOptions & TFields;

/** A field, perhaps with a weight: `'title^3'`; or several by a pattern: `'title.*'`. */
export type WeightedField<T> = FieldName<T> | `${FieldName<T>}^${number}` | `${string}*${string}`;

/** One query or several. */
export type OneOrMore<TQuery> = TQuery | readonly TQuery[];
