// A Connection that keeps what it is sent, and answers what the test says.
import { failure } from '../../../src/errors/failure.js';
import type { Api, Connection, WireAnswer, WireRequest } from '../../../src/types/wire-request.js';

type Sent = readonly [api: Api, params: unknown];
/** What is answered, one after the other; an Error is thrown. The last is answered for ever. */
export type Answers = Partial<Record<Api, readonly unknown[]>>;

export function recordingConnection(answers: Answers): { connection: Connection; sent: Sent[] } {
  const sent: Sent[] = [];
  const left = new Map(Object.entries(answers).map(([api, list]) => [api, [...list]]));
  const connection: Connection = {
    alias: 'default',
    cluster: {},
    send<TApi extends Api>({ api, params }: WireRequest<TApi>) {
      sent.push([api, params]);
      const list = left.get(api) ?? [{ acknowledged: true }];
      const answer = list.length > 1 ? list.shift() : list[0];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as WireAnswer<TApi>);
    },
  };
  return { connection, sent };
}

export const noIndex = failure('INDEX_NOT_FOUND', { alias: 'default', index: 'x' });
export const refused = (status: number, type: string, reason = 'because'): Error =>
  failure('REQUEST_REFUSED', { alias: 'default', api: 'indices.get', status, type, reason });
export const noTemplate = refused(404, 'resource_not_found_exception');
