// A repository over a data stream: documents are added to it, and read, changed and deleted in the index behind it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource, DateField, Document, Double, Id, Keyword } from 'elastodm';
import { testDataStreams } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const stream = testDataStreams()('measures');

@Document({ index: stream, dataStream: true, settings: { number_of_replicas: 0 } })
class Measure {
  @Id() id?: string;
  @DateField() '@timestamp' = new Date('2026-11-22T00:00:00Z');
  @Keyword() host!: string;
  @Double() value?: number;
}
const dataSource = new DataSource({
  connections: { default: serverOptions(), other: serverOptions() },
  documents: [Measure],
  synchronize: 'create',
  refresh: true,
});
const measures = dataSource.getRepository(Measure);

beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

test('the first document makes it, and all go into the index behind it', async () => {
  const first = await measures.save(measures.create({ host: 'a', value: 1 }));
  await measures.saveMany([
    measures.create({ id: 'own', host: 'b', value: 2 }),
    measures.create({ host: 'c', value: 3 }),
  ]);
  const result = await measures.search({ sort: ['host'] });
  expect(result.documents.map(({ host }) => host)).toEqual(['a', 'b', 'c']);
  expect(result.hits[0]?.index).toMatch(new RegExp(`^\\.ds-${stream}-`));
  expect(await measures.get(first.id!)).toEqual(first);
  expect(await measures.getMany(['own', 'none'])).toMatchObject([{ host: 'b' }, null]);
  expect(await measures.exists('own')).toBe(true);
  expect(await measures.count({ query: { range: { value: { gt: 1 } } } })).toBe(2);
});

test('an id that is there is not replaced', async () => {
  const twin = measures.create({ id: 'own', host: 'twin' });
  expect(await rejection(measures.save(twin))).toMatchObject({ code: 'VERSION_CONFLICT' });
  expect(await measures.get('own')).toMatchObject({ host: 'b' });
});

test('a document that was read is changed and deleted where it is', async () => {
  const measure = await measures.get('own');
  measure.value = 20;
  expect(await measures.update(measure)).toMatchObject({ result: 'updated', version: 2 });
  measure.host = 'bb';
  await measures.save(measure);
  expect(await measures.get('own')).toEqual(measure);
  expect(await measures.update('own', { value: 21 })).toMatchObject({ version: 4 });
  expect(await rejection(measures.save(measure))).toMatchObject({
    code: 'VERSION_CONFLICT',
    details: { expected: { version: 3 }, current: { version: 4 } },
  });
  expect(await measures.delete('own')).toBe(true);
  expect(await measures.getOrNull('own')).toBeNull();
});
