// Which fields show where they match. Types only.
import type { FieldName } from './field-path.js';
import type { HighlightOf } from './highlight-of.js';
import type { Query } from './query.js';

/** Fields to highlight, and how; in a list where their order counts. */
export type Highlight<T, TField extends FieldName<T> = FieldName<T>> = HighlightOf<T, Query<T>, TField>;
