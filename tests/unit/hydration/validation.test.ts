// What the options `required` and `validate` of fields demand before a document is sent.
import { describe, expect, test } from '@jest/globals';
import {
  DenseVector,
  Discriminator,
  Document,
  GeoPoint,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
} from 'elastodm';
import type { FieldDecorator, GeoPointValue } from 'elastodm';
import { checkChanges, checkDocument } from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';
import { metadataOf } from './every-field.js';

class Comment {
  @Keyword({ required: true }) author?: string;
  @Integer({ validate: (stars) => (stars > 5 ? 'it is more than five' : undefined) }) stars?:
    number | number[];
}
@Document('posts')
class Post {
  @Id() id?: string;
  @Keyword({ required: true, validate: (tag) => (tag === 'bad' ? 'it is bad' : undefined) })
  tags?: string[] | string | null;
  @Nested(() => Comment) comments: Comment[] | Comment = [];
  @ObjectField(() => Comment, { required: true }) first?: Comment | null;
  @GeoPoint({
    validate(place) {
      return Array.isArray(place) && place.length === 2 ? undefined : 'it is no pair';
    },
  })
  place?: GeoPointValue | GeoPointValue[];
  @DenseVector({ dims: 2, validate: (part) => (part === 0 ? 'it is zero' : undefined) })
  vector?: number[];
  @Keyword({
    validate() {
      throw new Error('it can’t be told');
    },
  })
  odd?: string;
}
const post = metadataOf(Post);
const problems = (values: object, overrides?: Record<string, unknown>): unknown => {
  const valid = { tags: 'a', first: { author: 'x' } };
  const error = thrown(() => {
    checkDocument(post, Object.assign(new Post(), valid, values), overrides);
  });
  expect(error).toMatchObject({ name: 'ValidationError', code: 'DOCUMENT_VALIDATION' });
  return (error.details as { problems: unknown }).problems;
};

describe('a document', () => {
  test.each([[undefined], [null], [[]]])('without a value that is required is refused: %p', (tags) => {
    expect(problems({ tags })).toEqual([{ path: 'tags', reason: 'it is required' }]);
  });

  test('is told all that is wrong with it, by paths', () => {
    expect(
      problems({
        tags: ['good', 'bad', null],
        first: null,
        comments: [{ author: 'x', stars: [1, 6] }, null, {}, { author: '' }],
        place: [[1, 2], '1,2'],
        vector: [1, 0],
        odd: 'x',
      }),
    ).toEqual([
      { path: 'tags[1]', reason: 'it is bad' },
      { path: 'comments[0].stars[1]', reason: 'it is more than five' },
      { path: 'comments[2].author', reason: 'it is required' },
      { path: 'first', reason: 'it is required' },
      { path: 'place[1]', reason: 'it is no pair' },
      { path: 'vector[1]', reason: 'it is zero' },
      { path: 'odd', reason: 'it can’t be told' },
    ]);
    expect(problems({ comments: {} })).toEqual([{ path: 'comments.author', reason: 'it is required' }]);
  });

  test('is judged with the values that stand in for its own', () => {
    expect(problems({}, { tags: undefined })).toEqual([{ path: 'tags', reason: 'it is required' }]);
    expect(() => {
      checkDocument(post, Object.assign(new Post(), { first: { author: 'x' } }), { tags: 'a' });
    }).not.toThrow();
  });

  test('of a point as a pair of numbers is one value', () => {
    expect(() => {
      checkDocument(post, Object.assign(new Post(), { tags: 'a', first: { author: 'x' }, place: [1, 2] }));
    }).not.toThrow();
  });
});

test('with a transform, the property’s value is judged as a whole, and its owner is there', () => {
  const seen: unknown[] = [];
  const commentField: FieldDecorator<unknown> = ObjectField(() => Comment, {
    transform: { to: (author: string) => ({ author: author || undefined }), from: () => '' },
  } as object);
  @Document('things')
  class Thing {
    @Keyword({
      transform: {
        to: (list: string[]) => list.join(),
        from: (stored: unknown) => String(stored).split(','),
      },
      validate: ((list: unknown, owner: unknown) => void seen.push(list, owner)) as never,
    })
    list?: string[];
    @commentField
    comment?: string;
  }
  const metadata = metadataOf(Thing);
  const thing = Object.assign(new Thing(), { list: ['a', 'b'], comment: '' });
  expect(
    thrown(() => {
      checkDocument(metadata, thing);
    }).details,
  ).toEqual({
    className: 'Thing',
    problems: [{ path: 'comment.author', reason: 'it is required' }],
  });
  expect(seen).toEqual([['a', 'b'], thing]);
});

test('a discriminator is never missing', () => {
  @Document({ index: 'media', discriminator: 'film' })
  class Film {
    @Discriminator() kind?: string;
  }
  expect(() => {
    checkDocument(metadataOf(Film), new Film());
  }).not.toThrow();
});

describe('changes', () => {
  const problemsOfChanges = (changes: object): unknown => {
    const error = thrown(() => {
      checkChanges(post, changes);
    });
    return (error.details as { problems: unknown }).problems;
  };

  test('need not name what is required, but can’t take it away', () => {
    expect(() => {
      checkChanges(post, { place: [1, 2], tags: undefined });
      // An object is merged: what it does not name stays.
      checkChanges(post, { first: { stars: 3 } });
    }).not.toThrow();
    expect(problemsOfChanges({ tags: null, first: { author: null } })).toEqual([
      { path: 'tags', reason: 'it is required' },
      { path: 'first.author', reason: 'it is required' },
    ]);
  });

  test('are looked at, and items of lists as a whole', () => {
    expect(problemsOfChanges({ tags: ['a', 'bad'], comments: [{ stars: 9 }] })).toEqual([
      { path: 'tags[1]', reason: 'it is bad' },
      { path: 'comments[0].author', reason: 'it is required' },
      { path: 'comments[0].stars', reason: 'it is more than five' },
    ]);
  });
});
