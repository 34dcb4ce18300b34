// What a partial update sends: named changes, and what changed since a document was loaded.
import { describe, expect, test } from '@jest/globals';
import { Exclude } from 'class-transformer';
import {
  Alias,
  DateField,
  Document,
  Flattened,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Routing,
  Version,
} from 'elastodm';
import { dehydrateChanges, diffSource, hydrate } from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';
import { metadataOf } from './every-field.js';

class Address {
  @Keyword() city?: string;
  @Keyword() country = 'DE';
  @DateField() since?: Date;
}
@Document('people')
class Person {
  @Id() id?: string;
  @Version() version?: number;
  @Routing() tenant?: string;
  @Keyword() name?: string | null;
  @Integer() age = 7;
  @DateField() bornAt?: Date;
  @ObjectField(() => Address) address?: Address | null;
  @Nested(() => Address) homes?: Address[];
  @Flattened() labels?: Record<string, unknown>;
  @Alias({ path: 'name' }) called?: string;
  @Keyword() secret?: string;
}
Exclude({ toPlainOnly: true })(Person.prototype, 'secret');
const person = metadataOf(Person);

@Document({ index: 'people', dynamic: true })
class Loose {
  @Id() id?: string;
  @Keyword() name?: string;
}
const loose = metadataOf(Loose);

describe('named changes', () => {
  test('are written as the fields are, and partial inside', () => {
    expect(
      dehydrateChanges(person, {
        name: null,
        age: undefined,
        bornAt: new Date(0),
        address: { since: new Date(1) },
        homes: [{ city: 'Rome' }],
      }),
    ).toEqual({
      name: null,
      bornAt: '1970-01-01T00:00:00.000Z',
      address: { since: '1970-01-01T00:00:00.001Z' },
      homes: [{ city: 'Rome' }],
    });
  });

  test.each([
    ['id', 'it is no field: it is the id of the document'],
    ['version', 'it is no field: it is the version of the document'],
    ['tenant', 'it is the routing, and decides where the document is'],
    ['called', 'it is no field: it is another name for one, or kept out of the source'],
    ['secret', 'it is no field: it is another name for one, or kept out of the source'],
  ])('of %s are refused', (path, reason) => {
    expect(thrown(() => dehydrateChanges(person, { [path]: 'x' }))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { className: 'Person', path, reason },
    });
  });

  test('of what is no field are refused where the mapping is strict', () => {
    const unmapped = (changes: object): unknown => thrown(() => dehydrateChanges(person, changes)).details;
    expect(unmapped({ nam: 'x' })).toEqual({ className: 'Person', path: 'nam' });
    expect(unmapped({ address: { town: 'x' } })).toEqual({ className: 'Person', path: 'address.town' });
    expect(dehydrateChanges(loose, { more: { at: new Date(0) }, call: () => 1 })).toEqual({
      more: { at: '1970-01-01T00:00:00.000Z' },
    });
    const hostile = JSON.parse('{"__proto__": 1}') as object;
    expect(thrown(() => dehydrateChanges(loose, hostile)).code).toBe('DOCUMENT_UNMAPPED_PROPERTY');
  });

  test('that can’t be stored are refused by their path', () => {
    expect(
      thrown(() => dehydrateChanges(person, { homes: [{ since: new Date(NaN) }] })).details,
    ).toMatchObject({
      path: 'homes[0].since',
    });
  });
});

