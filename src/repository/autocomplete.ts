// Completes what somebody has typed so far.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { isInScope } from '../request/scope.js';
import { toAutocomplete } from '../request/to-autocomplete-request.js';
import type { Autocomplete, AutocompleteOptions } from '../request/to-autocomplete-request.js';
import { isStrict, toSearchRequest } from '../request/to-search-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import { checkWhole } from '../response/check-whole.js';
import { toCompletions } from '../response/to-completions.js';
import type { AutocompleteHit } from '../response/to-completions.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer } from '../types/wire-request.js';
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
  const first = toAutocomplete(metadata, field, text, options);
  if (first === undefined) return [];
  const connection = resolve(options.using);
  const { asked, answer, completions } = await enough(metadata, connection, first, options);
  await loaded(
    context,
    completions.map(({ document }) => document),
    connection,
  );
  const whole = { shards: {}, timedOut: answer.timed_out, completions };
  checkWhole(connection, { index: metadata.index, strict: isStrict(asked.request, options) }, answer, whole);
  return completions;
}

// What the class does not see may stand before what it does: then more is asked for.
async function enough(
  metadata: DocumentMetadata,
  connection: Connection,
  asked: Autocomplete,
  options: SearchRequestOptions & CallOptions,
): Promise<{
  readonly asked: Autocomplete;
  readonly answer: WireAnswer<'search'>;
  readonly completions: readonly AutocompleteHit<object>[];
}> {
  const answer = await connection.send(toSearchRequest(metadata, asked.request, options), options);
  let count = 0;
  const sees = (source: unknown): boolean => {
    count += 1;
    return isInScope(metadata, source, options);
  };
  const completions = toCompletions(metadata, connection, asked, answer, sees);
  const { size, more } = asked;
  if (more === undefined || completions.length >= size || count < more.asked)
    return { asked, answer, completions };
  return enough(metadata, connection, more.next(), options);
}
