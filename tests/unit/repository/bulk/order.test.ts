// What is done to one document is done in order: the second waits until the first has come to its end.
import { describe, expect, test } from '@jest/globals';
import { BeforeSave, Document, Id, Keyword } from 'elastodm';
import type { BulkOperation } from 'elastodm';
import { bulkWire, settled } from '../../../support/bulk-wire.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

function scene(options: Parameters<typeof bulkWire>[0] = {}) {
  const wire = bulkWire(options);
  return { wire, films: repositoryOn(Film, wire) };
}

describe('waits for the first', () => {
  test('the same new object, given twice: it is made once, and then replaced as it was made', async () => {
    const { wire, films } = scene();
    const film = films.create({ title: 'Alien' });
    expect(await films.saveMany(new Array(2).fill(film).values())).toMatchObject({ total: 2, succeeded: 2 });
    expect(wire.asked).toEqual([['create *'], ['index * if_seq_no=0 if_primary_term=1']]);
  });

  test('the same new object, given five times', async () => {
    const { wire, films } = scene();
    const film = films.create({ title: 'Alien' });
    const result = await films.saveMany(new Array(5).fill(film).values());
    expect(result).toMatchObject({ total: 5, succeeded: 5, failures: [] });
    expect(wire.asked.flat()).toEqual([
      'create *',
      ...[0, 1, 2, 3].map((seqNo) => `index * if_seq_no=${seqNo} if_primary_term=1`),
    ]);
    expect(wire.mostAtOnce).toBe(1);
  });

  test('another object of the same id', async () => {
    const { wire, films } = scene({ held: true });
    const both = ['Alien', 'Aliens'].map((title) => films.create({ id: 'a', title }));
    const saving = films.saveMany([...both, films.create({ id: 'b', title: 'Moon' })].values());
    await settled();
    expect(wire.asked).toEqual([['index a']]);
    wire.release();
    await saving;
    expect(wire.asked).toEqual([['index a'], ['index a', 'index b']]);
  });

  test('a deletion after a save, a save after a deletion, an update after both', async () => {
    const { wire, films } = scene();
    const film = films.create({ id: 'a', title: 'Alien' });
    const operations: BulkOperation<Film>[] = [
      { save: film },
      { delete: film },
      { save: film },
      { update: 'a', changes: { title: 'Aliens' } },
      { delete: 'a' },
    ];
    expect(await films.bulk(operations)).toMatchObject({ total: 5, succeeded: 5, requests: 5 });
    expect(wire.asked).toEqual([
      ['index a'],
      ['delete a if_seq_no=0 if_primary_term=1'],
      ['index a'],
      ['update a'],
      ['delete a'],
    ]);
  });

  test('a change and a deletion of a new document that has its id from this write', async () => {
    const { wire, films } = scene();
    const film = films.create({ title: 'Alien' });
    const twice = new Array<Film>(2).fill(film);
    expect(await films.saveMany(twice.values())).toMatchObject({ succeeded: 2 });
    await films.bulk([
      { save: film },
      { delete: film },
      { save: films.create({ id: film.id!, title: 'New' }) },
    ]);
    expect(wire.asked.slice(2)).toEqual([
      ['index * if_seq_no=1 if_primary_term=1'],
      ['delete * if_seq_no=2 if_primary_term=1'],
      ['index *'],
    ]);
  });

  test('what comes after one that failed, too', async () => {
    const refused = { status: 400, error: { type: 'mapper_parsing_exception', reason: 'no' } };
    let count = 0;
    const { wire, films } = scene({ item: () => (count++ === 0 ? refused : undefined) });
    const film = films.create({ title: 'Alien' });
    const result = await films.saveMany(new Array(3).fill(film).values(), { failures: 'collect' });
    expect(result).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    expect(result.failures).toMatchObject([{ position: 0, id: undefined, outcome: 'rejected' }]);
    expect(wire.asked).toEqual([['create *'], ['create *'], ['index * if_seq_no=0 if_primary_term=1']]);
  });

  test('one whose first request is in the middle of several', async () => {
    const { wire, films } = scene({ held: true });
    const several = ['a', 'b', 'c', 'd', 'a', 'e'].map((id) => films.create({ id, title: id }));
    const saving = films.saveMany(several.values(), { chunkSize: 2 });
    await settled();
    expect(wire.asked).toEqual([
      ['index a', 'index b'],
      ['index c', 'index d'],
    ]);
    // The first to answer is the one that matters.
    wire.release(1);
    await settled();
    wire.release();
    await saving;
    expect(wire.asked[2]).toEqual(['index a', 'index e']);
  });

  test('while hooks are called afterwards', async () => {
    const said: string[] = [];
    @Document('notes')
    class Note {
      @Id() id?: string;
      @Keyword() text!: string;
      @BeforeSave() told(): void {
        said.push(this.text);
      }
    }
    const wire = bulkWire();
    const notes = repositoryOn(Note, wire);
    const both = ['one', 'two'].map((text) => notes.create({ id: 'n', text }));
    await notes.saveMany(both.values());
    expect(said).toEqual(['one', 'two']);
    expect(wire.asked).toEqual([['index n'], ['index n']]);
  });
});

test('an array saves an object once that is listed twice, and another of its id in order', async () => {
  const { wire, films } = scene();
  const [alien, other] = [
    films.create({ id: 'a', title: 'Alien' }),
    films.create({ id: 'a', title: 'Aliens' }),
  ];
  expect(await films.saveMany([alien, other, alien])).toEqual([alien, other, alien]);
  expect(wire.asked).toEqual([['index a'], ['index a']]);
});
