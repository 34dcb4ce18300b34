// What it takes to write 200,000 documents from a generator into an empty index, each run in a process of its own.
// Base: helpers.bulk of the raw client with the same ids. Run: npm run benchmark:bulk -- --rounds 7 --documents 200000
// With --memory: the memory of 100,000 documents beside that of 1,000,000, on a stub.
import { bulkJobs } from '../support/bulk-jobs.js';
import { eventsIn } from '../support/events.js';
import { cpu, memory, rate } from '../support/figure-columns.js';
import { inFreshProcess, runJobOfThisProcess } from '../support/fresh-process.js';
import type { Figures } from '../support/fresh-process.js';
import { hasOption, numberOption } from '../support/options.js';
import { takeTurns } from '../support/rounds.js';
import { openServer } from '../support/server.js';
import type { Server } from '../support/server.js';
import { isStubProcess, startStubProcess } from '../support/stub-process.js';
import { printTable } from '../support/table.js';

const names = {
  raw: 'helpers.bulk',
  'raw 1 MB': 'helpers.bulk, 4 × 1 MB',
  elastodm: 'elastodm saveMany',
};

async function writeOnce(server: Server, name: keyof typeof bulkJobs, documents: number): Promise<Figures> {
  await using index = await server.createIndex(eventsIn);
  const figures = await inFreshProcess(name, { url: server.url, index: index.name, documents });
  const stored = await index.count();
  if (stored !== documents) throw new Error(`${name}: the index holds ${stored} of ${documents} documents.`);
  return figures;
}

async function compare(rounds: number, documents: number): Promise<void> {
  await using server = await openServer();
  const ids = ['client', 'server'] as const;
  const contenders = ids.flatMap((maker) =>
    (['raw', 'raw 1 MB', 'elastodm'] as const).map((way) => ({
      name: names[way],
      run: () => writeOnce(server, `${way}, ids of ${maker}`, documents),
    })),
  );
  const measured = await takeTurns(rounds, contenders);
  for (const [place, maker] of ids.entries())
    printTable(`${documents} documents, ids made by the ${maker}`, measured.slice(3 * place, 3 * place + 3), [
      rate,
      cpu,
      memory,
    ]);
}

async function compareMemory(rounds: number): Promise<void> {
  using stub = await startStubProcess('{}');
  const contenders = (['elastodm', 'raw'] as const).flatMap((way) =>
    [100_000, 1_000_000].map((documents) => ({
      name: `${names[way]}, ${documents.toLocaleString('en')} documents`,
      run: () => inFreshProcess(`${way}, ids of client`, { url: stub.url, index: 'events', documents }),
    })),
  );
  printTable('memory, stub, ids made by the client', await takeTurns(rounds, contenders), [memory, rate]);
}

if (!isStubProcess()) {
  await runJobOfThisProcess(bulkJobs);
  if (hasOption('memory')) await compareMemory(numberOption('rounds', 3));
  else await compare(numberOption('rounds', 7), numberOption('documents', 200_000));
}
