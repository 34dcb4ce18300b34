// What must not be shown, taken out of what a server said: secrets of the connection, and the user's data.
import type { WireAnswer, WireRequest } from '../types/wire-request.js';
import { hideValues, valuesIn } from '../util/hide-values.js';
import { toServerError } from '../util/server-error.js';
import type { ServerError } from '../util/server-error.js';
import { operationsOf, sourceOf } from './bulk-operations.js';
import { sentValuesOf } from './sent-values.js';

/** `text` without these strings. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), text);
}

/** What a server said of a failure, without secrets, and without the values that it was sent. */
export function toShownError(
  error: unknown,
  secrets: readonly string[],
  sentValues: () => readonly string[],
): ServerError {
  const { type, reason } = toServerError(error);
  return {
    type: hideSecrets(type, secrets),
    reason: hideValues(hideSecrets(reason, secrets), sentValues()),
  };
}

/** The answer to a request of several parts, with what it says of failures redacted; any other as it is. */
export function redactItems<TAnswer>(
  request: WireRequest,
  answer: TAnswer,
  secrets: readonly string[],
): TAnswer {
  const { api, params } = request;
  if (api === 'bulk') {
    const bulk = answer as WireAnswer<'bulk'>;
    if (!bulk.errors) return answer;
    const operations = operationsOf(params as WireRequest<'bulk'>['params']);
    const items = bulk.items.map((item, place) => {
      const [action, about] = Object.entries(item)[0] ?? [];
      if (action === undefined || about?.error === undefined) return item;
      const sent = (): readonly string[] => valuesIn(sourceOf(operations[place] ?? ''));
      return { [action]: { ...about, error: toShownError(about.error, secrets, sent) } };
    });
    return { ...answer, items };
  }
  if (api === 'mget') {
    const { docs } = answer as WireAnswer<'mget'>;
    if (!docs.some((doc) => 'error' in doc)) return answer;
    const shown = docs.map((doc) =>
      'error' in doc ? { ...doc, error: toShownError(doc.error, secrets, () => []) } : doc,
    );
    return { ...answer, docs: shown };
  }
  if (api === 'updateByQuery' || api === 'deleteByQuery') {
    const { failures = [] } = answer as WireAnswer<'updateByQuery'>;
    if (failures.length === 0) return answer;
    const sent = (): readonly string[] => sentValuesOf(request);
    const shown = failures.map((failed: Failed) => ({
      ...failed,
      ...('cause' in failed ? { cause: toShownError(failed.cause, secrets, sent) } : {}),
      ...('reason' in failed ? { reason: toShownError(failed.reason, secrets, sent) } : {}),
    }));
    return { ...answer, failures: shown };
  }
  return answer;
}

// Of a document that could not be changed, or of a shard that could not be searched.
interface Failed {
  readonly cause?: unknown;
  readonly reason?: unknown;
}
