// Every bucket of a composite aggregation, page by page.
import { toBucketsPage } from '../request/composite-pages.js';
import type { CompositePages } from '../request/composite-pages.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { CallOptions } from '../types/call-options.js';
import type { RepositoryContext } from './repository-context.js';
import { searchDocuments } from './search-documents.js';

interface Page {
  readonly buckets: readonly object[];
  readonly after_key?: unknown;
}

/** The buckets in the order of their keys. Nothing is kept in the cluster between two pages. */
export async function* iterateBuckets(
  context: RepositoryContext,
  request: CompositePages,
  options: SearchRequestOptions & CallOptions,
): AsyncGenerator<object, void, undefined> {
  let after: unknown;
  do {
    const { aggs } = await searchDocuments(context, toBucketsPage(request, after), options);
    const { page } = aggs as { readonly page: Page };
    yield* page.buckets;
    // A page may have fewer buckets than its size and not be the last: pipelines take some away.
    after = page.after_key;
  } while (after !== undefined);
}
