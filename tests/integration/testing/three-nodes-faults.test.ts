// Nodes that die under load: what was acknowledged is there, once; what may be there is told as unknown.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { BulkError, DataSource, Document, ElastodmError, Id, Integer, Keyword } from 'elastodm';
import type { BulkProgress, Repository } from 'elastodm';
import { startCluster } from '../../../src/testing/index.js';
import type { Cluster } from '../../../src/testing/index.js';
import { uniqueIndex } from '../../support/server.js';
import { takeTurn } from '../../support/take-turn.js';
import { own, until } from './support.js';

@Document({ index: uniqueIndex('events'), settings: { number_of_shards: 2, number_of_replicas: 2 } })
class Event {
  @Id() id?: string;
  @Keyword() name!: string;
  @Integer() round = 0;
}

let cluster: Cluster;
let endTurn: () => void;
let dataSource: DataSource;
let events: Repository<Event>;
const told: string[] = [];

beforeAll(async () => {
  endTurn = await takeTurn();
  cluster = await startCluster(
    own({
      nodes: 3,
      heap: '384m',
      settings: {
        'cluster.fault_detection.follower_check.timeout': '2s',
        'cluster.fault_detection.follower_check.retry_count': 1,
        'cluster.fault_detection.leader_check.timeout': '2s',
        'cluster.fault_detection.leader_check.retry_count': 1,
      },
    }),
  );
  dataSource = new DataSource({
    connections: { default: { ...cluster.connection, timeout: 30_000, maxRetries: 5, retryOnTimeout: true } },
    documents: [Event],
    synchronize: 'create',
    logger: { warn: (message) => told.push(message), info: (message) => told.push(message) },
  });
  await dataSource.initialize();
  events = dataSource.getRepository(Event);
  const client = dataSource.connections.getConnection();
  await client.cluster.health({ wait_for_status: 'green', timeout: '60s' });
}, 480_000);

afterAll(async () => {
  try {
    await dataSource.close({ timeout: 5_000 });
    await cluster.stop();
  } finally {
    endTurn();
  }
});

/** What came of the documents of a run, by name. */
class Ledger {
  readonly acknowledged = new Map<string, string>();
  readonly unknown = new Set<string>();
  readonly refused = new Set<string>();
  readonly unexpected: unknown[] = [];
  readonly searchErrors: ElastodmError[] = [];
  searches = 0;

  async save(name: string): Promise<void> {
    const event = events.create({ name });
    try {
      await events.save(event);
      this.acknowledged.set(name, event.id!);
    } catch (error) {
      this.note(error, [name]);
    }
  }

  async saveMany(names: readonly string[]): Promise<void> {
    const several = names.map((name) => events.create({ name }));
    try {
      await events.saveMany(several);
      for (const { name, id } of several) this.acknowledged.set(name, id!);
    } catch (error) {
      if (!(error instanceof BulkError)) {
        this.note(error, names);
        return;
      }
      const failed = new Map(error.failures.map(({ position, type }) => [position, type]));
      for (const [position, { name, id }] of several.entries()) {
        const type = failed.get(position);
        if (type === undefined) this.acknowledged.set(name, id!);
        else (type === 'write_outcome_unknown' ? this.unknown : this.refused).add(name);
      }
    }
  }

  async search(prefix: string, attempted: () => number): Promise<void> {
    try {
      const result = await events.search({
        query: { prefix: { name: `${prefix}-` } },
        size: 50,
        track_total_hits: true,
      });
      this.searches += 1;
      const wrong = result.total > attempted() || result.documents.some((event) => !(event instanceof Event));
      if (wrong) this.unexpected.push(`a search found ${result.total} of ${attempted()}`);
    } catch (error) {
      if (error instanceof ElastodmError) this.searchErrors.push(error);
      else this.unexpected.push(error);
    }
  }

  private note(error: unknown, names: readonly string[]): void {
    if (!(error instanceof ElastodmError)) this.unexpected.push(error);
    else {
      const list = error.code === 'WRITE_OUTCOME_UNKNOWN' ? this.unknown : this.refused;
      for (const name of names) list.add(name);
    }
  }
}

/** Writes and searches until `stopped`, in several lanes. */
async function load(prefix: string, ledger: Ledger, stopped: () => boolean): Promise<void> {
  let number = 0;
  const name = (): string => `${prefix}-${number++}`;
  const lane = async (act: () => Promise<void>): Promise<void> => {
    while (!stopped()) {
      await act();
      await sleep(10);
    }
  };
  await Promise.all([
    ...Array.from({ length: 3 }, () => lane(() => ledger.save(name()))),
    lane(() => ledger.saveMany(Array.from({ length: 20 }, name))),
    lane(() => ledger.search(prefix, () => number)),
  ]);
}