describe('what changed since a document was loaded', () => {
  const diff = (source: Record<string, unknown>, change: (document: Person) => void, overrides?: object) => {
    const document = hydrate(person, 'a', source) as Person;
    change(document);
    return diffSource(person, document, source, overrides as Record<string, unknown> | undefined);
  };
  const nothing = { changes: {}, mergeable: true };
  const stored = {
    name: 'Ann',
    age: 5,
    bornAt: '2001-02-03',
    address: { city: 'Rome', since: '2020', unknown: 1 },
    homes: [{ city: 'Oslo' }],
    labels: { a: { b: 1, c: 2 } },
    unknown: 1,
  };

  test('is nothing at first, however the source was written', () => {
    expect(diff(stored, () => undefined)).toEqual(nothing);
    expect(diff({}, () => undefined)).toEqual(nothing);
    expect(diff({ age: 1.5, address: 'x', homes: [1, [{ city: 'x' }]] }, () => undefined)).toEqual(nothing);
  });

  test('is what was assigned', () => {
    expect(diff(stored, (document) => Object.assign(document, { name: 'Bob', age: 5 }))).toEqual({
      changes: { name: 'Bob' },
      mergeable: true,
    });
    expect(diff(stored, (document) => (document.name = null))).toEqual({
      changes: { name: null },
      mergeable: true,
    });
    expect(diff({}, (document) => (document.age = 8))).toEqual({ changes: { age: 8 }, mergeable: true });
  });

  test('is what was set inside of values, too', () => {
    expect(diff(stored, ({ bornAt }) => bornAt!.setTime(0)).changes).toEqual({
      bornAt: '1970-01-01T00:00:00.000Z',
    });
    expect(diff(stored, ({ address }) => (address!.city = 'Oslo'))).toEqual({
      changes: { address: { city: 'Oslo' } },
      mergeable: true,
    });
    expect(diff(stored, ({ homes }) => homes!.push(new Address()))).toMatchObject({ mergeable: true });
    expect(diff(stored, ({ homes }) => delete homes![0]!.city)).toEqual({
      changes: { homes: [{ country: 'DE' }] },
      mergeable: true,
    });
  });

  test('can’t be merged where something is gone', () => {
    expect(diff(stored, (document) => delete document.name)).toEqual({ changes: {}, mergeable: false });
    expect(diff(stored, ({ address }) => delete address!.city)).toMatchObject({ mergeable: false });
    expect(diff(stored, ({ labels }) => delete (labels!['a'] as { b?: number }).b)).toEqual({
      changes: { labels: { a: {} } },
      mergeable: false,
    });
    expect(diff({ name: null }, (document) => delete document.name).mergeable).toBe(false);
  });

  test('is no loss where only a default is gone, or all of an object is replaced', () => {
    expect(diff({}, (document) => delete (document as Partial<Person>).age)).toEqual(nothing);
    expect(diff(stored, ({ address }) => delete (address as Partial<Address>).country)).toMatchObject({
      mergeable: true,
    });
    expect(diff(stored, (document) => (document.address = null))).toEqual({
      changes: { address: null },
      mergeable: true,
    });
  });

  test('has the values that stand in for the document’s own', () => {
    const bornAt = new Date(5);
    expect(diff(stored, () => undefined, { bornAt }).changes).toEqual({ bornAt: bornAt.toISOString() });
    expect(diff(stored, () => undefined, { bornAt: undefined })).toEqual({ changes: {}, mergeable: false });
  });

  test('is refused where it can’t be stored, and only there', () => {
    expect(thrown(() => diff(stored, (document) => (document.age = 1.5))).details).toMatchObject({
      path: 'age',
    });
    expect(diff({ age: 1.5 }, (document) => (document.name = 'x')).changes).toEqual({ name: 'x' });
    expect(diff({ age: 1.5 }, (document) => (document.age = 2)).changes).toEqual({ age: 2 });
    expect(thrown(() => diff({ age: 1.5 }, (document) => (document.age = 2.5))).details).toMatchObject({
      path: 'age',
    });
    expect(thrown(() => diff(stored, (document) => Object.assign(document, { typo: 1 }))).code).toBe(
      'DOCUMENT_UNMAPPED_PROPERTY',
    );
  });

  test('is also told of properties without a decorator, where the class takes them', () => {
    const source = { name: 'x', more: { a: 1 }, other: 2 };
    const document = hydrate(loose, 'a', source) as Loose & {
      more?: { a?: number; b?: number };
      other?: number;
    };
    expect(diffSource(loose, document, source)).toEqual(nothing);
    document.more!.b = 2;
    expect(diffSource(loose, document, source)).toEqual({
      changes: { more: { b: 2 } },
      mergeable: true,
    });
    delete document.other;
    expect(diffSource(loose, document, source).mergeable).toBe(false);
  });
});
