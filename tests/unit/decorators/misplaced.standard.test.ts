// What only standard decorators can stand on.
import { describe, expect, test } from '@jest/globals';
import { BeforeSave, CreatedAt, DataSource, Document, Keyword, Text, Version } from 'elastodm';
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

describe('what the library fills, and hooks, on what is private', () => {
  test('a property', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @CreatedAt() #at?: Date;
      read(): Date | undefined {
        return this.#at;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { className: 'Thing', field: '#at', decorator: 'CreatedAt', kind: 'private property' },
    });
  });

  test('a method', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @BeforeSave() #call(): void {}
      call(): void {
        this.#call();
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_HOOK_MEMBER',
      details: { className: 'Thing', member: '#call', decorator: 'BeforeSave', kind: 'private method' },
    });
  });

  test('an auto-accessor', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      // @ts-expect-error an auto-accessor is no property
      @Version() accessor version = 0;
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { field: 'version', decorator: 'Version', kind: 'accessor' },
    });
  });
});
