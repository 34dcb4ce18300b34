// Scoring the best hits again, by something more costly. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Query } from './query.js';

export interface Rescore<T> {
  /** How many hits of each shard are scored again. Default: 10. */
  readonly window_size?: number;
  readonly query?: {
    readonly rescore_query: Query<T>;
    readonly query_weight?: number;
    readonly rescore_query_weight?: number;
    readonly score_mode?: 'avg' | 'max' | 'min' | 'multiply' | 'total';
  };
  readonly learning_to_rank?: Readonly<Pick<estypes.SearchLearningToRank, 'model_id' | 'params'>>;
  readonly script?: { readonly script: estypes.Script | string };
}
