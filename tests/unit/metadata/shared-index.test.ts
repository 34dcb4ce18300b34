import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Integer, Keyword, Nested, ObjectField, Text } from 'elastodm';
import type { AbstractClass, DocumentOptions } from 'elastodm';
import { buildDocuments, groupByIndex, indexKey } from '../../../src/metadata/build-documents.js';
import { failureOf, metadataOf } from './support.js';

type More = Partial<Omit<DocumentOptions<object>, 'index' | 'pattern' | 'readFrom'>> & {
  readonly dataStream?: boolean;
};

function film(more: More = {}, index = 'media'): AbstractClass {
  @Document({ index, ...more })
  class Film {
    @Text({ analyzer: 'english' }) title!: string;
    @DateField() '@timestamp'!: Date;
  }
  return Film;
}
function song(more: More = {}, index = 'media'): AbstractClass {
  @Document({ index, ...more })
  class Song {
    @Text({ analyzer: 'english' }) title!: string;
    @DateField() '@timestamp'!: Date;
  }
  return Song;
}

describe('classes of one index that say the same', () => {
  test('of a field, in whichever order its options stand', () => {
    @Document('media')
    class One {
      @Keyword({ ignore_above: 5, store: true }) code?: string;
    }
    @Document('media')
    class Two {
      @Keyword({ store: true, ignore_above: 5 }) code?: string;
    }
    expect(metadataOf(One, Two).className).toBe('One');
  });

  const rows: readonly (readonly [name: string, first: More, second: More])[] = [
    ['nothing', {}, {}],
    ['dynamic', { dynamic: 'strict' }, {}],
    [
      'settings, however they are written',
      { settings: { number_of_shards: 1 } },
      { settings: { index: { number_of_shards: '1' } } },
    ],
    ['aliases', { aliases: { a: { is_hidden: true } } }, { aliases: { a: { is_hidden: true }, b: {} } }],
    [
      'the rest of the mapping, where each adds to it',
      { mappings: { _meta: { a: 1 }, runtime: { x: { type: 'ip' } }, date_detection: false } },
      { mappings: { _meta: { b: 2 }, runtime: { y: { type: 'ip' } }, numeric_detection: true } },
    ],
    ['different things that are not the index’s', { routing: 'title', refresh: true }, { refresh: false }],
  ];
  test.each(rows)('of %s', (_name, first, second) => {
    expect(metadataOf(film(first), song(second)).className).toBe('Film');
  });
});

