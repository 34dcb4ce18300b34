// The same jobs with the raw client, elastodm and Python's elasticsearch.dsl, each run in a process of its own.
// Base: the raw client of JavaScript. Run: npm run benchmark:peers -- --rounds 5
import { bulkJobs } from '../support/bulk-jobs.js';
import { eventsIn } from '../support/events.js';
import { cpu, memory, time } from '../support/figure-columns.js';
import { inFreshProcess, runJobOfThisProcess } from '../support/fresh-process.js';
import type { Figures, Target } from '../support/fresh-process.js';
import { fillEvents, iterateJobs } from '../support/iterate-jobs.js';
import { numberOption } from '../support/options.js';
import { hasPython, inPython } from '../support/python.js';
import { takeTurns } from '../support/rounds.js';
import { fillPosts, searchJobs } from '../support/search-jobs.js';
import { openServer } from '../support/server.js';
import { printTable } from '../support/table.js';

await runJobOfThisProcess({ ...searchJobs, ...bulkJobs, ...iterateJobs });

const rounds = numberOption('rounds', 5);
const documents = 50_000;
const python = await hasPython();
await using server = await openServer();

type Run = (target: Target) => Promise<Figures>;
const js =
  (name: string): Run =>
  (target) =>
    inFreshProcess(name, target);
const py =
  (name: string): Run =>
  (target) =>
    inPython(name, target);

async function compare(
  title: string,
  runs: Readonly<Record<string, Run>>,
  withTarget: (run: Run) => Promise<Figures>,
): Promise<void> {
  const contenders = Object.entries(runs)
    .filter(([name]) => python || !name.startsWith('elasticsearch.dsl'))
    .map(([name, run]) => ({ name, run: () => withTarget(run) }));
  printTable(title, await takeTurns(rounds, contenders), [time, cpu, memory]);
}

{
  await using index = await fillPosts(server, 10_000);
  const target = { url: server.url, index: index.name, documents: 30_000 };
  await compare(
    'three searches of 10,000 hits',
    { 'raw client': js('raw search'), elastodm: js('elastodm search'), 'elasticsearch.dsl': py('search') },
    (run) => run(target),
  );
}

await compare(
  `bulk of ${documents} documents, ids made by the server`,
  {
    'raw client, helpers.bulk': js('raw, ids of server'),
    'elastodm saveMany': js('elastodm, ids of server'),
    'elasticsearch.dsl Document.bulk': py('bulk'),
  },
  async (run) => {
    await using index = await server.createIndex(eventsIn);
    const figures = await run({ url: server.url, index: index.name, documents });
    const stored = await index.count();
    if (stored !== documents) throw new Error(`The index holds ${stored} of ${documents} documents.`);
    return figures;
  },
);

{
  await using index = await fillEvents(server, documents);
  const target = { url: server.url, index: index.name, documents };
  await compare(
    `iteration over ${documents} documents in pages of 1000`,
    {
      'raw client, scrollDocuments': js('raw 1000'),
      'elastodm iterate': js('elastodm 1000'),
      'elasticsearch.dsl scan': py('scan'),
      'elasticsearch.dsl iterate': py('iterate'),
    },
    (run) => run(target),
  );
}
