// `transform` of a field, and class-transformer's @Expose, @Exclude, @Transform and @Type around its codec.
import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { Exclude, Expose, Transform, Type } from 'class-transformer';
import { DateField, Document, Flattened, Id, Keyword, Long, Nested, ObjectField } from 'elastodm';
import type { Class, FieldDecorator } from 'elastodm';
import {
  dehydrate,
  dehydrateChanges,
  diffSource,
  hydrate,
} from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';
import { metadataOf } from './every-field.js';

class Money {
  constructor(readonly cents: bigint = 0n) {}
}
const money = {
  to: (value: Money | Money[]) =>
    Array.isArray(value) ? value.map(({ cents }) => Number(cents)) : Number(value.cents),
  from: (stored: unknown) =>
    Array.isArray(stored)
      ? stored.map((cents) => new Money(BigInt(cents as number)))
      : new Money(BigInt(stored as number)),
};
class Part {
  @Keyword() name?: string;
}
class Line {
  @Long({ transform: money }) price?: Money;
}
const partField: FieldDecorator<unknown> = ObjectField(() => Part, {
  transform: { to: (name: string) => ({ name }), from: (part: Part) => part.name },
} as object);
@Document('orders')
class Order {
  @Id() id?: string;
  @Long({ transform: money }) total?: Money | Money[] | null;
  @DateField({
    transform: {
      to: (day: string) => new Date(`${day}T00:00:00Z`),
      from: (date: unknown) => (date as Date).toISOString().slice(0, 10),
    },
  })
  day?: string;
  @Nested(() => Line) lines: Line[] = [];
  @partField
  part?: string;
}
const order = metadataOf(Order);
const orderOf = (values: object): Order => Object.assign(new Order(), values);

describe('a field’s transform', () => {
  test('stands around the whole value, and inside of objects', () => {
    const document = orderOf({
      total: [new Money(1n), new Money(2n)],
      day: '2026-01-31',
      lines: [Object.assign(new Line(), { price: new Money(5n) })],
      part: 'wheel',
    });
    const source = dehydrate(order, document);
    expect(source).toEqual({
      total: [1, 2],
      day: '2026-01-31T00:00:00.000Z',
      lines: [{ price: 5 }],
      part: { name: 'wheel' },
    });
    const read = hydrate(order, 'a', source) as Order;
    expect(read).toEqual(Object.assign(document, { id: 'a' }));
    expect(read.lines[0]!.price).toBeInstanceOf(Money);
    expect(diffSource(order, read, source)).toEqual({ changes: {}, mergeable: true });
    expect(dehydrateChanges(order, { total: new Money(7n), lines: [{ price: new Money(8n) }] })).toEqual({
      total: 7,
      lines: [{ price: 8 }],
    });
  });

  test('is not asked about nothing', () => {
    expect(dehydrate(order, orderOf({ total: null, day: undefined }))).toEqual({ total: null, lines: [] });
    expect(hydrate(order, 'a', { total: null })).toMatchObject({ total: null });
  });

  test('that throws refuses the value, and says where and why', () => {
    const broken = Object.assign(new Line(), { price: { cents: 'x' } });
    const error = thrown(() => dehydrate(order, orderOf({ day: 'x', lines: [new Line(), broken] })));
    expect(error).toMatchObject({ code: 'DOCUMENT_INVALID_VALUE', details: { path: 'day' } });
    expect(
      thrown(() =>
        dehydrateChanges(order, {
          lines: [
            {},
            { price: null },
            {
              get price() {
                throw new Error('no');
              },
            },
          ],
        }),
      ),
    ).toBeInstanceOf(Error);
    class Odd {
      get cents(): bigint {
        throw new RangeError('no cents');
      }
    }
    expect(thrown(() => dehydrate(order, orderOf({ lines: [{}, { price: new Odd() }] })))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'lines[1].price', reason: 'no cents' },
      cause: { message: 'no cents' },
    });
    expect(thrown(() => hydrate(order, 'a1', { lines: [{ price: 'x' }] }))).toMatchObject({
      code: 'DOCUMENT_WRONG_SOURCE',
      details: { id: 'a1', path: 'lines[0].price' },
    });
  });
});

const decorate = (target: Class, property: string, ...decorators: unknown[]): void => {
  for (const each of decorators)
    (each as (prototype: object, property: string) => void)(target.prototype as object, property);
};

