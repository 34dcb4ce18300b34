// How a bulk write is cut into requests, how many are under way, and how far its input is read.
import { describe, expect, test } from '@jest/globals';
import { Document, Id, Integer, Keyword } from 'elastodm';
import type { BulkProgress, Repository } from 'elastodm';
import { bulkWire, counting, settled } from '../../../support/bulk-wire.js';
import type { BulkWire } from '../../../support/bulk-wire.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year?: number;
}

function* films(repository: Repository<Film>, count: number, title = 'x'): Generator<Film> {
  for (let number = 0; number < count; number++) yield repository.create({ id: `f${number}`, title });
}

const sizes = (wire: BulkWire): readonly number[] => wire.asked.map((asked) => asked.length);
/** The bytes of each request as it is sent, with the ends of its lines. */
const bytes = (wire: BulkWire): readonly number[] =>
  wire.sent.map(({ params }) =>
    (params as { readonly operations: readonly string[] }).operations.reduce(
      (sum, text) => sum + Buffer.byteLength(text) + 1,
      0,
    ),
  );

describe('requests', () => {
  test('hold so many documents, and the rest', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    const result = await repository.saveMany(films(repository, 7), { chunkSize: 3 });
    expect(wire.asked).toEqual([
      ['index f0', 'index f1', 'index f2'],
      ['index f3', 'index f4', 'index f5'],
      ['index f6'],
    ]);
    expect(result).toEqual({
      total: 7,
      succeeded: 7,
      missing: 0,
      failed: 0,
      unknown: 0,
      settled: 7,
      retried: 0,
      requests: 3,
      bytes: 7 * '{"index":{"_id":"f0"}}\n{"title":"x"}\n'.length,
      failures: [],
      hookErrors: [],
    });
  });

  test('of exactly that size are full', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    await repository.saveMany(films(repository, 6), { chunkSize: 3 });
    expect(sizes(wire)).toEqual([3, 3]);
  });

  test('hold so many bytes, the last line end included, and no more', async () => {
    const one = Buffer.byteLength('{"index":{"_id":"f0"}}\n{"title":"é"}\n');
    for (const [chunkBytes, expected] of [
      [3 * one, [3, 3, 1]],
      [3 * one - 1, [2, 2, 2, 1]],
    ] as const) {
      const wire = bulkWire();
      const repository = repositoryOn(Film, wire);
      const result = await repository.saveMany(films(repository, 7, 'é'), { chunkBytes });
      expect(sizes(wire)).toEqual(expected);
      for (const sent of bytes(wire)) expect(sent).toBeLessThanOrEqual(chunkBytes);
      expect(result.bytes).toBe(7 * one);
    }
  });

  test('are of one document where it is larger than a request may be', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    const titles = ['a', 'b', 'x'.repeat(1_000), 'c', 'd'];
    const documents = titles.map((title, number) => repository.create({ id: `f${number}`, title }));
    await repository.saveMany(documents.values(), { chunkBytes: 100 });
    expect(wire.asked).toEqual([['index f0', 'index f1'], ['index f2'], ['index f3', 'index f4']]);
  });

  test('of an array are cut in the same way, and it is returned as it is', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    const documents = [...films(repository, 5)];
    const saved = await repository.saveMany(documents, { chunkSize: 2 });
    expect(saved).toEqual(documents);
    expect(saved).not.toBe(documents);
    expect(sizes(wire)).toEqual([2, 2, 1]);
  });

  test('hold 5,000 documents or 512 KiB by default', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    await repository.saveMany(films(repository, 5_001));
    expect(sizes(wire)).toEqual([5_000, 1]);
    const large = bulkWire();
    const others = repositoryOn(Film, large);
    await others.saveMany(films(others, 5, 'x'.repeat(150_000)));
    expect(sizes(large)).toEqual([3, 2]);
  });
});

describe('under way at the same time', () => {
  test.each([1, 2, 4])('are at most %i requests, and the input waits', async (concurrency) => {
    const wire = bulkWire({ held: true });
    const repository = repositoryOn(Film, wire);
    const input = counting(films(repository, 100));
    const chunkSize = 5;
    const saving = repository.saveMany(input.items, { chunkSize, concurrency });
    await settled();
    expect(wire.waiting).toBe(concurrency);
    // One that is full waits for its turn, and the first document of the next one is in hand.
    expect(input.taken).toBe((concurrency + 1) * chunkSize + 1);
    wire.release(1);
    await settled();
    expect(wire.waiting).toBe(concurrency);
    expect(input.taken).toBe((concurrency + 2) * chunkSize + 1);
    wire.release();
    expect(await saving).toMatchObject({ total: 100, succeeded: 100, requests: 20 });
    expect(wire.mostAtOnce).toBe(concurrency);
    expect(sizes(wire)).toEqual(Array<number>(20).fill(chunkSize));
  });

  test('are 4 requests by default, of an async generator and of an array too', async () => {
    const wire = bulkWire({ held: true });
    const repository = repositoryOn(Film, wire);
    const input = counting(films(repository, 50));
    async function* later(): AsyncGenerator<Film> {
      await Promise.resolve();
      yield* input.items;
    }
    const saving = repository.saveMany(later(), { chunkSize: 2 });
    await settled();
    expect([wire.waiting, input.taken]).toEqual([4, 11]);
    wire.release();
    await saving;
    const other = bulkWire({ held: true });
    const others = repositoryOn(Film, other);
    const savingAll = others.saveMany([...films(others, 50)], { chunkSize: 2 });
    await settled();
    expect(other.waiting).toBe(4);
    other.release();
    await savingAll;
    expect([wire.mostAtOnce, other.mostAtOnce]).toEqual([4, 4]);
  });

  test('is nothing that a slow input does not need: what it gave is sent when it is full', async () => {
    const wire = bulkWire();
    const repository = repositoryOn(Film, wire);
    async function* slow(): AsyncGenerator<Film> {
      for (const film of films(repository, 5)) {
        await settled();
        expect(wire.waiting).toBe(0);
        yield film;
      }
    }
    await repository.saveMany(slow(), { chunkSize: 2 });
    expect(sizes(wire)).toEqual([2, 2, 1]);
  });
});

describe('what is held', () => {
  test('of 20,000 documents is never more than the requests under way, and two more', async () => {
    const wire = bulkWire({ rewrite: (answer) => new Promise((resolve) => setTimeout(resolve, 1, answer)) });
    const repository = repositoryOn(Film, wire);
    const input = counting(films(repository, 20_000));
    let [answered, most] = [0, 0];
    const onProgress = ({ succeeded }: BulkProgress): void => {
      most = Math.max(most, input.taken - answered);
      answered = succeeded;
    };
    await repository.saveMany(input.items, { chunkSize: 100, concurrency: 3, onProgress });
    expect(answered).toBe(20_000);
    expect(most).toBeLessThanOrEqual(5 * 100 + 1);
  });
});
