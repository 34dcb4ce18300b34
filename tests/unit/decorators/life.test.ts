// @Version, @Routing, the dates of a document's life, @Discriminator and the hooks: on members that are none for them.
import { describe, expect, test } from '@jest/globals';
import * as elastodm from 'elastodm';
import { BeforeSave, Document, Keyword } from 'elastodm';
import type { AbstractClass, FieldDecorator, HookDecorator } from 'elastodm';
import { failureOf, metadataOf } from '../metadata/support.js';
import { thrown } from '../../support/failing.js';

const makers = elastodm as unknown as Record<string, () => unknown>;
const roles = ['Version', 'Routing', 'CreatedAt', 'UpdatedAt', 'DeletedAt', 'Discriminator'] as const;
const hooks = [
  'BeforeSave',
  'AfterSave',
  'BeforeUpdate',
  'AfterUpdate',
  'BeforeDelete',
  'AfterDelete',
  'AfterLoad',
] as const;
const roleDecorator = (name: string): FieldDecorator<unknown> => makers[name]?.() as FieldDecorator<unknown>;
// What types would refuse is written by programs without types.
const anyDecorator = (name: string): ((...place: unknown[]) => void) =>
  makers[name]?.() as (...place: unknown[]) => void;
const misplaced = (decorator: string, field: string, kind: string): object => ({
  name: 'MetadataError',
  code: 'METADATA_DECORATED_MEMBER',
  details: { className: 'Thing', field, decorator, kind },
});

describe.each(roles)('@%s', (decorator) => {
  const decorate = roleDecorator(decorator);
  const any = anyDecorator(decorator);

  test('stands on a property', () => {
    @Document({ index: 'things', ...(decorator === 'Discriminator' ? { discriminator: 'thing' } : {}) })
    class Thing {
      @Keyword() name!: string;
      @decorate value?: unknown;
    }
    const isField = decorator !== 'Version' && decorator !== 'Routing';
    expect(metadataOf(Thing).fields.map(({ name }) => name)).toEqual(isField ? ['name', 'value'] : ['name']);
  });

  test('on a method', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @any read(): string {
        return this.name;
      }
    }
    expect(failureOf(Thing)).toMatchObject(misplaced(decorator, 'read', 'method'));
  });

  test('on a static property', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @decorate static value?: unknown;
    }
    expect(failureOf(Thing)).toMatchObject(misplaced(decorator, 'value', 'static property'));
  });

  test('on a getter', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @any get value(): string {
        return this.name;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_DECORATED_MEMBER',
      details: { decorator, field: 'value' },
    });
  });

  test('on a property named by a symbol', () => {
    const key = Symbol('value');
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @decorate [key]?: unknown;
    }
    expect(failureOf(Thing)).toMatchObject(misplaced(decorator, 'Symbol(value)', 'symbol property'));
  });

  test('without parentheses', () => {
    const apply = decorate as unknown as (target: undefined, key: string) => void;
    expect(thrown(() => apply(undefined, 'value'))).toMatchObject({
      code: 'METADATA_NOT_A_DECORATOR_CALL',
      details: { decorator },
    });
  });

  test('from a compiler of an older draft', () => {
    const draft = { kind: 'field', name: 'value' } as unknown as ClassFieldDecoratorContext<object>;
    expect(thrown(() => decorate(undefined, draft as never))).toMatchObject({
      code: 'METADATA_UNSUPPORTED_COMPILER',
      details: { decorator, field: 'value' },
    });
  });
});

describe.each(hooks)('@%s', (decorator) => {
  const decorate = makers[decorator]?.() as HookDecorator;
  const any = anyDecorator(decorator);
  const hookMisplaced = (member: string, kind: string): object => ({
    name: 'MetadataError',
    code: 'METADATA_HOOK_MEMBER',
    message:
      `@${decorator} stands on the ${kind} Thing.${member}. ` +
      'Move it to a public method of the class. [METADATA_HOOK_MEMBER]',
  });

  test('stands on a method, and leaves it as it is', () => {
    @Document('things')
    class Thing {
      @Keyword() name = '';
      @decorate call(): void {
        this.name = 'called';
      }
    }
    const hook = `${decorator.charAt(0).toLowerCase()}${decorator.slice(1)}`;
    expect(metadataOf(Thing).hooks).toMatchObject({ [hook]: ['call'] });
    const thing = new Thing();
    thing.call();
    expect(thing.name).toBe('called');
  });

  test('on a property', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @any call = (): void => undefined;
    }
    expect(failureOf(Thing)).toMatchObject(hookMisplaced('call', 'property'));
  });

  test('on a static method', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @decorate static call(): void {}
    }
    expect(failureOf(Thing)).toMatchObject(hookMisplaced('call', 'static method'));
  });

  test('on a getter', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @any get call(): () => void {
        return () => undefined;
      }
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_HOOK_MEMBER',
      details: { decorator, member: 'call' },
    });
  });

  test('on a method named by a symbol', () => {
    const key = Symbol('call');
    @Document('things')
    class Thing {
      @Keyword() name!: string;
      @decorate [key](): void {}
    }
    expect(failureOf(Thing)).toMatchObject(hookMisplaced('Symbol(call)', 'symbol method'));
  });

  test('without parentheses', () => {
    expect(thrown(() => (decorate as (target: object) => void)({}))).toMatchObject({
      code: 'METADATA_NOT_A_DECORATOR_CALL',
      details: { decorator },
    });
  });

  test('from a compiler of an older draft', () => {
    const draft = { kind: 'method', name: 'call' } as unknown as ClassMethodDecoratorContext<object>;
    expect(thrown(() => (decorate as (...place: unknown[]) => void)(() => undefined, draft))).toMatchObject({
      code: 'METADATA_UNSUPPORTED_COMPILER',
      details: { decorator, field: 'call' },
    });
  });
});

test('a misplaced hook in a base class: it is the base class that is named', () => {
  abstract class Base {
    @Keyword() base!: string;
    @BeforeSave() static call(): void {}
  }
  @Document('things')
  class Thing extends Base {
    @Keyword() name!: string;
  }
  expect(failureOf(Thing)).toMatchObject({
    code: 'METADATA_HOOK_MEMBER',
    details: { className: 'Base', member: 'call', decorator: 'BeforeSave', kind: 'static method' },
  });
});

test('importing a class with misplaced decorators throws nothing', () => {
  const any = anyDecorator('Version');
  const declare = (): AbstractClass => {
    class Thing {
      @any read(): void {}
      @BeforeSave() static call(): void {}
    }
    return Thing;
  };
  expect(declare).not.toThrow();
});
