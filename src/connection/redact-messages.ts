// The messages of what the client throws, cleaned before anybody sees them: it records each error in a span of
// OpenTelemetry, message and stack, before it reaches us.
import { errors } from '@elastic/elasticsearch';
import type { Client } from '@elastic/elasticsearch';
import { toServerError } from '../util/server-error.js';
import { callKey } from './transport/attempt.js';
import { hideSecrets } from './redaction.js';

/**
 * Lets the errors of this client have messages without secrets, and without text that is no answer of Elasticsearch. In
 * calls of repositories, a refusal says its type alone: the reason may quote documents. Bodies are left as they are.
 */
export function redactMessages({ diagnostic }: Client, secrets: readonly string[]): void {
  diagnostic.on('response', (error, result) => {
    if (!(error instanceof Error)) return;
    const options: object = result?.meta.request.options ?? {};
    const given = givenMessage(error);
    const shown = hideSecrets(toMessage(error, callKey in options), secrets);
    const stack = error.stack ?? '';
    error.message = shown;
    if (given !== '') error.stack = stack.replaceAll(given, () => shown);
  });
}

function toMessage(error: Error, isOurs: boolean): string {
  if (!(error instanceof errors.ResponseError)) return messageOf(error);
  const { body, statusCode = 0 } = error.meta;
  if (typeof body === 'string' && body !== '') return `${body.length} characters of text (${statusCode})`;
  if (!isOurs) return messageOf(error);
  return `${toServerError((body as { readonly error?: unknown } | undefined)?.error).type} (${statusCode})`;
}

/** The message of a client's error. What could not be read as JSON is the user's data: only its length is told. */
export function messageOf(error: Error): string {
  if (error instanceof errors.DeserializationError) {
    const { data } = error as { readonly data?: unknown };
    if (typeof data === 'string' && data !== '') return `its ${data.length} characters are no JSON`;
  }
  return givenMessage(error);
}

// The client takes the body of an answer for a message, whatever it is.
function givenMessage({ message }: { readonly message: unknown }): string {
  return String(message);
}

/** The lines of an error's stack without its message, which may have lines that look like them. */
export function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').replace(givenMessage(error), () => '').split('\n');
  return lines.filter((line) => line.startsWith('    at '));
}
