// Completes what somebody has typed so far.
import { isInScope } from '../request/scope.js';
import { toAutocomplete } from '../request/to-autocomplete-request.js';
import type { AutocompleteOptions } from '../request/to-autocomplete-request.js';
import { isStrict, toSearchRequest } from '../request/to-search-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import { checkWhole } from '../response/check-whole.js';
import { toCompletions } from '../response/to-completions.js';
import type { AutocompleteHit } from '../response/to-completions.js';
import type { CallOptions } from '../types/call-options.js';
import { loaded } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';

/** The completions of a text. Throws a PartialResultError where some may be missing, unless the options allow it. */
export async function autocomplete(
  context: RepositoryContext,
  field: string,
  text: string,
  options: AutocompleteOptions<never> & SearchRequestOptions & CallOptions,
): Promise<readonly AutocompleteHit<object>[]> {
  const { metadata, resolve } = context;
  const asked = toAutocomplete(metadata, field, text, options);
  if (asked === undefined) return [];
  const connection = resolve(options.using);
  const answer = await connection.send(toSearchRequest(metadata, asked.request, options), options);
  const sees = (source: unknown): boolean => isInScope(metadata, source, options);
  const completions = toCompletions(metadata, connection, asked, answer, sees);
  await loaded(
    context,
    completions.map(({ document }) => document),
    connection,
  );
  const whole = { shards: {}, timedOut: answer.timed_out, completions };
  checkWhole(connection, { index: metadata.index, strict: isStrict(asked.request, options) }, answer, whole);
  return completions;
}
