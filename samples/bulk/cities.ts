// 135,233 cities into an index and out again: how fast, with how much memory, and what was sent again on the way.
// CITIES=20000 takes fewer.
import { DataSource } from 'elastodm';
import { startCluster } from 'elastodm/testing';
import { ownIndex } from '../support/own-index.js';
import { heading, progressBar, table } from '../support/terminal.js';
import { City, cityCount, cityIndex, readCities } from './city.js';

const total = Math.min(cityCount, Number(process.env['CITIES'] ?? cityCount));

await using cluster = await startCluster();
await using dataSource = new DataSource({
  connections: { default: cluster.connection },
  documents: [City],
  synchronize: 'create',
});
await using _index = ownIndex(dataSource, cityIndex);
await dataSource.initialize();
const cities = dataSource.getRepository(City);
const memoryAtStart = peakMemory();

heading(`saveMany: ${total} cities of a generator into ${cityIndex}, in requests of 512 KiB, 4 at a time`);
const saving = stopwatch();
const showSaved = progressBar(total);
const saved = await cities.saveMany(readCities(total), {
  onProgress: ({ succeeded }) => showSaved(succeeded),
});
const [savingTime, savingMemory] = [saving(), peakMemory()];
await cities.refresh(); // the index does not do so by itself: see the class

heading('iterate: all of them, as instances, in two slices side by side');
const reading = stopwatch();
const showRead = progressBar(total);
const iteration = cities.iterate({}, { slices: 2, pageSize: 2_000 });
let people = 0;
for await (const page of iteration.pages()) {
  for (const { population } of page) people += population;
  showRead(iteration.count);
}
const [readingTime, readingMemory] = [reading(), peakMemory()];
console.log(`  ${people.toLocaleString('en')} people live in them`);

heading('The first 10,000 once more: each has its id, so that nothing is stored twice');
const again = await cities.saveMany(readCities(Math.min(total, 10_000)), { refresh: true });
console.log(`  ${again.succeeded} saved, ${await cities.count()} cities in the index`);

heading('What it took');
table([
  ['', 'written', 'read'],
  ['cities a second', perSecond(saved.succeeded, savingTime), perSecond(iteration.count, readingTime)],
  ['seconds', savingTime.toFixed(1), readingTime.toFixed(1)],
  ['peak memory so far, in MB', String(savingMemory), String(readingMemory)],
]);
console.log(`  ${memoryAtStart} MB at the start: this program, with all the cities of the package`);
console.log(`  ${saved.requests} bulk requests, ${(saved.bytes / 2 ** 20).toFixed(1)} MiB`);
console.log(
  `  ${saved.retried} cities sent again because the cluster had no room, ${saved.failed} not stored`,
);

/** The seconds since it was made. */
function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

function perSecond(count: number, seconds: number): string {
  return String(Math.round(count / seconds));
}

/** The most memory that this process has had so far, in MB. */
function peakMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