describe('classes of one index that contradict each other', () => {
  const rows: readonly (readonly [path: string, first: More, second: More])[] = [
    ['dynamic', {}, { dynamic: true }],
    ['dynamic', { dynamic: 'runtime' }, { dynamic: false }],
    [
      'settings.number_of_shards',
      { settings: { number_of_shards: 1 } },
      { settings: { index: { number_of_shards: 2 } } },
    ],
    ['aliases.a', { aliases: { a: {} } }, { aliases: { a: { routing: 'x' } } }],
    [
      'mappings.date_detection',
      { mappings: { date_detection: true } },
      { mappings: { date_detection: false } },
    ],
    [
      'mappings._meta.owner',
      { mappings: { _meta: { owner: 'us' } } },
      { mappings: { _meta: { owner: 'you' } } },
    ],
    [
      'mappings.runtime.day',
      { mappings: { runtime: { day: { type: 'keyword' } } } },
      { mappings: { runtime: { day: { type: 'long' } } } },
    ],
    [
      'mappings.dynamic_templates',
      { mappings: { dynamic_templates: [{ a: { mapping: { type: 'keyword' } } }] } },
      { mappings: { dynamic_templates: [{ b: { mapping: { type: 'keyword' } } }] } },
    ],
    ['dataStream', { dataStream: true }, {}],
  ];
  test.each(rows)('in %s', (path, first, second) => {
    expect(failureOf(film(first), song(second))).toMatchObject({
      code: 'METADATA_SHARED_INDEX',
      message:
        `Classes Film and Song share the index 'media', and map '${path}' differently. ` +
        'Map it alike in both, rename one of the properties, or keep the classes in different indices. ' +
        '[METADATA_SHARED_INDEX]',
    });
  });

  test('in a field, by its type or its options, at any depth', () => {
    class Part {
      @Keyword() code?: string;
    }
    class OtherPart {
      @Integer() code?: number;
    }
    const of = (name: string, decorate: (target: object, key: string) => void): AbstractClass => {
      class Target {
        declare part?: unknown;
      }
      const target = { [name]: class extends Target {} }[name] as AbstractClass;
      decorate(target.prototype as object, 'part');
      Document('media')(target);
      return target;
    };
    const keyword = of('Film', Keyword());
    const rows: readonly (readonly [AbstractClass, AbstractClass, string])[] = [
      [keyword, of('Song', Text()), 'part'],
      [keyword, of('Song', Keyword({ ignore_above: 1 })), 'part'],
      [keyword, of('Song', Keyword({ fields: { a: { type: 'text' } } } as never)), 'part'],
      [
        of(
          'Film',
          ObjectField(() => Part),
        ),
        of(
          'Song',
          ObjectField(() => OtherPart),
        ),
        'part.code',
      ],
      [
        of(
          'Film',
          ObjectField(() => Part),
        ),
        of(
          'Song',
          Nested(() => Part),
        ),
        'part',
      ],
    ];
    for (const [first, second, path] of rows) {
      expect(failureOf(first, second)).toMatchObject({
        code: 'METADATA_SHARED_INDEX',
        details: { index: 'media', path, classNames: ['Film', 'Song'] },
      });
    }
  });

  test('the class that said it first is named', () => {
    @Document('media')
    class Other {
      @Keyword() name?: string;
    }
    const third = song({ aliases: { a: { is_hidden: true } } });
    const aliases = { a: {} };
    expect(failureOf(Other, film({ aliases }), third)).toMatchObject({
      details: { path: 'aliases.a', classNames: ['Film', 'Song'] },
    });
    @Document({ index: 'media', aliases })
    class Agreeing {
      @Keyword() name?: string;
    }
    expect(failureOf(Other, film({ aliases }), Agreeing, third)).toMatchObject({
      details: { classNames: ['Film', 'Song'] },
    });
  });

  test('a field is not mistaken for a part of the mapping of that name', () => {
    @Document('media')
    class One {
      @Keyword() dynamic?: string;
    }
    @Document('media')
    class Two {
      @Keyword() name?: string;
    }
    expect(metadataOf(One, Two).className).toBe('One');
  });
});

describe('classes of different indices', () => {
  const other: More = { dynamic: true };

  test('need not agree', () => {
    expect(metadataOf(film(), song(other, 'songs')).className).toBe('Film');
    expect(metadataOf(film(), song({ ...other, connection: 'analytics' })).className).toBe('Film');
    expect(
      metadataOf(film({ connection: () => 'a' }), song({ ...other, connection: () => 'b' })).className,
    ).toBe('Film');
  });

  test('of the same connection by function are in one index', () => {
    const connection = (): string => 'tenant';
    expect(failureOf(film({ connection }), song({ ...other, connection }))).toMatchObject({
      code: 'METADATA_SHARED_INDEX',
    });
  });

  test('are grouped by connection and index, in the order of registration', () => {
    const connection = (): string => 'tenant';
    const documents = [
      film(),
      song({ connection }),
      song({}, 'songs'),
      song(),
      film({ connection: 'a' }),
      film({ connection }),
    ];
    const groups = [...groupByIndex([...buildDocuments(documents).values()]).values()];
    expect(groups.map((group) => group.map(({ className, index }) => `${className} ${index}`))).toEqual([
      ['Film media', 'Song media'],
      ['Song media', 'Film media'],
      ['Song songs'],
      ['Film media'],
    ]);
    const keys = groups.flatMap((group) => [...new Set(group.map(indexKey))]);
    expect(new Set(keys).size).toBe(4);
  });
});
