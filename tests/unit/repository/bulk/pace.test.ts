// How much is sent at once, by what the cluster could take before.
import { expect, test } from '@jest/globals';
import { Document, Id, Keyword } from 'elastodm';
import type { BulkProgress } from 'elastodm';
import { Pace } from '../../../../src/repository/bulk/pace.js';
import { bulkWire } from '../../../support/bulk-wire.js';
import { repositoryOn } from '../../../support/recorder.js';

const most = { chunkBytes: 1_048_576, chunkSize: 5_000, concurrency: 4 };
const of = ({ chunkBytes, chunkSize, concurrency }: Pace) => [Math.round(chunkBytes), chunkSize, concurrency];

test('halves with each refusal, down to one request of 100 documents or 64 KiB', () => {
  const pace = new Pace(most);
  const steps = Array.from({ length: 8 }, () => {
    pace.slowDown();
    return of(pace);
  });
  expect(steps).toEqual([
    [524_288, 2_500, 2],
    [262_144, 1_250, 1],
    [131_072, 625, 1],
    [65_536, 312, 1],
    [65_536, 156, 1],
    [65_536, 100, 1],
    [65_536, 100, 1],
    [65_536, 100, 1],
  ]);
});

test('grows step by step with each request that was taken as a whole, and never beyond the options', () => {
  const pace = new Pace(most);
  pace.slowDown();
  pace.slowDown();
  const steps = Array.from({ length: 8 }, () => {
    pace.speedUp();
    return of(pace);
  });
  expect(steps).toEqual([
    [327_680, 1_562, 2],
    [409_600, 1_953, 2],
    [512_000, 2_441, 2],
    [640_000, 3_051, 3],
    [800_000, 3_814, 3],
    [1_000_000, 4_768, 3],
    [1_048_576, 5_000, 4],
    [1_048_576, 5_000, 4],
  ]);
});

test('does not grow where small requests were asked for, nor shrink below them', () => {
  const pace = new Pace({ chunkBytes: 1_000, chunkSize: 10, concurrency: 1 });
  pace.slowDown();
  expect(of(pace)).toEqual([1_000, 10, 1]);
  pace.speedUp();
  expect(of(pace)).toEqual([1_000, 10, 1]);
});

test('stays below what is refused on principle', () => {
  const pace = new Pace(most);
  pace.shrinkTo(300_000.5);
  expect(of(pace)).toEqual([300_000, 5_000, 4]);
  for (let step = 0; step < 20; step++) pace.speedUp();
  expect(of(pace)).toEqual([300_000, 5_000, 4]);
  pace.shrinkTo(0.5);
  expect(of(pace)).toEqual([1, 5_000, 4]);
});

test('a cluster without room gets fewer and smaller requests, and more again when it has', async () => {
  @Document('films')
  class Film {
    @Id() id?: string;
    @Keyword() title!: string;
  }
  // The first two requests meet a full queue.
  const wire = bulkWire({
    rewrite: (answer, number, { onRejected }) => {
      if (number < 2) onRejected?.(3);
      return answer;
    },
  });
  const films = repositoryOn(Film, wire);
  function* many(): Generator<Film> {
    for (let number = 0; number < 8_000; number++) yield films.create({ id: `f${number}`, title: 'x' });
  }
  const underWay: number[] = [];
  const onProgress = (progress: BulkProgress): void => void underWay.push(progress.underWay);
  const result = await films.saveMany(many(), { chunkSize: 800, onProgress });
  expect(result).toMatchObject({ total: 8_000, succeeded: 8_000, retried: 6 });
  const sizes = wire.asked.map(({ length }) => length);
  const least = Math.min(...sizes.slice(0, -1));
  expect(sizes[0]).toBe(800);
  expect(least).toBeGreaterThanOrEqual(200);
  expect(least).toBeLessThanOrEqual(400);
  // It has come back to what was asked for, or is on its way.
  expect(Math.max(...sizes.slice(sizes.indexOf(least)))).toBeGreaterThan(600);
  expect(Math.max(...underWay)).toBeLessThanOrEqual(3);
});
