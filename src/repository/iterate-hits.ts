// Every hit of a search, or every document, page by page, in one point in time.
import { IterationExpiredError } from '../errors/elastodm-error.js';
import { toAfter } from '../request/iteration-order.js';
import { toIterationPlan } from '../request/iteration-plan.js';
import type { IterateOptions, IterationPlan } from '../request/iteration-plan.js';
import { isStrict } from '../request/to-search-request.js';
import { checkWhole, isWhole } from '../response/check-whole.js';
import { toPlainDocument, toPlainHits } from '../response/to-plain-hits.js';
import { toPlainSearchResult } from '../response/to-plain-search-result.js';
import { Iteration } from './iteration.js';
import type { IterationPage, IterationSource } from './iteration.js';
import { PageReader, PointInTimeGone } from './page-reader.js';
import type { Page, ReadOptions, Searched } from './page-reader.js';

type Options = IterateOptions & ReadOptions;

/** What is given of hits: the hits themselves, or their documents. */
type Wanted = 'documents' | 'hits';

/** All hits of a search, or their documents. What `find` gives is asked for when the first is. */
export function iterate(wanted: Wanted, find: () => Searched, options: Options): Iteration<unknown> {
  return new Iteration(() => toSource(wanted, find(), options));
}

function toSource(wanted: Wanted, searched: Searched, options: Options): IterationSource<unknown> {
  const { target, body } = searched;
  const plan = toIterationPlan(target.name, body, options, target.pageSize);
  const reader = new PageReader(searched, plan, options);
  return {
    onStop: (callback) => reader.onStop(callback),
    end: () => reader.end(),
    async next() {
      const page = await reader.next();
      return page && toPage(wanted, searched, { reader, plan, options, page });
    },
    toError(error, count, after) {
      if (!(error instanceof PointInTimeGone)) return error;
      const code = 'ITERATION_EXPIRED';
      const { alias } = reader.connection;
      const details = { className: target.name, alias, count, keepAlive: plan.keepAlive };
      return new IterationExpiredError(code, details, error.cause, after);
    },
  };
}

interface Read {
  readonly reader: PageReader;
  readonly plan: IterationPlan;
  readonly options: Options;
  readonly page: Page;
}

function toPage(
  wanted: Wanted,
  { target }: Searched,
  { reader, plan, options, page: { body, answer } }: Read,
): IterationPage<unknown> {
  const { connection, index } = reader;
  const { hits } = answer.hits;
  const isPlain = !plan.hydrate || target.isPlain;
  return {
    after: (place) => toAfter(hits[place]?.sort, plan.sortLength),
    async make() {
      if (!isPlain) {
        const result = await target.toResult(connection, body, answer, options);
        return wanted === 'hits' ? result.hits : result.documents;
      }
      if (isStrict(body, options) && !isWhole(answer)) {
        checkWhole(connection, { index, strict: true }, answer, toPlainSearchResult(body, answer));
      }
      return wanted === 'hits' ? toPlainHits(hits) : hits.map(toPlainDocument);
    },
  };
}
