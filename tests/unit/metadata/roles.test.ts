import { describe, expect, test } from '@jest/globals';
import {
  BeforeSave,
  CreatedAt,
  DateField,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  ObjectField,
  Routing,
  Text,
  UpdatedAt,
  Version,
} from 'elastodm';
import type { AbstractClass, FieldDecorator } from 'elastodm';
import { failureOf, metadataOf } from './support.js';

describe('roles of properties', () => {
  test('what Elasticsearch keeps beside the source is no field; what the library fills is', () => {
    @Document('orders')
    class Order {
      @Id() id?: string;
      @Version() version?: number;
      @Routing() tenant!: string;
      @CreatedAt() createdAt?: Date;
      @UpdatedAt({ format: 'epoch_millis' }) updatedAt?: Date;
      @DeletedAt() deletedAt?: Date | null;
    }
    const metadata = metadataOf(Order);
    expect(metadata).toMatchObject({
      idProperty: 'id',
      versionProperty: { name: 'version', type: 'internal' },
      routing: 'tenant',
      timestamps: { createdAt: 'createdAt', updatedAt: 'updatedAt', deletedAt: 'deletedAt' },
    });
    expect(metadata.fields.map(({ name, type, options }) => [name, type, options])).toEqual([
      ['createdAt', 'date', {}],
      ['updatedAt', 'date', { format: 'epoch_millis' }],
      ['deletedAt', 'date', {}],
    ]);
    expect(Object.isFrozen(metadata.versionProperty) && Object.isFrozen(metadata.timestamps)).toBe(true);
  });

  test('a routing with a field decorator beside it is a field too, in either order', () => {
    @Document('orders')
    class Order {
      @Routing() @Keyword() tenant!: string;
    }
    @Document('orders')
    class Other {
      @Keyword() @Routing() tenant!: string;
    }
    for (const document of [Order, Other]) {
      expect(metadataOf(document)).toMatchObject({ routing: 'tenant', fields: [{ name: 'tenant' }] });
    }
  });

  test('the `routing` of @Document may name the same property', () => {
    @Document({ index: 'orders', routing: 'tenant' })
    class Order {
      @Routing() tenant!: string;
      @Text() note?: string;
    }
    expect(metadataOf(Order).routing).toBe('tenant');
  });

  test.each(['internal', 'external', 'external_gte'] as const)('a version may be %s', (type) => {
    @Document('orders')
    class Order {
      @Version({ type }) revision!: number;
    }
    expect(metadataOf(Order)).toMatchObject({ versionProperty: { name: 'revision', type }, fields: [] });
  });

  test('are inherited, and a property that is declared again has only what it says itself', () => {
    abstract class Base {
      @CreatedAt() createdAt?: Date;
      @Version() version?: number;
      @Routing() @Keyword() tenant!: string;
    }
    @Document('orders')
    class Order extends Base {
      @Text() note?: string;
    }
    @Document('others')
    class Other extends Base {
      @DateField() override createdAt?: Date = undefined;
      @Integer() override version?: number = undefined;
      @Routing() override tenant = '';
    }
    expect(metadataOf(Order)).toMatchObject({
      timestamps: { createdAt: 'createdAt' },
      versionProperty: { name: 'version' },
      routing: 'tenant',
    });
    const other = metadataOf(Other);
    expect(other).toMatchObject({ timestamps: { createdAt: undefined }, routing: 'tenant' });
    expect(other.versionProperty).toBeUndefined();
    expect(other.fields.map(({ name }) => name)).toEqual(['createdAt', 'version']);
  });
});

