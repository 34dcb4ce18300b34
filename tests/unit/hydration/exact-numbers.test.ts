// Which classes ask a connection for exact whole numbers.
import { expect, test } from '@jest/globals';
import {
  DataSource,
  Discriminator,
  Document,
  Flattened,
  Integer,
  Keyword,
  Long,
  Nested,
  ObjectField,
} from 'elastodm';
import { needsExactNumbers } from '../../../src/hydration/exact-numbers.js';
import type { FieldType } from '../../../src/metadata/field-types.js';
import { classOf, metadataOf, samples } from './every-field.js';

const exact = ['long', 'unsigned_long', 'long_range', 'flattened', 'percolator', 'exponential_histogram'];

test.each(Object.entries(samples))('a field of type %s', (type, { options }) => {
  expect(needsExactNumbers(metadataOf(classOf({ value: [type as FieldType, options] })))).toBe(
    exact.includes(type),
  );
});

class Wide {
  @Long() bytes?: number;
}
class Narrow {
  @Integer() bytes?: number;
}

test('a field inside of an object, and an object of any shape', () => {
  @Document('a')
  class WithWide {
    @Nested(() => Wide) wide?: Wide[];
  }
  @Document('a')
  class WithNarrow {
    @Nested(() => Narrow) narrow?: Narrow[];
  }
  @Document('a')
  class WithOpen {
    @ObjectField(() => Narrow, { dynamic: true }) narrow?: Narrow;
  }
  @Document('a')
  class WithDisabled {
    @ObjectField(() => Narrow, { enabled: false }) narrow?: Narrow;
  }
  @Document('a')
  class WithFree {
    @ObjectField({ enabled: false }) free?: object;
  }
  expect(
    [WithWide, WithNarrow, WithOpen, WithDisabled, WithFree].map((target) =>
      needsExactNumbers(metadataOf(target)),
    ),
  ).toEqual([true, false, true, true, true]);
});

test.each([
  ['strict', false],
  [true, true],
  ['runtime', true],
  // What Elasticsearch does not index is kept in the source, and saved again.
  [false, true],
] as const)('a class with `dynamic: %p`', (dynamic, expected) => {
  @Document({ index: 'a', dynamic })
  class Thing {
    @Keyword() name?: string;
  }
  expect(needsExactNumbers(metadataOf(Thing))).toBe(expected);
});

test('a class of which one kind needs them', () => {
  abstract class Medium {
    @Discriminator() kind?: string;
  }
  @Document('media')
  class AnyMedium extends Medium {}
  @Document({ index: 'media', discriminator: 'film' })
  class Film extends AnyMedium {
    @Flattened() labels?: object;
  }
  @Document({ index: 'media', discriminator: 'song' })
  class Song extends AnyMedium {}
  const dataSource = new DataSource({ documents: [AnyMedium, Film, Song] });
  expect([AnyMedium, Film, Song].map((target) => needsExactNumbers(dataSource.getMetadata(target)))).toEqual([
    true,
    true,
    false,
  ]);
});
