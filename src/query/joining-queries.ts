// Queries by the objects inside of a document, and by its parents and children. Types only.
import type { Boosted } from './by-field.js';
import type { ObjectPath } from './field-path.js';
import type { InnerHitsOf } from './inner-hits-of.js';
import type { RawField } from './raw.js';

interface Joined<T, TQuery> extends Boosted {
  /** Inside, fields have their whole names: `'comments.author'`. */
  readonly query: TQuery;
  readonly ignore_unmapped?: boolean;
  /** Which objects or documents matched. */
  readonly inner_hits?: InnerHitsOf<T, TQuery>;
}

type ScoreMode = 'avg' | 'max' | 'min' | 'none' | 'sum';

/** The kinds of queries that join. */
export interface JoiningQueries<T, TQuery> {
  /** Documents with a child that matches. Fields of another class: `field('text')`. */
  readonly has_child?: Joined<T, TQuery> & {
    readonly type: string;
    readonly max_children?: number;
    readonly min_children?: number;
    readonly score_mode?: ScoreMode;
  };
  /** Documents whose parent matches. Fields of another class: `field('text')`. */
  readonly has_parent?: Joined<T, TQuery> & { readonly parent_type: string; readonly score?: boolean };
  /** Documents with one object that matches. */
  readonly nested?: Joined<T, TQuery> & {
    readonly path: ObjectPath<T> | RawField;
    readonly score_mode?: ScoreMode;
  };
  /** The children of one document. */
  readonly parent_id?: Boosted & {
    readonly id: string;
    readonly type: string;
    readonly ignore_unmapped?: boolean;
  };
}
