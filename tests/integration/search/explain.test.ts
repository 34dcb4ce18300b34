// Why documents match, asked of a real server.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource, DeletedAt, Document, DocumentNotFoundError, Id, Keyword, Routing, Text } from 'elastodm';
import { testIndices, testPatterns } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const pattern = testPatterns()('explained');

@Document(newIndex('explained'))
class Film {
  @Id() id?: string;
  @Text() title!: string;
  @DeletedAt() deletedAt?: Date | null;
}
@Document({ index: newIndex('explained-visits'), settings: { number_of_shards: 3 } })
class Visit {
  @Id() id?: string;
  @Routing() @Keyword() user!: string;
}
@Document({ index: () => pattern.replace('*', '2026'), pattern, settings: { number_of_replicas: 0 } })
class Line {
  @Id() id?: string;
  @Text() message!: string;
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film, Visit, Line],
  synchronize: 'update',
});
beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

test('tells whether a document matches, and why', async () => {
  const films = dataSource.getRepository(Film);
  const [alien, gone] = await films.saveMany(
    [films.create({ id: 'alien', title: 'Alien' }), films.create({ id: 'gone', title: 'Alien' })],
    { refresh: true },
  );
  const query = { match: { title: 'alien' } } as const;
  const { matched, explanation } = await films.explain('alien', { query });
  const [hit] = (await films.search({ query })).hits;
  expect(matched).toBe(true);
  expect(explanation.value).toBeCloseTo(hit!.score!, 6);
  expect(explanation.details.length).toBeGreaterThan(0);
  expect(typeof explanation.details[0]!.details[0]!.description).toBe('string');
  expect((await films.explain(alien!, { query })).matched).toBe(true);

  const other = await films.explain('alien', { query: { match: { title: 'blade' } } });
  expect(other).toMatchObject({ matched: false, explanation: { value: 0 } });

  await films.softDelete(gone!, { refresh: true });
  expect((await films.explain('gone', { query })).matched).toBe(false);
  expect((await films.explain('gone', { query }, { withDeleted: true })).matched).toBe(true);
});

test('a document that is not there is an error', async () => {
  const films = dataSource.getRepository(Film);
  const error = await rejection(films.explain('nope', { query: { match_all: {} } }));
  expect(error).toBeInstanceOf(DocumentNotFoundError);
  expect(error.details).toMatchObject({ id: 'nope' });
  const unsaved = await rejection(
    films.explain(films.create({ title: 'New' }), { query: { match_all: {} } }),
  );
  expect(unsaved.code).toBe('DOCUMENT_INVALID_ID');
  const missing = films.explain('alien', { query: { match: { title: undefined } } });
  expect((await rejection(missing)).code).toBe('QUERY_UNDEFINED');
});

test('finds a document by its routing', async () => {
  const visits = dataSource.getRepository(Visit);
  const made = Array.from({ length: 6 }, (_, n) => visits.create({ id: `v${n}`, user: `user-${n}` }));
  await visits.saveMany(made, { refresh: true });
  for (const visit of made) {
    const query = { term: { user: visit.user } };
    expect((await visits.explain(visit, { query })).matched).toBe(true);
    expect((await visits.explain(visit.id!, { query }, { routing: visit.user })).matched).toBe(true);
  }
});

test('finds a document in one of several indices', async () => {
  const lines = dataSource.getRepository(Line);
  const line = await lines.save(lines.create({ id: 'l1', message: 'disk full' }), { refresh: true });
  const query = { match: { message: 'disk' } };
  expect((await lines.explain(line, { query })).matched).toBe(true);
  expect((await lines.explain('l1', { query })).matched).toBe(true);
  expect(await rejection(lines.explain('l2', { query }))).toBeInstanceOf(DocumentNotFoundError);
});
