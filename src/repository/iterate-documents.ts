// Every document that meets a condition: what `find` is told, gone through page by page.
import type { IterateOptions } from '../request/iteration-plan.js';
import { toIterateSearch } from '../request/to-find-request.js';
import { iterate } from './iterate-hits.js';
import type { Iteration } from './iteration.js';
import type { ReadOptions } from './page-reader.js';
import type { RepositoryContext } from './repository-context.js';
import { documentTarget } from './search-target.js';

interface AnyFindOptions {
  readonly withDeleted?: boolean;
}

/** The documents. What can't be asked is thrown when the first is asked for. */
export function iterateDocuments(
  context: RepositoryContext,
  options: AnyFindOptions,
  call: IterateOptions & ReadOptions,
): Iteration<unknown> {
  const { withDeleted = call.withDeleted } = options;
  const read = withDeleted === undefined ? call : { ...call, withDeleted };
  const find = () => ({
    target: documentTarget(context),
    alias: call.using,
    body: toIterateSearch(context.metadata, options),
  });
  return iterate('documents', find, read);
}
