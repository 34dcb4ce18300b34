// Queries by words at their places. Types only.
import type { AnyValue, Boosted, TextOf } from './by-field.js';
import type { FieldName } from './field-path.js';
import type { Raw } from './raw.js';
import type { TermQueries } from './term-queries.js';

interface Inside<TSpan> extends Boosted {
  readonly big: TSpan;
  readonly little: TSpan;
}

/** The kinds of queries by words at their places, each also for use in the others. */
export interface SpanQueries<T> {
  readonly span_containing?: Inside<SpanQuery<T>>;
  /** A part that is looked for in another field, such as one with stems. */
  readonly span_field_masking?: Boosted & { readonly field: FieldName<T>; readonly query: SpanQuery<T> };
  readonly span_first?: Boosted & { readonly match: SpanQuery<T>; readonly end: number };
  /** Words by their beginning, pattern, likeness or order. */
  readonly span_multi?: Boosted & {
    readonly match: Pick<TermQueries<T>, 'fuzzy' | 'prefix' | 'range' | 'regexp' | 'wildcard'>;
  };
  readonly span_near?: Boosted & {
    readonly clauses: readonly SpanQuery<T>[];
    readonly in_order?: boolean;
    readonly slop?: number;
  };
  readonly span_not?: Boosted & {
    readonly include: SpanQuery<T>;
    readonly exclude: SpanQuery<T>;
    readonly dist?: number;
    readonly post?: number;
    readonly pre?: number;
  };
  readonly span_or?: Boosted & { readonly clauses: readonly SpanQuery<T>[] };
  readonly span_term?: {
    readonly [F in FieldName<T>]?:
      TextOf<T, F> | (Boosted & ({ readonly value: AnyValue } | { readonly term: AnyValue })) | Raw;
  };
  readonly span_within?: Inside<SpanQuery<T>>;
}

/** A query by places of words inside of another. Exactly one member. */
export interface SpanQuery<T> extends SpanQueries<T> {
  /** So many words between two clauses of `span_near`. */
  readonly span_gap?: { readonly [F in FieldName<T>]?: number };
}
