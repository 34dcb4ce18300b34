// Answers to bulk requests that are taken, and those that do not fit what was sent: they say nothing of it.
import { expect, test } from '@jest/globals';
import { toBulkItems } from '../../../src/response/to-bulk-items.js';
import { thrown } from '../../support/failing.js';

const origin = { alias: 'default', cluster: {} };
const texts = {
  index: '{"index":{"_id":"a"}}\n{"title":"x"}',
  create: '{"create":{"_id":"a"}}\n{"title":"x"}',
  update: '{"update":{"_id":"a"}}\n{"doc":{"title":"x"}}',
  delete: '{"delete":{"_id":"a"}}',
  made: '{"create":{}}\n{"title":"x"}',
};
type Sent = keyof typeof texts;
const read = (sent: Sent, item: unknown) =>
  toBulkItems('films', origin, [sent === 'made' ? '' : 'a'], { items: [item] } as never, [texts[sent]]);
const error = { type: 'document_missing_exception', reason: '[a]: document missing' };

test.each<[Sent, object]>([
  ['index', { index: { _id: 'a', status: 200, result: 'updated' } }],
  // With `op_type: 'create'`.
  ['index', { create: { _id: 'a', status: 201, result: 'created' } }],
  ['create', { create: { _id: 'a', status: 409, error } }],
  ['update', { update: { _id: 'a', status: 200, result: 'noop' } }],
  ['update', { update: { _id: 'a', status: 404, error } }],
  ['delete', { delete: { _id: 'a', status: 200, result: 'deleted' } }],
  ['delete', { delete: { _id: 'a', status: 404, result: 'not_found' } }],
  ['made', { create: { _id: 'made-1', status: 201, result: 'created' } }],
  // A server has made an id for what it refuses, or not yet.
  ['made', { create: { _id: 'made-1', status: 429, error } }],
  ['made', { create: { _id: null, status: 404, error } }],
])('to %s: %j is taken', (sent, item) => {
  expect(read(sent, item)).toEqual(Object.values(item));
});

test.each<[Sent, unknown]>([
  ['index', { delete: { _id: 'a', status: 200, result: 'deleted' } }],
  ['index', { delete: { _id: 'a', status: 404, result: 'not_found' } }],
  ['index', { update: { _id: 'a', status: 200, result: 'updated' } }],
  ['create', { index: { _id: 'a', status: 201, result: 'created' } }],
  ['update', { index: { _id: 'a', status: 200, result: 'updated' } }],
  ['delete', { index: { _id: 'a', status: 200, result: 'updated' } }],
  ['made', { delete: { _id: 'a', status: 200, result: 'deleted' } }],
  ['made', { create: { status: 201, result: 'created' } }],
  ['index', { index: { _id: 'b', status: 200, result: 'updated' } }],
  ['index', { index: { _id: 'a', status: 400 } }],
  ['index', { index: { _id: 'a', status: 503, result: 'created' } }],
  ['update', { update: { _id: 'a', status: 404, result: 'not_found' } }],
  ['delete', { delete: { _id: 'a', status: 500, result: 'not_found' } }],
  ['delete', { delete: { _id: 'a', status: 404 } }],
  ['index', {}],
  ['index', null],
  ['index', { index: 'a' }],
])('to %s: %j says nothing', (sent, item) => {
  expect(thrown(() => read(sent, item))).toMatchObject({
    code: 'WRITE_OUTCOME_UNKNOWN',
    details: {
      alias: 'default',
      api: 'bulk',
      index: 'films',
      reason: 'the answer is wrong: item 0 is not about the document that was sent there',
    },
  });
});
