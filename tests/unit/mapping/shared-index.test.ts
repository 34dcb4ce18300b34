// Several classes in one index: one body.
import { describe, expect, test } from '@jest/globals';
import { Discriminator, Document, Integer, Keyword, Nested, ObjectField, Routing, Text } from 'elastodm';
import type { AbstractClass, DocumentOptions } from 'elastodm';
import { toIndexBody } from '../../../src/mapping/to-index-body.js';
import type { IndexBody } from '../../../src/mapping/to-index-body.js';
import { toMapping } from '../../../src/mapping/to-mapping.js';
import { buildDocuments } from '../../../src/metadata/build-documents.js';

const bodyOf = (...documents: readonly AbstractClass[]): IndexBody =>
  toIndexBody(...buildDocuments(documents).values());
type More = Partial<Omit<DocumentOptions, 'index' | 'pattern' | 'readFrom'>>;

function one(more: More = {}): AbstractClass {
  @Document({ index: 'shared', ...more })
  class One {
    @Keyword() a?: string;
  }
  return One;
}
function two(more: More = {}): AbstractClass {
  @Document({ index: 'shared', ...more })
  class Two {
    @Integer() b?: number;
    @Keyword() a?: string;
  }
  return Two;
}

describe('the union', () => {
  test('of fields: first those of the first class; each once', () => {
    expect(JSON.stringify(bodyOf(one(), two()))).toBe(
      '{"mappings":{"dynamic":"strict","properties":{"a":{"type":"keyword"},"b":{"type":"integer"}}}}',
    );
    expect(Object.keys(bodyOf(two(), one()).mappings.properties ?? {})).toEqual(['b', 'a']);
  });

  test('of what is inside of objects, at any depth', () => {
    class Inner {
      @Keyword() x?: string;
    }
    class OtherInner {
      @Keyword() y?: string;
    }
    class Part {
      @Nested(() => Inner) inner?: Inner[];
    }
    class OtherPart {
      @Nested(() => OtherInner) inner?: OtherInner[];
      @Text() z?: string;
    }
    @Document('shared')
    class First {
      @ObjectField(() => Part) part?: Part;
    }
    @Document('shared')
    class Second {
      @ObjectField(() => OtherPart) part?: OtherPart;
    }
    expect(bodyOf(First, Second).mappings.properties).toEqual({
      part: {
        type: 'object',
        properties: {
          inner: { type: 'nested', properties: { x: { type: 'keyword' }, y: { type: 'keyword' } } },
          z: { type: 'text' },
        },
      },
    });
  });

  test('of aliases, and of the rest of the mapping', () => {
    expect(
      bodyOf(
        one({
          aliases: { a: {}, both: { is_hidden: true } },
          mappings: { _meta: { a: 1, both: 1 }, date_detection: false },
        }),
        two({
          aliases: { b: {}, both: { is_hidden: true } },
          mappings: {
            _meta: { b: 2, both: 1 },
            runtime: { day: { type: 'keyword' } },
            date_detection: false,
          },
        }),
      ),
    ).toMatchObject({
      mappings: {
        _meta: { a: 1, b: 2, both: 1 },
        date_detection: false,
        runtime: { day: { type: 'keyword' } },
      },
      aliases: { a: {}, both: { is_hidden: true }, b: {} },
    });
  });

  test('of settings, in whichever way they are written; those of one class stay as they are', () => {
    const settings = {
      index: { number_of_shards: 2 },
      analysis: { filter: { a: { type: 'stop' } } },
    } as const;
    expect(bodyOf(one({ settings }), two()).settings).toEqual(settings);
    expect(
      bodyOf(one({ settings }), two({ settings: { number_of_shards: 2, 'index.refresh_interval': '5s' } }))
        .settings,
    ).toEqual({ number_of_shards: 2, 'analysis.filter.a.type': 'stop', refresh_interval: '5s' });
  });

  test('leaves the metadata as it is', () => {
    const [first, second] = [one({ aliases: { a: {} } }), two({ mappings: { _meta: { b: 2 } } })];
    const documents = [...buildDocuments([first, second]).values()];
    const text = JSON.stringify(documents);
    (toIndexBody(...documents).mappings.properties as Record<string, unknown>)['c'] = {};
    expect(JSON.stringify(documents)).toBe(text);
  });
});

describe('a routing', () => {
  const routingOf = (...documents: readonly AbstractClass[]): unknown =>
    toMapping(...buildDocuments(documents).values())._routing;

  test('is required where all classes have one', () => {
    expect(routingOf(one({ routing: 'a' }), two({ routing: 'b' }))).toEqual({ required: true });
    expect(routingOf(one({ routing: 'a' }), two())).toBeUndefined();
    expect(routingOf(one(), two())).toBeUndefined();
  });

  test('of a base class that is never saved itself does not count', () => {
    @Document('shared')
    class Base {
      @Discriminator() kind?: string;
    }
    @Document({ index: 'shared', discriminator: 'leaf' })
    class Leaf extends Base {
      @Routing() tenant?: string;
    }
    expect(routingOf(Base, Leaf)).toEqual({ required: true });
    @Document({ index: 'shared', discriminator: 'base' })
    class SavedBase {
      @Discriminator() kind?: string;
    }
    expect(routingOf(SavedBase, Leaf)).toBeUndefined();
  });
});
