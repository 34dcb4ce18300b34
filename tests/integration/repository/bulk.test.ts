// Bulk writes on a real server: each operation, what is refused among what is written, and an index that is blocked.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BulkError,
  DataSource,
  Document,
  Id,
  IndexBlockedError,
  Integer,
  Keyword,
  Routing,
  UpdatedAt,
  Version,
} from 'elastodm';
import type { Repository } from 'elastodm';
import { bulkErrorOf } from '../../support/bulk-wire.js';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const indexName = testIndices();
const [filmIndex, visitIndex, logIndex] = [indexName('films'), indexName('visits'), indexName('logs')];

@Document(filmIndex)
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year?: number;
  @UpdatedAt() updatedAt?: Date;
}
@Document(visitIndex)
class Visit {
  @Id() id?: string;
  @Routing() @Keyword() user!: string;
  @Version({ type: 'external' }) version?: number;
}
@Document({ index: (log: Log) => `${logIndex}-${log.day}`, pattern: `${logIndex}-*`, refresh: true })
class Log {
  @Id() id?: string;
  @Keyword() day!: string;
}

let dataSource: DataSource;
let films: Repository<Film>;
beforeAll(async () => {
  dataSource = new DataSource({
    connections: { default: serverOptions() },
    documents: [Film, Visit, Log],
    synchronize: 'create',
  });
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
});
afterAll(async () => {
  const client = dataSource.connections.getConnection();
  const days = ['mon', 'tue'].map((day) => `${logIndex}-${day}`);
  await client.indices.delete({ index: days }, { ignore: [404] });
  await client.indices.deleteIndexTemplate({ name: `*${logIndex}-*` }, { ignore: [404] });
  await dataSource.close();
});

const film = (id: string, year = 1979): Film => films.create({ id, title: id, year });

test('saves, changes and deletes, one document several times in order', async () => {
  const [a, b] = [film('op-a'), films.create({ title: 'new' })];
  const result = await films.bulk([
    { save: a },
    { save: b },
    { save: film('op-c'), opType: 'create' },
    { update: a, changes: { year: 1980 } },
    { update: 'op-c', changes: { title: 'C' } },
    { update: 'op-d', changes: { title: 'D' }, upsert: true },
    { delete: 'op-none' },
    { delete: a },
    { save: a },
  ]);
  expect(result).toMatchObject({ total: 9, succeeded: 8, missing: 1, failed: 0, settled: 9, failures: [] });
  expect(a.year).toBe(1980);
  expect(await films.getMany(['op-a', b.id!, 'op-c', 'op-d'])).toMatchObject([
    { id: 'op-a', title: 'op-a', year: 1980 },
    { title: 'new' },
    { title: 'C', year: 1979 },
    { title: 'D' },
  ]);
  a.year = 1981;
  expect(await films.bulk([{ update: a }, { update: b }], { refresh: true })).toMatchObject({ succeeded: 2 });
  expect(await films.get('op-a')).toMatchObject({ year: 1981 });
  expect(await films.deleteMany([a, b, 'op-c', 'op-d', 'op-none'])).toMatchObject({
    succeeded: 4,
    missing: 1,
  });
  expect(await films.exists('op-a')).toBe(false);
});

test('makes ids here or there, and each object can be saved again', async () => {
  for (const ids of ['client', 'server'] as const) {
    const several = Array.from({ length: 50 }, (_, year) => films.create({ title: ids, year }));
    const result = await films.saveMany(several.values(), { ids, chunkSize: 7, refresh: true });
    expect(result).toMatchObject({ total: 50, succeeded: 50, requests: 8 });
    expect(new Set(several.map(({ id }) => id)).size).toBe(50);
    for (const one of several) one.year = 2_000;
    await films.saveMany(several, { refresh: true });
    expect(await films.count({ query: { term: { title: ids } } })).toBe(50);
    expect(await films.get(several[7]!.id!)).toMatchObject({ title: ids, year: 2_000 });
  }
});

test('conflicts are failures beside the others', async () => {
  const [first] = await films.saveMany([film('conflict-a')]);
  const second = await films.get('conflict-a');
  await films.save(Object.assign(second, { year: 1 }));
  const { failures } = await films.saveMany([first!, film('conflict-b')], { failures: 'collect' });
  expect(failures).toMatchObject([
    {
      position: 0,
      id: 'conflict-a',
      status: 409,
      outcome: 'rejected',
      type: 'version_conflict_engine_exception',
    },
  ]);
  const error = await rejection(films.saveMany([film('conflict-b')].values(), { opType: 'create' }));
  expect(error).toMatchObject({ failures: [{ status: 409 }] });
  expect(await films.saveMany([first!], { optimistic: false })).toEqual([first]);
});

