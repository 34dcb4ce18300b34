import { describe, expect, test } from '@jest/globals';
import { Discriminator, Document, Integer, Keyword, Text } from 'elastodm';
import { failureOf, metadataOf } from './support.js';

@Document('media')
abstract class Medium {
  @Discriminator({ eager_global_ordinals: true }) kind!: string;
  @Text() title!: string;
}
@Document({ index: 'media', discriminator: 'film' })
class Film extends Medium {
  @Integer() minutes?: number;
}
@Document({ index: 'media', discriminator: 'short' })
class ShortFilm extends Film {}
@Document({ index: 'media', discriminator: 'song' })
class Song extends Medium {}

const variantsOf = (...[first, ...more]: Parameters<typeof metadataOf>): unknown => {
  const { discriminator } = metadataOf(first, ...more);
  return [...(discriminator?.variants ?? [])].map(([value, { className }]) => [value, className]);
};

describe('a discriminator', () => {
  test('is a keyword field of each class', () => {
    expect(metadataOf(Film)).toMatchObject({
      discriminator: { field: 'kind', value: 'film' },
      fields: [
        { name: 'kind', type: 'keyword', options: { eager_global_ordinals: true } },
        { name: 'title' },
        { name: 'minutes' },
      ],
    });
  });

  test('knows the class itself and its subclasses that are registered', () => {
    expect(variantsOf(Film)).toEqual([['film', 'Film']]);
    expect(variantsOf(Film, ShortFilm, Song)).toEqual([
      ['film', 'Film'],
      ['short', 'ShortFilm'],
    ]);
    expect(variantsOf(Medium, Song, Film, ShortFilm)).toEqual([
      ['short', 'ShortFilm'],
      ['song', 'Song'],
      ['film', 'Film'],
    ]);
  });

  test('of a base class has no value, and the metadata of each variant', () => {
    const metadata = metadataOf(Medium, Film);
    expect(metadata.discriminator?.value).toBeUndefined();
    expect(metadata.discriminator?.variants.get('film')).toMatchObject({
      target: Film,
      index: 'media',
      discriminator: { value: 'film' },
    });
  });

  test('of a class is one of its own variants', () => {
    const metadata = metadataOf(Film);
    expect(metadata.discriminator?.variants.get('film')).toBe(metadata);
  });

  test('is not there for a class without one', () => {
    @Document('articles')
    class Article {
      @Keyword() kind!: string;
    }
    expect(metadataOf(Article).discriminator).toBeUndefined();
  });

  test('the order in which classes are registered does not matter', () => {
    const orders = [
      [Medium, Film, ShortFilm, Song],
      [Song, ShortFilm, Film, Medium],
    ] as const;
    const [first, second] = orders.map(([...classes]) => {
      const [, ...more] = [Medium, ...classes];
      return new Set((variantsOf(Medium, ...more) as string[][]).map(String));
    });
    expect(first).toEqual(second);
  });
});

describe('a discriminator that can’t be used', () => {
  const remedy =
    " Put @Discriminator() on one property of the base class, and give each class a value of its own: @Document({ index, discriminator: 'film' }). [METADATA_DISCRIMINATOR]";
  const messageOf = (reason: string, className: string): object => ({
    code: 'METADATA_DISCRIMINATOR',
    message: `The discriminator of class ${className} can't be used: ${reason}.${remedy}`,
  });

  test('a value without a property', () => {
    @Document({ index: 'media', discriminator: 'film' })
    class Lost {
      @Keyword() kind!: string;
    }
    expect(failureOf(Lost)).toMatchObject(messageOf('no property has @Discriminator()', 'Lost'));
  });

  test('an empty value', () => {
    @Document({ index: 'media', discriminator: '' })
    class Empty extends Medium {}
    expect(failureOf(Empty)).toMatchObject(messageOf('its `discriminator` is empty', 'Empty'));
  });

  test('no value, and no subclass with one', () => {
    @Document('media')
    class Silent extends Medium {}
    const reason = 'it has no value of its own, and no subclass that is registered has one';
    expect(failureOf(Silent)).toMatchObject(messageOf(reason, 'Silent'));
    expect(failureOf(Medium, Silent)).toMatchObject({ code: 'METADATA_DISCRIMINATOR' });
    expect(failureOf(Medium)).toMatchObject(messageOf(reason, 'Medium'));
  });

  test('one value for two classes', () => {
    @Document({ index: 'media', discriminator: 'film' })
    class Movie extends Medium {}
    expect(failureOf(Medium, Film, Movie)).toMatchObject(
      messageOf("'film' means both Film and Movie", 'Medium'),
    );
    @Document({ index: 'media', discriminator: 'film' })
    class Remake extends Film {}
    expect(failureOf(Film, Remake)).toMatchObject(messageOf("'film' means both Film and Remake", 'Film'));
    // Without the base class of both.
    expect(failureOf(Film, Movie)).toMatchObject(messageOf("'film' means both Film and Movie", 'Movie'));
  });
});
