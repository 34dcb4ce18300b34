// Objects inside of documents: what may stand in an object field, and lists that contain themselves.
import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Flattened, Id, Integer, Keyword, Nested, ObjectField } from 'elastodm';
import { dehydrate, fillObjects, hydrate } from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';
import { metadataOf } from './every-field.js';

class Person {
  @Keyword() name?: string;
}
class Actor extends Person {
  @Integer() roles = 0;
}
class Star extends Actor {}
class Film {
  @Keyword() title?: string;
}
class Cast {
  @Nested(() => Actor) actors: Actor[] = [];
  @ObjectField(() => Actor) lead?: Actor;
}
@Document('shows')
class Show {
  @Id() id?: string;
  @ObjectField(() => Actor) host?: Actor | Actor[] | null;
  @ObjectField(() => Cast) cast?: Cast;
  @ObjectField(() => Actor, { enabled: false }) unseen?: Actor;
  @ObjectField(() => Actor, { dynamic: true }) open?: Actor;
  @Flattened() labels?: Record<string, unknown>;
  @DateField() at?: Date;
}
const show = metadataOf(Show);
const showOf = (values: object): Show => Object.assign(new Show(), values);
const refusal = (values: object): unknown => thrown(() => dehydrate(show, showOf(values))).details;

describe('an object field', () => {
  test('takes instances of its class, of subclasses, and object literals', () => {
    const bare = Object.assign(Object.create(null) as object, { name: 'Bo' });
    for (const host of [new Actor(), new Star(), { roles: 0 }])
      expect(dehydrate(show, showOf({ host }))).toEqual({ host: { roles: 0 } });
    expect(dehydrate(show, showOf({ host: [bare, [new Star()]] }))).toEqual({
      host: [{ name: 'Bo' }, [{ roles: 0 }]],
    });
  });

  test.each([
    [new Film(), 'Film'],
    [new Person(), 'Person'],
    [new Date(), 'Date'],
    [new Map(), 'Map'],
  ])('takes no other: %p', (host, name) => {
    const reason = `it is an instance of ${name}, and Actor belongs here`;
    expect(refusal({ host })).toEqual({ className: 'Show', path: 'host', reason });
    expect(refusal({ cast: { actors: [new Actor(), host] } })).toEqual({
      className: 'Show',
      path: 'cast.actors[1]',
      reason,
    });
  });

  test('that is not enabled keeps whatever was there', () => {
    const document = hydrate(show, 'a', { unseen: 'x' });
    expect(dehydrate(show, document)).toEqual({ unseen: 'x' });
  });

  test('has instances in lists of lists, too', () => {
    const { host } = hydrate(show, 'a', { host: [[{ name: 'Ann' }], null] }) as { host: Actor[][] };
    expect(host[0]![0]).toBeInstanceOf(Actor);
    expect(host[1]).toBeNull();
  });
});

describe('what contains itself is refused, and says where:', () => {
  test('a list in a field of a class', () => {
    const actors: unknown[] = [new Actor()];
    actors.push(actors);
    expect(refusal({ cast: { actors } })).toEqual({
      className: 'Show',
      path: 'cast.actors[1]',
      reason: 'it contains itself',
    });
  });

  test('a property without a decorator', () => {
    const open = Object.assign(new Actor(), { self: undefined } as { self: unknown });
    open.self = { friends: [open] };
    expect(refusal({ open })).toMatchObject({
      path: 'open.self.friends[0].self',
      reason: 'it contains itself',
    });
  });

  test('a value of any shape', () => {
    const labels: Record<string, unknown> = {};
    labels['self'] = labels;
    expect(refusal({ labels })).toEqual({
      className: 'Show',
      path: 'labels.self',
      reason: 'it contains itself',
    });
  });
});

describe('values for a new document', () => {
  test('have instances where a class is mapped, with its defaults', () => {
    const star: unknown = new Star();
    const date = new Date();
    const cast = { actors: [{ name: 'Ann' }, star, null] as unknown[], lead: { name: 'Bo', roles: 5 } };
    const filled = fillObjects(show, { id: 'a', host: null, cast, labels: { a: {} }, at: date }) as Show;
    expect(filled).toEqual({
      id: 'a',
      host: null,
      cast: Object.assign(new Cast(), {
        actors: [Object.assign(new Actor(), { name: 'Ann' }), star, null],
        lead: Object.assign(new Actor(), { name: 'Bo', roles: 5 }),
      }),
      labels: { a: {} },
      at: date,
    });
    expect(filled.cast).toBeInstanceOf(Cast);
    expect(filled.cast!.lead).toBeInstanceOf(Actor);
    expect(filled.cast!.actors[1]).toBe(star);
    expect(cast.lead).not.toBeInstanceOf(Actor);
  });

  test('have no hostile keys at any level', () => {
    const hostile = '"__proto__": {"isAdmin": true}, "constructor": 1, "prototype": 1';
    const values = JSON.parse(
      `{${hostile}, "cast": {${hostile}, "lead": {${hostile}, "name": "x"}}}`,
    ) as object;
    const filled = fillObjects(show, values) as Show & { isAdmin?: boolean };
    for (const each of [filled, filled.cast, filled.cast!.lead] as (object | undefined)[]) {
      expect((each as { isAdmin?: boolean }).isAdmin).toBeUndefined();
      expect(
        Object.keys(each!).filter((key) => ['__proto__', 'constructor', 'prototype'].includes(key)),
      ).toEqual([]);
    }
    expect(filled.cast!.lead!.constructor).toBe(Actor);
  });
});
