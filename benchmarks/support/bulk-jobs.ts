// Ways to write many documents, as jobs: the raw client's helper and elastodm, with ids of the client or of the server.
import { Client } from '@elastic/elasticsearch';
import { DataSource } from '../../src/index.js';
import { timeOrderedId } from '../../src/util/time-ordered-id.js';
import { events, eventsIn } from './events.js';
import type { Event } from './events.js';
import type { Job } from './fresh-process.js';

type Ids = 'client' | 'server';

const oneMegabyte = { flushBytes: 1_048_576, concurrency: 4 };

export const bulkJobs = {
  'raw, ids of client': byHelper('client'),
  'raw 1 MB, ids of client': byHelper('client', oneMegabyte),
  'elastodm, ids of client': bySaveMany('client'),
  'raw, ids of server': byHelper('server'),
  'raw 1 MB, ids of server': byHelper('server', oneMegabyte),
  'elastodm, ids of server': bySaveMany('server'),
} satisfies Record<string, Job>;

function byHelper(ids: Ids, settings: Partial<typeof oneMegabyte> = {}): Job {
  return async ({ url, index, documents }) => {
    const client = new Client({ node: url });
    const { successful } = await client.helpers.bulk<Event>({
      datasource: inTurn(events(eventsIn(index), documents)),
      index,
      onDocument: () => ({ create: ids === 'client' ? { _id: timeOrderedId() } : {} }),
      ...settings,
    });
    return successful;
  };
}

function bySaveMany(ids: Ids): Job {
  return async ({ url, index, documents }) => {
    const Event = eventsIn(index);
    const dataSource = new DataSource({ connections: { default: { hosts: url } }, documents: [Event] });
    const { succeeded } = await dataSource.getRepository(Event).saveMany(events(Event, documents), { ids });
    return succeeded;
  };
}

// The helper takes arrays, streams and asynchronous iterators only.
function inTurn<TItem>(items: Iterable<TItem>): AsyncIterableIterator<TItem> {
  const iterator = items[Symbol.iterator]();
  return {
    next: () => Promise.resolve(iterator.next()),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
