// Queries by their kind, and put together by and, or and not.
import type { PlainDocument } from '../query/plain-document.js';
import type { Query } from '../query/query.js';
import { vouchFor } from '../query/raw.js';
import type { StepBody, StepOptions } from '../query/step-query.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { and, not, or } from './combine.js';
import { toClause } from './search-steps.js';

interface QueryMaker {
  <T = PlainDocument, K extends keyof Query<T> = keyof Query<T>>(
    kind: K,
    body: StepBody<T, K>,
    options?: StepOptions<T, K>,
  ): Query<T>;
  readonly and: typeof and;
  readonly or: typeof or;
  readonly not: typeof not;
}

/**
 * A query by its kind; as in the steps of a {@link Search}, an object where a value belongs is refused. Combined by
 * `Q.and`, `Q.or` and `Q.not`, queries match what the words say, whatever they are made of.
 *
 * @example
 * ```ts
 * const wanted = Q.and(
 *   Q.or(Q('match', { title: 'alien' }), Q('match', { plot: 'alien' }, { boost: 0.5 })),
 *   Q.not(Q('term', { genre: 'Comedy' })),
 * );
 * await new Search({ index: 'films' }).query(wanted).execute();
 * ```
 */
export const Q: QueryMaker = Object.freeze(
  Object.assign(
    (kind: string, body: object, options?: object): PlainDocument =>
      vouchFor(frozenCopy(toClause('Q', 'query', kind, body, options))),
    { and, or, not },
  ),
) as QueryMaker;
