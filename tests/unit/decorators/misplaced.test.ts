import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Id, Keyword, Text } from 'elastodm';
import type { Class } from 'elastodm';
import { thrown } from '../../support/failing.js';

const failureOf = (target: Class): unknown =>
  thrown(() => new DataSource({ documents: [target] }).getMetadata(target));

describe('a decorator on what is no public property of an instance', () => {
  test('a method', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      // @ts-expect-error a method is no field
      @Text() describe(): string {
        return this.name;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_DECORATED_MEMBER',
      message:
        '@Text stands on the method Thing.describe. ' +
        'Move it to a public instance property that is declared as a plain field. [METADATA_DECORATED_MEMBER]',
    });
  });

  test('a getter', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      // @ts-expect-error a getter is no field
      @Text() get title(): string {
        return this.name;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { field: 'title' },
    });
  });

  test('a static property', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @Text() static title: string;
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: 'title', decorator: 'Text', kind: 'static property' },
    });
  });

  test('a property named by a symbol', () => {
    const title = Symbol('title');
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @Text() [title]!: string;
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: 'Symbol(title)', decorator: 'Text', kind: 'symbol property' },
    });
  });

  test('@Id, too', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      // @ts-expect-error a method is no field
      @Id() key(): string {
        return this.name;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: 'key', decorator: 'Id', kind: 'method' },
    });
  });

  test('in a base class, it is the base class that is named', () => {
    class Base {
      // @ts-expect-error a method is no field
      @Text() describe(): string {
        return '';
      }
    }
    @Document('things')
    class Thing extends Base {
      @Keyword() name!: string;
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Base', field: 'describe', decorator: 'Text', kind: 'method' },
    });
  });
});