test('routing and versions of their own are kept', async () => {
  const visits = dataSource.getRepository(Visit);
  const visit = visits.create({ id: 'v', user: 'ann', version: 5 });
  await visits.saveMany([visit].values());
  const older = visits.create({ id: 'v', user: 'ann', version: 4 });
  const { failures } = await visits.saveMany([older], { failures: 'collect' });
  expect(failures).toMatchObject([{ status: 409 }]);
  expect(await visits.get('v', { routing: 'ann' })).toMatchObject({ version: 5 });
  expect(await visits.bulk([{ delete: visit }])).toMatchObject({ succeeded: 1 });
});

test('each document goes to the index that it chooses', async () => {
  const logs = dataSource.getRepository(Log);
  const both = ['mon', 'tue'].map((day) => logs.create({ id: day, day }));
  await logs.saveMany(both);
  expect(await logs.get('tue', { index: `${logIndex}-tue` })).toMatchObject({ day: 'tue' });
  expect(await logs.deleteMany(both)).toMatchObject({ succeeded: 2 });
});

describe('row 20', () => {
  test('a document that does not fit its field is refused alone, and by its place in the input', async () => {
    // Longer than a keyword may be, which no check of the class says.
    const wrong = Object.assign(film('map-b'), { title: 'x'.repeat(40_000) });
    const input = [film('map-a'), wrong, film('map-c')];
    const error = await bulkErrorOf<Film>(films.saveMany(input.values(), { chunkSize: 2 }));
    expect(error).toBeInstanceOf(BulkError);
    expect(error.cause).toBeUndefined();
    expect(error.result).toMatchObject({ total: 3, succeeded: 2, failed: 1, unknown: 0, settled: 3 });
    expect(error.failures).toMatchObject([
      { id: 'map-b', position: 1, status: 400, outcome: 'rejected', type: 'document_parsing_exception' },
    ]);
    expect(error.failures[0]!.document).toBe(wrong);
    expect(error.message).not.toContain('xxxxxxxxxx');
    expect(await films.getMany(['map-a', 'map-b', 'map-c'])).toMatchObject([
      { id: 'map-a' },
      null,
      { id: 'map-c' },
    ]);
    const { failures } = await films.saveMany(input, { failures: 'collect' });
    expect(failures).toHaveLength(1);
  });
});

describe('row 21', () => {
  test('an index that is blocked in the middle stops the write; what was written and what not is told', async () => {
    const client = dataSource.connections.getConnection();
    const block = async (value: boolean): Promise<void> => {
      await client.indices.putSettings({
        index: filmIndex,
        settings: { 'index.blocks.read_only_allow_delete': value ? true : null },
      });
    };
    let taken = 0;
    async function* many(): AsyncGenerator<Film> {
      for (let number = 0; number < 1_000; number++) {
        if (number === 101) {
          // The requests before are answered by then.
          await until(() => done === 100);
          await block(true);
        }
        taken++;
        yield film(`block-${number}`);
      }
    }
    let done = 0;
    const onProgress = ({ succeeded }: { readonly succeeded: number }): void => void (done = succeeded);
    const start = performance.now();
    const saving = films.saveMany(many(), { chunkSize: 10, failures: 'collect', onProgress });
    const error = await bulkErrorOf<Film>(saving);
    await block(false);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(error.cause).toBeInstanceOf(IndexBlockedError);
    expect((error.cause as Error).message).toContain('TOO_MANY_REQUESTS/12');
    expect(taken).toBeLessThan(300);
    expect(error.result).toMatchObject({
      total: taken,
      succeeded: 100,
      failed: taken - 100,
      unknown: 0,
      retried: 0,
    });
    expect(new Set(error.failures.map(({ type }) => type))).toEqual(
      new Set(['cluster_block_exception', 'not_sent']),
    );
    await films.refresh();
    expect(await films.count({ query: { prefix: { title: 'block-' } } })).toBe(100);
    // What failed can be written now, as it is.
    const again = error.failures.map(({ document }) => document);
    expect(await films.saveMany(again, { failures: 'collect' })).toMatchObject({ failed: 0 });
  });
});

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('It has not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
