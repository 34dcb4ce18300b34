// What it takes to read all of 200,000 documents, each run in a process of its own, on a real server.
// Base: helpers.scrollDocuments of the raw client, which makes nothing of them, with the same size of pages.
// Run: npm run benchmark:iterate -- --rounds 7 --documents 200000
import { cpu, memory, rate, time } from '../support/figure-columns.js';
import { inFreshProcess, runJobOfThisProcess } from '../support/fresh-process.js';
import { fillEvents, iterateJobs } from '../support/iterate-jobs.js';
import { numberOption } from '../support/options.js';
import { takeTurns } from '../support/rounds.js';
import { openServer } from '../support/server.js';
import { printTable } from '../support/table.js';

await runJobOfThisProcess(iterateJobs);

const documents = numberOption('documents', 200_000);
const rounds = numberOption('rounds', 7);
await using server = await openServer();
await using index = await fillEvents(server, documents);
const run = (name: string) => () => inFreshProcess(name, { url: server.url, index: index.name, documents });

for (const size of [1_000, 5_000]) {
  const measured = await takeTurns(rounds, [
    { name: 'helpers.scrollDocuments', run: run(`raw ${size}`) },
    { name: 'elastodm iterate', run: run(`elastodm ${size}`) },
    { name: 'elastodm iterate, 2 slices', run: run(`elastodm ${size}, 2 slices`) },
    { name: 'elastodm iterate, hydrate: false', run: run(`elastodm ${size}, not hydrated`) },
  ]);
  printTable(`${documents} documents in pages of ${size}`, measured, [rate, cpu, memory]);
}
const measured = await takeTurns(rounds, [
  { name: 'readAhead: false', run: run('waiting, does not') },
  { name: 'readAhead: true', run: run('waiting, reads ahead') },
]);
printTable(`${documents} documents, 5 ms of waiting after each 1,000`, measured, [time, cpu]);
