// Ways to read all documents of an index, as jobs, and the index that they read.
import { setTimeout } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { DataSource } from '../../src/index.js';
import type { IterateOptions } from '../../src/index.js';
import { bulkJobs } from './bulk-jobs.js';
import { eventsIn } from './events.js';
import type { Job } from './fresh-process.js';
import type { Server, TemporaryIndex } from './server.js';

export const iterateJobs = {
  ...ofPages(1_000),
  ...ofPages(5_000),
  'waiting, reads ahead': byIterate({ pageSize: 1_000, readAhead: true }, waitAfterThousand),
  'waiting, does not': byIterate({ pageSize: 1_000, readAhead: false }, waitAfterThousand),
} satisfies Record<string, Job>;

function ofPages(pageSize: number): Record<string, Job> {
  return {
    [`raw ${pageSize}`]: byScroll(pageSize),
    [`elastodm ${pageSize}`]: byIterate({ pageSize }),
    [`elastodm ${pageSize}, 2 slices`]: byIterate({ pageSize, slices: 2 }),
    [`elastodm ${pageSize}, not hydrated`]: byIterate({ pageSize, hydrate: false }),
  };
}

function byScroll(size: number): Job {
  return async ({ url, index }) => {
    const client = new Client({ node: url });
    return count(client.helpers.scrollDocuments({ index, size }));
  };
}

function byIterate(options: IterateOptions, after?: (count: number) => Promise<unknown> | undefined): Job {
  return async ({ url, index }) => {
    const Event = eventsIn(index);
    const dataSource = new DataSource({ connections: { default: { hosts: url } }, documents: [Event] });
    return count(dataSource.getRepository(Event).iterate({}, options), after);
  };
}

async function count(
  documents: AsyncIterable<unknown>,
  after?: (count: number) => Promise<unknown> | undefined,
): Promise<number> {
  let read = 0;
  for await (const _document of documents) {
    read++;
    const pause = after?.(read);
    if (pause !== undefined) await pause;
  }
  return read;
}

// A consumer that does something else for 5 milliseconds after every 1,000 documents.
function waitAfterThousand(read: number): Promise<unknown> | undefined {
  return read % 1_000 === 0 ? setTimeout(5) : undefined;
}

/** An index with so many events, visible. */
export async function fillEvents(server: Server, documents: number): Promise<TemporaryIndex> {
  const index = await server.createIndex(eventsIn);
  await bulkJobs['raw, ids of server']({ url: server.url, index: index.name, documents });
  const filled = await index.count();
  if (filled !== documents) throw new Error(`The index has ${filled} events, and not ${documents}.`);
  return index;
}
