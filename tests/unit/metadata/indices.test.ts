// Where documents are kept: indices by function, patterns, data streams.
import { describe, expect, test } from '@jest/globals';
import { CreatedAt, DateField, DateNanos, Document, Keyword, Text, Version } from 'elastodm';
import type { AbstractClass, DocumentOptions } from 'elastodm';
import { matchesPattern } from '../../../src/metadata/check-index-name.js';
import { failureOf, metadataOf } from './support.js';

// As a program without types would write them.
function withOptions(options: object): AbstractClass {
  @Document(options as DocumentOptions<object>)
  class Log {
    @Text() message!: string;
  }
  return Log;
}

describe('an index by function', () => {
  test('is read by its pattern, and written by the function', () => {
    class Log {
      @Text() message!: string;
    }
    const index = (log: Log): string => `logs-${log.message}`;
    const readFrom = (): string => 'logs-1';
    Document({ index, pattern: 'logs-*', readFrom })(Log);
    expect(metadataOf(Log)).toMatchObject({
      index: 'logs-*',
      indexOf: index,
      readFrom,
      dataStream: false,
      requireAlias: undefined,
    });
  });

  const bad: readonly (readonly [pattern: unknown, reason: string])[] = [
    [undefined, 'it names no `pattern` to read from'],
    ['', 'it names no `pattern` to read from'],
    [5, 'it names no `pattern` to read from'],
    ['logs', "its pattern 'logs' has no *"],
    ['*', "its pattern '*' means all indices"],
    ['**', "its pattern '**' means all indices"],
    ['Logs-*', "its pattern 'Logs-*' is not valid: it has upper-case letters"],
    ['a,b-*', "its pattern 'a,b-*' is not valid: it contains ','"],
    ['-logs-*', "its pattern '-logs-*' is not valid: it starts with '-', '_' or '+'"],
    ['other:logs-*', "its pattern 'other:logs-*' is not valid: it contains ':'"],
  ];
  test.each(bad)('with pattern %j is none', (pattern, reason) => {
    expect(failureOf(withOptions({ index: () => 'logs-1', pattern }))).toMatchObject({
      code: 'METADATA_INDEX_PATTERN',
      message:
        `Class Log does not say where its documents are read: ${reason}. ` +
        "Give a `pattern` such as 'logs-*' beside an `index` that is a function, and only there. " +
        '[METADATA_INDEX_PATTERN]',
    });
  });

  test.each([{ pattern: 'logs-*' }, { readFrom: () => 'logs-1' }])(
    'only an index that is a function has %j',
    (options) => {
      expect(failureOf(withOptions({ index: 'logs', ...options }))).toMatchObject({
        code: 'METADATA_INDEX_PATTERN',
        details: { reason: 'it belongs to an `index` that is a function' },
      });
    },
  );

  test.each([
    ['logs-1', 'logs-*', true],
    ['logs-', 'logs-*', true],
    ['my-logs-1', 'logs-*', false],
    ['logsX1', 'logs.*', false],
    ['logs.1', 'logs.*', true],
    ['a-1-b-2', 'a-*-b-*', true],
    ['a-b-2', 'a-*-b-*', false],
    ['logs', 'logs', true],
    ['logs1', 'logs', false],
  ])('%s is one of %s: %s', (index, pattern, matches) => {
    expect(matchesPattern(index, pattern)).toBe(matches);
  });
});

describe('a data stream', () => {
  test('has a date field @timestamp', () => {
    @Document({ index: 'metrics', dataStream: true })
    class Metric {
      @DateField() '@timestamp'!: Date;
    }
    @Document({ index: 'metrics', dataStream: true })
    class Exact {
      @DateNanos() '@timestamp'!: string;
    }
    @Document({ index: 'metrics', dataStream: true })
    class Filled {
      @CreatedAt() '@timestamp'?: Date;
      @Version() version?: number;
    }
    for (const document of [Metric, Exact, Filled]) {
      expect(metadataOf(document)).toMatchObject({ dataStream: true, index: 'metrics', indexOf: undefined });
    }
  });

  const messageOf = (reason: string): object => ({
    code: 'METADATA_DATA_STREAM',
    message:
      `Class Metric can't be a data stream: ${reason}. ` +
      "Give it a property '@timestamp' with @DateField(), or remove `dataStream`. [METADATA_DATA_STREAM]",
  });

  test('can’t be without it, nor with another type', () => {
    const without = ((): AbstractClass => {
      @Document({ index: 'metrics', dataStream: true })
      class Metric {
        @DateField() at!: Date;
      }
      return Metric;
    })();
    const wrong = ((): AbstractClass => {
      @Document({ index: 'metrics', dataStream: true })
      class Metric {
        @Keyword() '@timestamp'!: string;
      }
      return Metric;
    })();
    for (const document of [without, wrong]) {
      expect(failureOf(document)).toMatchObject(messageOf("it has no date field '@timestamp'"));
    }
  });

  test('has one name', () => {
    @Document({ index: () => 'metrics-1', pattern: 'metrics-*', dataStream: true } as never)
    class Metric {
      @DateField() '@timestamp'!: Date;
    }
    expect(failureOf(Metric)).toMatchObject(messageOf('its `index` is a function'));
  });

  test.each(['external', 'external_gte'] as const)('has no versions of type %s', (type) => {
    @Document({ index: 'metrics', dataStream: true })
    class Metric {
      @DateField() '@timestamp'!: Date;
      @Version({ type }) revision!: number;
    }
    expect(failureOf(Metric)).toMatchObject(
      messageOf('its documents are only added, and have no versions of your own'),
    );
  });
});
