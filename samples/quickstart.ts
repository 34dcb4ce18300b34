// The whole of the library in one sitting: a real cluster, 3,201 films, a mapping, a bulk, a get, searches.
import { DataSource } from 'elastodm';
import { startCluster } from 'elastodm/testing';
import { Film, filmIndex } from './films/film.js';
import { readFilms } from './films/read-films.js';
import { ownIndex } from './support/own-index.js';
import { heading, marked, paint, progressBar, table } from './support/terminal.js';

const chunkSize = 400;

await using cluster = await startCluster();

await using dataSource = new DataSource({
  connections: { default: cluster.connection },
  documents: [Film],
  synchronize: 'update',
});
await using _index = ownIndex(dataSource, filmIndex);
await dataSource.initialize();
const films = dataSource.getRepository(Film);

const client = dataSource.connections.getConnection(); // the official client, for what a repository does not do

heading(`The mapping of ${filmIndex}, made from the class Film`);
const { [filmIndex]: live } = await client.indices.getMapping({ index: filmIndex });
table(
  Object.entries(live?.mappings.properties ?? {}).map(([field, { type = 'object', ...options }]) => [
    field,
    type,
    Object.keys(options).length === 0 ? '' : JSON.stringify(options),
  ]),
);

heading('Films of vega-datasets');
const { films: documents, repairs } = readFilms();
for (const [repair, times] of repairs) console.log(`  ${String(times).padStart(5)} ${repair}`);

heading('saveMany: bulk requests');
const showProgress = progressBar(documents.length);
const start = performance.now();
for (let done = 0; done < documents.length; done += chunkSize) {
  await films.saveMany(documents.slice(done, done + chunkSize));
  showProgress(Math.min(done + chunkSize, documents.length));
}
const seconds = (performance.now() - start) / 1000;
await films.refresh();
console.log(
  `  ${await films.count()} films in ${seconds.toFixed(2)} s, ${Math.round(documents.length / seconds)} a second`,
);

heading('get: one film by its id');
console.log(await films.get(documents[0]!.id!));

heading("search: films about 'dark night', the matching words marked");
const search = await films.search({
  query: { match: { title: 'dark night' } },
  highlight: { fields: { title: { number_of_fragments: 0 } } },
  size: 5,
});
console.log(`  ${search.total} films match`);
table(
  search.hits.map(({ score, document, highlight }) => [
    score?.toFixed(2) ?? '',
    document.releasedAt.getUTCFullYear(),
    marked(highlight?.title?.[0] ?? document.title),
  ]),
);

heading('search: long dramas of the nineties, best first');
const dramas = await films.search({
  query: {
    bool: {
      filter: [
        { term: { genre: 'Drama' } },
        { range: { releasedAt: { gte: new Date('1990-01-01'), lt: new Date('2000-01-01') } } },
        { range: { runningMinutes: { gte: 150 } } },
      ],
    },
  },
  sort: [{ imdbRating: { order: 'desc', missing: '_last' } }, { 'title.raw': 'asc' }],
  size: 5,
});
table(
  dramas.documents.map(({ imdbRating, runningMinutes, title }) => [
    imdbRating?.toFixed(1) ?? '-',
    `${runningMinutes} min`,
    title,
  ]),
);

heading('search: genres, and how they are rated');
const { aggs } = await films.search({
  size: 0,
  aggs: {
    genres: {
      terms: { field: 'genre', size: 20, order: { rating: 'desc' } },
      aggs: { rating: { avg: { field: 'imdbRating' } } },
    },
  },
});
table(
  aggs.genres.buckets.map(({ key, doc_count, rating }) => [key, doc_count, `${rating.value?.toFixed(2)} ★`]),
);

console.log(
  `\n${paint('green', 'Done.')} The code is in samples/quickstart.ts, the class in samples/films/film.ts.`,
);
