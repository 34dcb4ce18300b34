// The real server of a benchmark, and indices that are gone when it ends, however it ends.
import { randomBytes } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { DataSource } from '../../src/index.js';
import { toMapping } from '../../src/mapping/to-mapping.js';
import { startCluster } from '../../src/testing/index.js';

export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly client: Client;
  /** A new, empty index for a class: one shard, no copy, and no refresh of its own. */
  createIndex(documentsIn: (index: string) => new () => object): Promise<TemporaryIndex>;
}

export interface TemporaryIndex extends AsyncDisposable {
  readonly name: string;
  /** Makes what was written visible, and returns how many documents there are. */
  count(): Promise<number>;
}

const settings = { number_of_shards: 1, number_of_replicas: 0, refresh_interval: '-1' };

/** The server of ELASTICSEARCH_URL, else one of its own. */
export async function openServer(): Promise<Server> {
  const cluster = await startCluster({ log: false, heap: '1g' });
  const url = process.env['ELASTICSEARCH_URL'] ?? cluster.hosts[0] ?? '';
  const client = new Client({ node: url });
  const names = new Set<string>();
  const remove = async (name: string): Promise<void> => {
    if (names.delete(name)) await client.indices.delete({ index: name }, { ignore: [404] });
  };
  const close = async (): Promise<void> => {
    await Promise.all([...names].map(remove));
    await client.close();
    await cluster.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)));
  return {
    url,
    client,
    async createIndex(documentsIn) {
      const name = `elastodm-benchmark-${randomBytes(6).toString('hex')}`;
      const Class = documentsIn(name);
      const mappings = toMapping(new DataSource({ documents: [Class] }).getMetadata(Class));
      names.add(name);
      await client.indices.create({ index: name, settings, mappings });
      return {
        name,
        async count() {
          await client.indices.refresh({ index: name });
          return (await client.count({ index: name })).count;
        },
        [Symbol.asyncDispose]: () => remove(name),
      };
    },
    [Symbol.asyncDispose]: close,
  };
}