describe('class-transformer’s @Expose', () => {
  @Document('users')
  class User {
    @Id() id?: string;
    @Keyword() name?: string;
    @Keyword() forAdmins?: string;
    @Keyword() plain?: string;
  }
  decorate(User, 'name', Expose());
  decorate(User, 'forAdmins', Expose({ groups: ['admin'] }));
  const user = metadataOf(User);
  const values = { name: 'Ann', forAdmins: 'x', plain: 'y' };

  test('for groups keeps a property out while none is active', () => {
    expect(dehydrate(user, Object.assign(new User(), values))).toEqual({ name: 'Ann', plain: 'y' });
    expect(hydrate(user, 'a', values)).toEqual(
      Object.assign(new User(), { id: 'a', name: 'Ann', plain: 'y' }),
    );
  });

  @Document({ index: 'users', dynamic: true })
  class Hidden {
    @Id() id?: string;
    @Keyword() both?: string;
    @Keyword() read?: string;
    @Keyword() written?: string;
    @Keyword() none?: string;
  }
  Exclude()(Hidden);
  decorate(Hidden, 'both', Expose());
  decorate(Hidden, 'read', Expose({ toClassOnly: true }));
  decorate(Hidden, 'written', Expose({ toPlainOnly: true }));
  const hidden = metadataOf(Hidden);

  test('is needed where the class is excluded as a whole', () => {
    const all = { both: 'b', read: 'r', written: 'w', none: 'n', extra: 'e' };
    expect(dehydrate(hidden, Object.assign(new Hidden(), all))).toEqual({ both: 'b', written: 'w' });
    expect(hydrate(hidden, 'a', all)).toEqual(Object.assign(new Hidden(), { id: 'a', both: 'b', read: 'r' }));
  });

  test('can’t give a field another name', () => {
    @Document('users')
    class Renamed {
      @Keyword() name?: string;
    }
    decorate(Renamed, 'name', Expose({ name: 'fullName' }));
    expect(thrown(() => metadataOf(Renamed))).toMatchObject({
      code: 'METADATA_EXPOSE_NAME',
      details: { className: 'Renamed', field: 'name', name: 'fullName' },
    });
    @Document('users')
    class Same {
      @Keyword() name?: string;
    }
    decorate(Same, 'name', Expose({ name: 'name' }));
    expect(() => metadataOf(Same)).not.toThrow();
  });
});

describe('class-transformer’s @Type', () => {
  class Point {
    x = 0;
    at?: Date;
  }
  decorate(
    Point,
    'at',
    Type(() => Date),
  );
  @Document('places')
  class Place {
    @Id() id?: string;
    @ObjectField({ enabled: false }) point?: Point | Point[] | null;
    @Flattened() flat?: Point;
    @Keyword() code?: string;
    @DateField() at?: Date;
  }
  decorate(
    Place,
    'point',
    Type(() => Point),
  );
  decorate(
    Place,
    'flat',
    Type(() => Point),
  );
  decorate(
    Place,
    'at',
    Type(() => Date),
  );
  decorate(
    Place,
    'code',
    Transform(({ value }) => (value as string).toUpperCase(), { toClassOnly: true }),
  );
  const place = metadataOf(Place);
  const point = Object.assign(new Point(), { x: 5, at: new Date(0) });

  test('makes instances of values that have no class of their own', () => {
    const document = Object.assign(new Place(), {
      point: [point, point],
      flat: point,
      code: 'A',
      at: new Date(1),
    });
    const source = dehydrate(place, document);
    const plain = { x: 5, at: '1970-01-01T00:00:00.000Z' };
    expect(source).toEqual({ point: [plain, plain], flat: plain, code: 'A', at: '1970-01-01T00:00:00.001Z' });
    const read = hydrate(place, 'a', source) as Place;
    expect(read).toEqual(Object.assign(document, { id: 'a' }));
    expect((read.point as Point[])[1]).toBeInstanceOf(Point);
    expect(read.flat).toBeInstanceOf(Point);
    expect(diffSource(place, read, source)).toEqual({ changes: {}, mergeable: true });
    expect(hydrate(place, 'a', { point: null })).toMatchObject({ point: null });
  });

  test('refuses what contains itself, and lets no hostile key in', () => {
    const circle = Object.assign(new Point(), { self: undefined } as { self: unknown });
    circle.self = circle;
    expect(
      thrown(() => dehydrate(place, Object.assign(new Place(), { flat: circle }))).details,
    ).toMatchObject({
      path: 'flat',
      reason: 'it contains itself',
    });
    const source = JSON.parse('{"flat": {"__proto__": {"isAdmin": true}, "x": 1}}') as Record<
      string,
      unknown
    >;
    expect((hydrate(place, 'a', source) as { flat: { isAdmin?: boolean } }).flat.isAdmin).toBeUndefined();
  });
});
