// Whole numbers beyond ±2^53 on a real server: exact in both directions, whether a field is a bigint or has no class.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource, Document, Double, Flattened, Id, Long, LongRange, ObjectField } from 'elastodm';
import type { Range, Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Counter {
  @Long({ bigint: true }) count?: bigint;
}
@Document({ index: newIndex('bigints'), settings: { number_of_replicas: 0 } })
class Account {
  @Id() id?: string;
  @Long({ bigint: true }) serial?: bigint | bigint[] | null;
  @Long() plain?: number;
  @LongRange({ bigint: true }) span?: Range<bigint>;
  @ObjectField(() => Counter) counter?: Counter;
  @Flattened() labels?: Record<string, unknown>;
  @ObjectField({ enabled: false }) payload?: unknown[] | Record<string, unknown>;
  @Double() amount?: number;
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Account],
  synchronize: 'create',
});
let accounts: Repository<Account>;

beforeAll(async () => {
  await dataSource.initialize();
  accounts = dataSource.getRepository(Account);
});
afterAll(() => dataSource.close());

const greatest = 2n ** 63n - 1n;
const rows: readonly (readonly [name: string, values: Partial<Account>])[] = [
  ['the greatest and the least', { serial: [greatest, -(2n ** 63n), 0n, 2n ** 53n + 1n] }],
  ['small ones', { serial: 5n }],
  ['ends of a range', { span: { gte: -greatest, lt: greatest } }],
  ['one inside of an object', { counter: Object.assign(new Counter(), { count: greatest }) }],
  ['one in a flattened object', { labels: { a: { b: greatest } } }],
  ['one in any JSON', { payload: { a: [{ b: greatest, c: 5, d: '9223372036854775807' }] } }],
  ['floating-point numbers beside them', { serial: 1n, amount: 1e20, plain: 2 ** 53 - 1 }],
];
test.each(rows)('%s', async (_name, values) => {
  const saved = await accounts.save(accounts.create(values), { refresh: true });
  const read = await accounts.get(saved.id!);
  expect(read).toEqual(saved);
  expect((await accounts.getMany([saved.id!]))[0]).toEqual(saved);
  expect((await accounts.search({ query: { ids: { values: saved.id! } } })).documents).toEqual([saved]);
  // Saved again, it is still exact.
  await accounts.save(read);
  expect(await accounts.get(saved.id!)).toEqual(saved);
});

test('numbers that are not exact are refused before anything is sent', async () => {
  expect(await rejection(accounts.save(accounts.create({ plain: 2 ** 53 })))).toMatchObject({
    code: 'DOCUMENT_INVALID_VALUE',
    details: { path: 'plain', reason: 'a number beyond ±2^53 is not exact: use `bigint: true`' },
  });
});

test('one that another program stored in a field of numbers is kept', async () => {
  const id = 'foreign';
  // As text, for the client's own serializer would round it.
  const body = `{"plain": ${greatest}, "serial": "12"}`;
  const { hosts, httpAuth } = serverOptions();
  const headers = new Headers({ 'content-type': 'application/json' });
  if (httpAuth !== undefined) headers.set('authorization', `Basic ${btoa(String(httpAuth))}`);
  const url = `${String(hosts).split(',')[0]!}/${accounts.metadata.index}/_doc/${id}`;
  expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(201);
  const read = await accounts.get(id);
  expect(read).toMatchObject({ plain: greatest, serial: 12n });
  await accounts.save(read);
  expect(await (await fetch(url.replace('_doc', '_source'), { headers })).text()).toContain(
    `"plain":${greatest}`,
  );
});
