// A property's value that also carries, for the compiler only, the names of its multi-fields.

declare const subFields: unique symbol;

/**
 * The type of a property with multi-fields: `MultiField<string, 'raw'>` is a string whose field also answers to
 * `title.raw` in queries, sorts and aggregations. A plain value stays assignable; nothing exists at run time.
 *
 * @example
 * ```ts
 * @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
 * ```
 */
export type MultiField<TValue, TNames extends string> = TValue & { readonly [subFields]?: TNames };

/** The names of the multi-fields of a property's type, or `never`. */
export type SubFieldsOf<TValue> =
  NonNullable<TValue> extends { readonly [subFields]?: infer TNames } ? Extract<TNames, string> : never;

/** A value, several of them, or none: Elasticsearch has no array type, each field holds any number of values. */
export type OneOrMany<T> = T | readonly T[] | null | undefined;
