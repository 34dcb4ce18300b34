// What only standard decorators can stand on.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Keyword, Text } from 'elastodm';
import type { Class } from 'elastodm';
import { thrown } from '../../support/failing.js';

const failureOf = (target: Class): unknown =>
  thrown(() => new DataSource({ documents: [target] }).getMetadata(target));

describe('a standard decorator', () => {
  test('on a private property', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @Text() #secret = '';
      read(): string {
        return this.#secret;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: '#secret', decorator: 'Text', kind: 'private property' },
    });
  });

  test('on an auto-accessor', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      // @ts-expect-error an auto-accessor is no field
      @Text() accessor title = '';
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: 'title', decorator: 'Text', kind: 'accessor' },
    });
  });
});
