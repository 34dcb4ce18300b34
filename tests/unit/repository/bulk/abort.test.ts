// An AbortSignal in each phase of a bulk write: it settles at once, and each document that was taken is accounted for.
import { describe, expect, test } from '@jest/globals';
import type { BulkError } from 'elastodm';
import { BeforeSave, Document, Id, Keyword } from 'elastodm';
import { getEventListeners } from 'node:events';
import { bulkErrorOf, bulkWire, counting, settled } from '../../../support/bulk-wire.js';
import { rejection } from '../../../support/failing.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

function scene(options: Parameters<typeof bulkWire>[0] = {}) {
  const wire = bulkWire(options);
  const films = repositoryOn(Film, wire);
  const many = (count: number): Film[] =>
    Array.from({ length: count }, (_, number) => films.create({ id: `f${number}`, title: 'x' }));
  const controller = new AbortController();
  return { wire, films, many, controller, signal: controller.signal };
}

/** The error of a call that must settle within 50 ms from now. */
async function soon(call: Promise<unknown>): Promise<BulkError> {
  const start = performance.now();
  const error = await bulkErrorOf(call);
  expect(performance.now() - start).toBeLessThan(50);
  return error;
}

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('before the start: nothing is read and nothing is sent', async () => {
  const { wire, films, many, controller, signal } = scene();
  controller.abort(new Error('enough'));
  const input = counting(many(3));
  const error = await soon(films.saveMany(input.items, { signal, failures: 'collect' }));
  expect(error).toMatchObject({
    code: 'BULK_FAILED',
    details: { stopped: 'it was aborted', total: 0 },
    cause: { code: 'REQUEST_ABORTED', cause: { message: 'enough' } },
  });
  expect(await rejection(films.saveMany(many(3), { signal }))).toMatchObject({ code: 'REQUEST_ABORTED' });
  expect([input.taken, wire.sent.length, listeners(signal)]).toEqual([0, 0, 0]);
});

test('while requests are under way: their outcome is unknown, what waits is not sent', async () => {
  const { wire, films, many, controller, signal } = scene({ held: true });
  const input = counting(many(100));
  const saving = films.saveMany(input.items, { signal, chunkSize: 5, concurrency: 2 });
  saving.catch(() => undefined);
  await settled();
  wire.release(1);
  await settled();
  controller.abort();
  const error = await soon(saving);
  expect(wire.waiting).toBe(0);
  expect([input.taken, input.ended]).toEqual([21, true]);
  expect(error.result).toMatchObject({
    total: 21,
    succeeded: 5,
    failed: 16,
    unknown: 10,
    requests: 3,
    settled: 5,
  });
  expect(error.failures.map(({ position, outcome }) => `${position} ${outcome}`)).toEqual([
    ...Array.from({ length: 10 }, (_, place) => `${place + 5} unknown`),
    ...Array.from({ length: 6 }, (_, place) => `${place + 15} rejected`),
  ]);
  expect(listeners(signal)).toBe(0);
});

test('of an array: the request is ended; which documents may be stored, the ids that are kept tell', async () => {
  const { wire, films, controller, signal } = scene({
    held: true,
    other: () => ({ _index: 'films', _id: 'x', found: false }),
  });
  const film = films.create({ title: 'new' });
  const saving = films.saveMany([film], { signal });
  saving.catch(() => undefined);
  await settled();
  controller.abort();
  expect(await rejection(saving)).toMatchObject({ code: 'REQUEST_ABORTED' });
  wire.release();
  await films.saveMany([film]);
  const ids = wire.sent
    .filter(({ api }) => api === 'bulk')
    .map(({ params }) => String((params as { operations: string[] }).operations[0]).split('\n')[0]);
  expect(ids[0]).toBe(ids[1]);
});

test('while the input waits for room, or for an earlier operation on the same document', async () => {
  const { films, many, controller, signal } = scene({ held: true });
  const [film] = many(1);
  const input = counting([film!, film!, film!]);
  const saving = films.saveMany(input.items, { signal });
  saving.catch(() => undefined);
  await settled();
  controller.abort();
  const error = await soon(saving);
  expect(error.result).toMatchObject({ total: 2, succeeded: 0, failed: 2, unknown: 1 });
  expect([input.taken, input.ended]).toEqual([2, true]);
});

describe('while a hook runs that does not end', () => {
  @Document('notes')
  class Note {
    @Id() id?: string;
    @Keyword() text!: string;
    @BeforeSave() wait(): Promise<void> | undefined {
      if (this.text !== 'slow') return undefined;
      this.text = 'changed';
      return new Promise((resolve) => void (go = resolve));
    }
  }
  let go: () => void = () => undefined;

  test.each(['generator', 'async generator', 'writer'] as const)('of a document from a %s', async (kind) => {
    const wire = bulkWire();
    const notes = repositoryOn(Note, wire);
    const all = ['a', 'slow', 'b'].map((text) => notes.create({ id: text, text }));
    const controller = new AbortController();
    const { signal } = controller;
    async function* later(): AsyncGenerator<Note> {
      await Promise.resolve();
      yield* all;
    }
    const start = async (): Promise<unknown> => {
      if (kind === 'generator') return notes.saveMany(all.values(), { signal });
      if (kind === 'async generator') return notes.saveMany(later(), { signal });
      const writer = notes.createBulkWriter({ signal });
      for (const note of all) await writer.save(note);
      return writer.close();
    };
    const saving = start();
    saving.catch(() => undefined);
    await settled();
    controller.abort();
    const error = await soon(saving);
    expect(error.result).toMatchObject({ total: 2, succeeded: 0, failed: 2, unknown: 0, requests: 0 });
    expect(error.failures.map(({ position, type }) => [position, type])).toEqual([
      [0, 'not_sent'],
      [1, 'not_sent'],
    ]);
    expect(error.failures[1]!.document).toBe(all[1]);
    // What the hook changed is taken back when it ends after all, and nothing is sent.
    go();
    await settled();
    expect([all[1]!.text, wire.sent.length]).toEqual(['slow', 0]);
  });
});

test('after the end: nothing, and no listener is left', async () => {
  const { films, many, controller, signal } = scene();
  await films.saveMany(many(3).values(), { signal });
  await films.saveMany(many(3), { signal });
  await films.deleteMany(['a'], { signal });
  await rejection(films.saveMany([films.create({ id: '', title: 'x' })], { signal }));
  await rejection(films.saveMany([new Date() as never], { signal }));
  await rejection(films.saveMany(many(1), { signal, chunkSize: 0 }));
  const writer = films.createBulkWriter({ signal });
  await writer.save(many(1)[0]!);
  expect(listeners(signal)).toBe(1);
  await writer.close();
  expect(listeners(signal)).toBe(0);
  controller.abort();
});

test('one signal for a hundred writes has one listener', async () => {
  const { wire, films, many, signal, controller } = scene({ held: true });
  const saving = Array.from({ length: 100 }, () => films.saveMany(many(1).values(), { signal }));
  const all = Promise.allSettled(saving);
  await settled();
  // One of ours, and one that this connection puts on the signal of each request.
  expect(listeners(signal)).toBe(1);
  expect(wire.waiting).toBe(100);
  controller.abort();
  expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
});
