// Queries by vectors and meaning. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Boosted, OneOrMore, OptionsByField } from './by-field.js';
import type { FieldOf } from './field-path.js';

interface Pruned {
  readonly pruning_config?: Readonly<estypes.TokenPruningConfig>;
}

type Weights = Readonly<Record<string, number>>;

/** The kinds of queries by vectors. */
export interface VectorQueries<T, TQuery> {
  /** The nearest neighbours of a vector. */
  readonly knn?: Readonly<Omit<estypes.KnnQuery, 'field' | 'filter' | 'query_vector'>> & {
    readonly field: FieldOf<T, readonly number[]>;
    /** As text, hexadecimal or Base64 for vectors of bytes and bits. */
    readonly query_vector?: readonly number[] | string;
    /** Only documents that match are neighbours. */
    readonly filter?: OneOrMore<TQuery>;
  };
  /** Text by its meaning, in a field of type `semantic_text`. */
  readonly semantic?: Boosted & { readonly field: FieldOf<T, string>; readonly query: string };
  /** Weights of words that a model knows: given, or made of a text by an inference endpoint. */
  readonly sparse_vector?: Boosted &
    Pruned & {
      readonly field: FieldOf<T, Weights>;
      readonly query_vector?: Weights;
      readonly inference_id?: string;
      readonly query?: string;
      readonly prune?: boolean;
    };
  /** Elasticsearch advises against it: use `sparse_vector`. */
  readonly text_expansion?: OptionsByField<
    FieldOf<T, Weights>,
    Boosted & Pruned & { readonly model_id: string; readonly model_text: string }
  >;
  /** Elasticsearch advises against it: use `sparse_vector`. */
  readonly weighted_tokens?: OptionsByField<
    FieldOf<T, Weights>,
    Boosted & Pruned & { readonly tokens: Weights | readonly Weights[] }
  >;
}
