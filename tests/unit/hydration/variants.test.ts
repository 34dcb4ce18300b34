// Documents of several classes in one index, and what Elasticsearch keeps beside their sources.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Discriminator, Document, Id, Integer, Keyword, Routing, Text, Version } from 'elastodm';
import {
  dehydrate,
  dehydrateChanges,
  diffSource,
  hydrate,
  variantOf,
} from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';
import { metadataOf } from './every-field.js';

@Document('media')
class Medium {
  @Id() id?: string;
  @Discriminator() kind?: string;
  @Text() title?: string;
}
@Document({ index: 'media', discriminator: 'film' })
class Film extends Medium {
  @Integer() minutes?: number;
}
@Document({ index: 'media', discriminator: 'short' })
class ShortFilm extends Film {
  @Keyword() festival?: string;
}
@Document({ index: 'media', discriminator: 'song' })
class Song extends Medium {}
class Podcast extends Medium {}
class Sequel extends Film {}
const dataSource = new DataSource({ documents: [Medium, Film, ShortFilm, Song] });
const of = (target: new () => Medium) => dataSource.getMetadata(target);

describe('a document that is read', () => {
  test('is of the class that its discriminator names', () => {
    const film = hydrate(of(Medium), 'a', { kind: 'film', minutes: 5 });
    expect(film).toEqual(Object.assign(new Film(), { id: 'a', kind: 'film', minutes: 5 }));
    expect(film.constructor).toBe(Film);
    expect(hydrate(of(Film), 'a', { kind: 'short', festival: 'x' }).constructor).toBe(ShortFilm);
    expect(hydrate(of(Song), 'a', { title: 'x' }).constructor).toBe(Song);
    expect(hydrate(of(Film), 'a', { kind: null }).constructor).toBe(Film);
  });

  test.each([
    [Medium, { kind: 'game' }, 'game', ['film', 'short', 'song']],
    [Medium, {}, 'undefined', ['film', 'short', 'song']],
    [Medium, { kind: ['film'] }, '["film"]', ['film', 'short', 'song']],
    [Song, { kind: 'film' }, 'film', ['song']],
  ] as const)('of no known class is refused: %p %j', (target, source, value, known) => {
    expect(thrown(() => hydrate(of(target), 'a1', source))).toMatchObject({
      code: 'DOCUMENT_UNKNOWN_KIND',
      details: {
        className: target.name,
        id: 'a1',
        field: 'kind',
        value,
        known: expect.arrayContaining([...known]) as unknown,
      },
    });
  });
});

describe('a document that is written', () => {
  test('is of its own class', () => {
    expect(variantOf(of(Medium), new ShortFilm()).className).toBe('ShortFilm');
    expect(variantOf(of(Medium), new Sequel()).className).toBe('Film');
    expect(variantOf(of(Film), new Film())).toBe(of(Film));
  });

  test.each([
    [Medium, new Medium(), /instance of Medium, which is none of the classes .*Film/],
    [Medium, new Podcast(), /instance of Podcast/],
    [Film, new Song(), /^an instance of Song$/],
    [Film, {}, /^a plain object$/],
  ] as const)('of no class with documents is refused: %p %p', (target, document, actual) => {
    const error = thrown(() => variantOf(of(target), document));
    expect(error.code).toBe('DOCUMENT_WRONG_CLASS');
    expect((error.details as { actual: string }).actual).toMatch(actual);
  });

  test('always has its discriminator', () => {
    const film = Object.assign(new Film(), { title: 'x', minutes: 5 });
    const source = { kind: 'film', title: 'x', minutes: 5 };
    expect(dehydrate(of(Medium), film)).toEqual(source);
    expect(dehydrate(of(Film), Object.assign(film, { kind: 'film' }))).toEqual(source);
    for (const kind of ['song', null]) {
      expect(thrown(() => dehydrate(of(Film), Object.assign(new Film(), { kind })))).toMatchObject({
        code: 'DOCUMENT_INVALID_VALUE',
        details: { className: 'Film', path: 'kind', reason: "documents of this class have 'film' there" },
      });
    }
    expect(thrown(() => dehydrateChanges(of(Film), { kind: 'song' })).details).toMatchObject({
      path: 'kind',
    });
    expect(diffSource(of(Medium), hydrate(of(Medium), 'a', source), source)).toEqual({
      changes: {},
      mergeable: true,
    });
  });
});

test('version and routing are beside the source', () => {
  @Document('things')
  class Thing {
    @Id() id?: string;
    @Version() version?: number;
    @Routing() tenant?: string;
    @Keyword() name?: string;
  }
  const thing = metadataOf(Thing);
  const read = hydrate(thing, 'a', { name: 'x' }, { version: 7, routing: 'acme' });
  expect(read).toEqual(Object.assign(new Thing(), { id: 'a', version: 7, tenant: 'acme', name: 'x' }));
  expect(dehydrate(thing, read)).toEqual({ name: 'x' });
  @Document('things')
  class Routed {
    @Id() id?: string;
    @Routing() @Keyword() tenant?: string;
  }
  const routed = metadataOf(Routed);
  expect(hydrate(routed, 'a', { tenant: 'x' }, { routing: 'y' })).toMatchObject({ tenant: 'x' });
  expect(dehydrate(routed, Object.assign(new Routed(), { tenant: 'x' }))).toEqual({ tenant: 'x' });
});

test('values that stand in for a document’s own', () => {
  const song = Object.assign(new Song(), { title: 'x' });
  expect(dehydrate(of(Song), song, { title: 'y' })).toEqual({ kind: 'song', title: 'y' });
  expect(dehydrate(of(Song), song, { title: undefined })).toEqual({ kind: 'song' });
  expect(song.title).toBe('x');
});