/** What is stored, by name: the ids of all documents that have it. */
async function stored(prefix: string): Promise<ReadonlyMap<string, readonly string[]>> {
  await events.refresh();
  const found = new Map<string, string[]>();
  let after: readonly unknown[] | undefined;
  for (;;) {
    const page = await events.search({
      query: { prefix: { name: `${prefix}-` } },
      sort: [{ name: 'asc' }, { round: 'asc' }],
      size: 2_000,
      ...(after === undefined ? {} : { search_after: after }),
    });
    for (const { id, document } of page) found.set(document.name, [...(found.get(document.name) ?? []), id]);
    if (page.length < 2_000) return found;
    after = page.hits.at(-1)?.sort;
  }
}

async function expectTruth(prefix: string, ledger: Ledger): Promise<void> {
  const found = await stored(prefix);
  const lost = [...ledger.acknowledged].filter(([name, id]) => found.get(name)?.[0] !== id);
  const doubled = [...found].filter(([, ids]) => ids.length > 1);
  const denied = [...ledger.refused].filter((name) => found.has(name));
  expect({ lost, doubled, denied, unexpected: ledger.unexpected }).toEqual({
    lost: [],
    doubled: [],
    denied: [],
    unexpected: [],
  });
  const known = ledger.acknowledged.size + ledger.unknown.size;
  expect(found.size).toBeLessThanOrEqual(known);
  expect(found.size).toBeGreaterThanOrEqual(ledger.acknowledged.size);
}

describe('three nodes', () => {
  test('one is killed and comes back while documents are saved and searched', async () => {
    const ledger = new Ledger();
    let stopped = false;
    const running = load('one', ledger, () => stopped);
    await sleep(2_000);
    await cluster.node('node-2').kill();
    await sleep(3_000);
    await cluster.node('node-2').restart();
    // A node that failed often is asked again after some hundreds of requests.
    await until(() => told.includes('node is back'), 30_000);
    stopped = true;
    await running;
    await expectTruth('one', ledger);
    expect(ledger.acknowledged.size).toBeGreaterThan(100);
    expect(ledger.searches).toBeGreaterThan(10);
    expect(told).toContain('node is lost');
    expect(told).toContain('retry');
    expect(told).toContain('node is back');
  }, 180_000);

  test('all are killed, and come back', async () => {
    const ledger = new Ledger();
    let stopped = false;
    const running = load('all', ledger, () => stopped);
    await sleep(1_500);
    const names = ['node-1', 'node-2', 'node-3'];
    await Promise.all(names.map((name) => cluster.node(name).kill()));
    await sleep(1_000);
    await Promise.all(names.map((name) => cluster.node(name).restart()));
    const client = dataSource.connections.getConnection();
    await client.cluster.health({ wait_for_status: 'green', timeout: '60s' }, { requestTimeout: 70_000 });
    const before = ledger.acknowledged.size;
    await sleep(2_000);
    stopped = true;
    await running;
    // The same connection works again, without anybody's help.
    expect(ledger.acknowledged.size).toBeGreaterThan(before);
    await expectTruth('all', ledger);
  }, 240_000);

  test('one is killed, and comes back, in the middle of a bulk write from a generator', async () => {
    const count = 20_000;
    const documents: Event[] = [];
    function* many(): Generator<Event> {
      for (let number = 0; number < count; number++) {
        const event = events.create({ name: `bulk-${String(number).padStart(5, '0')}` });
        documents.push(event);
        yield event;
      }
    }
    let restarting: Promise<unknown> | undefined;
    const onProgress = ({ succeeded }: BulkProgress): void => {
      if (succeeded < 3_000) return;
      restarting ??= (async () => {
        await cluster.node('node-3').kill();
        await sleep(1_000);
        await cluster.node('node-3').restart();
      })();
    };
    const result = await events.saveMany(many(), {
      concurrency: 4,
      chunkSize: 200,
      timeout: 60_000,
      failures: 'collect',
      onProgress,
    });
    await restarting;
    expect(restarting).toBeDefined();
    const { total, succeeded, failed, unknown, failures } = result;
    expect(succeeded + failed).toBe(total);
    expect(failures.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(unknown);

    const failedAt = new Map(failures.map(({ position, outcome }) => [position, outcome]));
    const found = await stored('bulk');
    const lost = documents.filter(
      ({ name, id }, position) => !failedAt.has(position) && found.get(name)?.[0] !== id,
    );
    const doubled = [...found].filter(([, ids]) => ids.length > 1);
    const denied = documents.filter(
      ({ name }, position) => failedAt.get(position) === 'rejected' && found.has(name),
    );
    expect({ lost, doubled, denied }).toEqual({ lost: [], doubled: [], denied: [] });
    // The node was back in time.
    expect(result).toMatchObject({ total: count, succeeded: count, failed: 0, settled: count });
    expect(found.size).toBe(count);
  }, 240_000);
});