describe('two of one role', () => {
  const rows: readonly (readonly [decorator: string, make: () => FieldDecorator<unknown>])[] = [
    ['Version', Version],
    ['Routing', Routing],
    ['CreatedAt', CreatedAt],
    ['UpdatedAt', UpdatedAt],
    ['DeletedAt', DeletedAt],
    ['Discriminator', Discriminator],
  ] as never;
  test.each(rows)('@%s', (decorator, make) => {
    @Document('orders')
    class Order {
      @make() a?: unknown;
      @make() b?: unknown;
    }
    expect(failureOf(Order)).toMatchObject({
      code: 'METADATA_TWO_ROLES',
      message:
        `Class Order has more than one @${decorator}: a, b. ` +
        `Keep @${decorator} on one property. [METADATA_TWO_ROLES]`,
    });
  });

  test('one in the base class, one in the class', () => {
    class Base {
      @CreatedAt() made?: Date;
    }
    @Document('orders')
    class Order extends Base {
      @CreatedAt() createdAt?: Date;
    }
    expect(failureOf(Order)).toMatchObject({
      code: 'METADATA_TWO_ROLES',
      details: { className: 'Order', decorator: 'CreatedAt', fields: ['made', 'createdAt'] },
    });
  });

  test('one by @Routing, one by the `routing` of @Document', () => {
    @Document({ index: 'orders', routing: 'other' })
    class Order {
      @Routing() tenant!: string;
      @Keyword() other!: string;
    }
    expect(failureOf(Order)).toMatchObject({
      code: 'METADATA_TWO_ROLES',
      details: { decorator: 'Routing', fields: ['tenant', 'other'] },
    });
  });
});

describe('several decorators on one property', () => {
  const duplicate = (document: AbstractClass): unknown =>
    (failureOf(document) as { details: { decorators: readonly string[] } }).details.decorators;

  test('@Version and a field', () => {
    @Document('orders')
    class Order {
      @Version() @Integer() version?: number;
    }
    expect(failureOf(Order)).toMatchObject({ code: 'METADATA_DUPLICATE_FIELD' });
    expect(duplicate(Order)).toEqual(['@Version', '@Integer']);
  });

  test('@Id and @Version', () => {
    @Document('orders')
    class Order {
      @Version() @Id() id?: never;
    }
    expect(duplicate(Order)).toEqual(['@Id', '@Version']);
  });

  test('@CreatedAt and a field, or another date of the document’s life', () => {
    @Document('orders')
    class Order {
      @CreatedAt() @DateField() at?: Date;
    }
    @Document('orders')
    class Other {
      @CreatedAt() @UpdatedAt() at?: Date;
    }
    expect(duplicate(Order)).toEqual(['@DateField', '@CreatedAt']);
    expect(duplicate(Other)).toEqual(['@UpdatedAt', '@CreatedAt']);
  });

  test('@Routing twice', () => {
    @Document('orders')
    class Order {
      @Routing() @Routing() tenant?: string;
    }
    expect(duplicate(Order)).toEqual(['@Routing', '@Routing']);
  });
});

describe('a role inside of an object', () => {
  test('and a hook are refused: nothing would call it', () => {
    class Part {
      @Keyword() name!: string;
      @BeforeSave() check(): void {
        // Never called.
      }
    }
    @Document('orders')
    class Order {
      @ObjectField(() => Part) part?: Part;
    }
    expect(failureOf(Order)).toMatchObject({
      code: 'METADATA_ROLE_IN_OBJECT',
      details: { className: 'Part', field: 'check', usedBy: 'Order.part', decorator: 'BeforeSave' },
    });
  });

  const rows: readonly (readonly [decorator: string, make: () => FieldDecorator<unknown>])[] = [
    ['Version', Version],
    ['Routing', Routing],
    ['CreatedAt', CreatedAt],
    ['UpdatedAt', UpdatedAt],
    ['DeletedAt', DeletedAt],
    ['Discriminator', Discriminator],
  ] as never;
  test.each(rows)('@%s is refused: only a document has one', (decorator, make) => {
    class Part {
      @make() value?: unknown;
    }
    @Document('orders')
    class Order {
      @ObjectField(() => Part) part?: Part;
    }
    expect(failureOf(Order)).toMatchObject({
      code: 'METADATA_ROLE_IN_OBJECT',
      message:
        `Part.value has @${decorator}, but Part is only a part of Order.part. ` +
        'Put it on the class of the document itself; a value that is only a part is mapped with a plain field decorator. ' +
        '[METADATA_ROLE_IN_OBJECT]',
    });
  });
});
