// Writes, told truly: a repetition that finds its own work done has succeeded, and items of a bulk that met a full queue
// are sent again.
import type { ErrorCode } from '../errors/catalogue.js';
import { ElastodmError } from '../errors/elastodm-error.js';
import type { DeliveryOptions } from '../types/call-options.js';
import type { Api, Connection, Origin, WireAnswer, WireRequest } from '../types/wire-request.js';
import { createCall } from './transport/attempt.js';
import type { Call } from './transport/attempt.js';
import type { OwnClient } from './own-client.js';
import { readBack, readBackBulk } from './read-back.js';
import { mayRepeat } from './repetition.js';
import { resendRejected } from './resend-rejected.js';
import { outcomeUnknown } from './to-failure.js';

/** One request and its answer, with what the transport noted on the way. */
export type Exchange = <TApi extends Api>(
  request: WireRequest<TApi>,
  options: DeliveryOptions,
  call: Call,
) => Promise<WireAnswer<TApi>>;

/** Sends a write through `exchange`; `own` is undefined for a client that somebody else made. */
export async function sendWrite<TApi extends Api>(
  { alias }: Origin,
  request: WireRequest<TApi>,
  options: DeliveryOptions,
  exchange: Exchange,
  own: OwnClient | undefined,
): Promise<WireAnswer<TApi>> {
  const deadline = own === undefined ? 0 : own.clock.now() + (options.timeout ?? own.settings.timeout);
  // One deadline for the write and for all that follows it.
  const left = (): DeliveryOptions =>
    own === undefined ? options : { ...options, timeout: Math.max(1, deadline - own.clock.now()) };
  const read: Connection['send'] = (inner) => exchange(inner, left(), createCall(true));
  const unread =
    (inner: WireRequest) =>
    (cause: unknown): never => {
      if (hasCode(cause, 'REQUEST_ABORTED')) throw cause;
      throw outcomeUnknown(alias, inner, 'what is stored could not be read back', cause);
    };

  // What an earlier request may have done holds for those that follow it, too.
  let mayBeApplied = false;
  const write: Connection['send'] = async (inner) => {
    const call = createCall(mayRepeat(inner));
    call.mayBeApplied = mayBeApplied;
    try {
      const answer = await exchange(inner, left(), call);
      return await asIfSentOnce(inner, answer, call.replayed, read).catch(unread(inner));
    } catch (error) {
      if (hasCode(error, 'WRITE_OUTCOME_UNKNOWN')) call.mayBeApplied = true;
      // The cluster repeats requests itself when a node dies: what was made under an id of ours is ours all the same.
      const mayBeOurs = call.replayed || (inner.api === 'create' && !intoDataStream(inner));
      if (!mayBeOurs || !isConflict(error)) throw error;
      const applied = await readBack(inner, read).catch(unread(inner));
      if (applied === undefined) throw error;
      return applied;
    } finally {
      mayBeApplied = call.mayBeApplied;
    }
  };

  const answer = await write(request);
  if (own === undefined || request.api !== 'bulk') return answer;
  const limits = {
    alias,
    own,
    deadline,
    options: withRetries(options, own),
    mayBeApplied: () => mayBeApplied,
  };
  const bulk = request as unknown as WireRequest<'bulk'>;
  return await resendRejected(bulk, answer as WireAnswer<'bulk'>, limits, write);
}

/** Nothing is sent again on a connection that says so, and never less often than it says. */
export function withRetries(
  { retries, ...options }: DeliveryOptions,
  { settings }: OwnClient,
): DeliveryOptions {
  if (retries === undefined || settings.maxRetries === 0) return options;
  return { ...options, retries: Math.max(retries, settings.maxRetries) };
}

function hasCode<TCode extends ErrorCode>(error: unknown, code: TCode): error is ElastodmError<TCode> {
  return error instanceof ElastodmError && error.code === code;
}

// What is in a data stream can't be read by its id.
function intoDataStream({ params }: WireRequest): boolean {
  return 'require_data_stream' in params && params.require_data_stream === true;
}

function isConflict(error: unknown): boolean {
  return hasCode(error, 'REQUEST_REFUSED') && error.details.status === 409;
}

// The answer to a repetition speaks of the repetition: tell of both as one.
async function asIfSentOnce<TApi extends Api>(
  request: WireRequest<TApi>,
  answer: WireAnswer<TApi>,
  replayed: boolean,
  send: Connection['send'],
): Promise<WireAnswer<TApi>> {
  if (request.api === 'delete' && replayed) {
    // It was there before the first, as far as anybody can know.
    return { ...(answer as WireAnswer<'delete'>), result: 'deleted' } as WireAnswer<TApi>;
  }
  if (request.api !== 'bulk') return answer;
  const bulk = request as unknown as WireRequest<'bulk'>;
  return await readBackBulk(bulk, answer as WireAnswer<'bulk'>, replayed, send);
}
