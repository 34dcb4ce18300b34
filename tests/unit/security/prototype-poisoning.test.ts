// Keys that could change what an object is (`__proto__`, `constructor`, `prototype`), as a server may send them: they reach no
// instance, no prototype, and no later save.
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  Binary,
  ConnectionManager,
  DataSource,
  DateField,
  DateRange,
  DenseVector,
  Document,
  Flattened,
  GeoPoint,
  Id,
  Keyword,
  Nested,
  ObjectField,
  Search,
} from 'elastodm';
import type { Class, Range, Repository } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { thrown } from '../../support/failing.js';

class Address {
  @Keyword() city!: string;
}

@Document({ index: 'people', dynamic: 'strict' })
class Strict {
  @Id() id?: string;
  @Keyword() name!: string;
  @ObjectField(() => Address) address!: Address;
  @Nested(() => Address) addresses!: Address[];
  @Flattened() labels!: Record<string, unknown>;
  @ObjectField({}) free!: Record<string, unknown>;
  @DateRange() stay!: Range<Date>;
  @DateField() bornAt!: Date;
  @GeoPoint() place!: { lat: number; lon: number };
  @DenseVector({ dims: 2 }) vector!: number[];
  @Binary() picture!: Uint8Array;
}

@Document({ index: 'people', dynamic: true })
class Loose {
  @Id() id?: string;
  @Keyword() name!: string;
  @ObjectField(() => Address, { dynamic: true }) address!: Address;
  [property: string]: unknown;
}

// As text: in a literal, `__proto__` would set the prototype.
const hostile =
  '"__proto__":{"isAdmin":true,"toString":"no"},"constructor":{"prototype":{"isAdmin":true}},"prototype":{"isAdmin":true}';
const source = `{${hostile},
  "name":"Ann",
  "extra":{${hostile},"deep":[{${hostile},"kept":1}]},
  "address":{${hostile},"city":"Paris"},
  "addresses":[{${hostile},"city":"Rome"},[{${hostile},"city":"Oslo"}]],
  "labels":{${hostile},"a":{${hostile},"b":[{${hostile}}]}},
  "free":[{${hostile},"x":{${hostile}}}],
  "stay":{${hostile},"gte":"2026-01-01T00:00:00.000Z"},
  "bornAt":{${hostile}},
  "place":{${hostile},"lat":1,"lon":2},
  "vector":[{${hostile}}],
  "picture":{${hostile}}
}`;
const meta = '"_index":"people","_id":"a","_version":1,"_seq_no":0,"_primary_term":1,"found":true';
const shards = '"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0}';
const answers: Readonly<Record<string, string>> = {
  _doc: `{${hostile},${meta},"_source":${source}}`,
  _mget: `{${hostile},"docs":[{${hostile},${meta},"_source":${source}}]}`,
  _search: `{${hostile},${shards},"hits":{${hostile},"total":{${hostile},"value":1,"relation":"eq"},"max_score":1,"hits":[{${hostile},${meta},"_score":1,
    "_source":${source},"highlight":{${hostile},"name":["Ann"]},"sort":[{${hostile}}],"matched_queries":["q"],"_explanation":{${hostile}}}]},
    "aggregations":{${hostile},"names":{${hostile},"buckets":{${hostile},"Ann":{"doc_count":1}}}},"profile":{${hostile}}}`,
};

async function withServer<T extends object>(
  target: Class<T>,
  play: (repository: Repository<T>, server: FaultServer, manager: ConnectionManager) => Promise<void>,
): Promise<void> {
  await using server = await startFaultServer();
  server.store.index('people', 'a', {});
  for (const [match, text] of Object.entries(answers))
    server.failNext({
      match: ({ method, path }) => path.includes(match) && method !== 'PUT',
      action: 'rewrite',
      answer: () => text,
      headers: { 'content-type': 'application/json' },
      times: Infinity,
    });
  await using manager = new ConnectionManager();
  manager.createConnection({ hosts: server.url });
  await play(
    new DataSource({ connections: manager, documents: [target] }).getRepository(target),
    server,
    manager,
  );
}

const names = ['__proto__', 'constructor', 'prototype'];

/** Fails when any object inside of `value` has a hostile key of its own, or a prototype that is not its class's. */
function expectClean(value: unknown, path = 'it'): void {
  if (typeof value !== 'object' || value === null) return;
  expect([path, names.filter((name) => Object.hasOwn(value, name))]).toEqual([path, []]);
  const prototype = Object.getPrototypeOf(value) as object | null;
  const { constructor } = value as { readonly constructor: { readonly prototype: unknown } };
  expect([path, prototype === constructor.prototype]).toEqual([path, true]);
  expect([path, (value as { readonly isAdmin?: unknown }).isAdmin]).toEqual([path, undefined]);
  for (const [key, inner] of Object.entries(value)) expectClean(inner, `${path}.${key}`);
}

// Whatever a test does, nothing may have become part of every object.
afterEach(() => {
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  for (const each of [Object, Array, Strict, Loose, Address]) {
    expect((each as unknown as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect((each.prototype as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  }
});

type Read<T extends object> = (repository: Repository<T>) => Promise<T>;
const reads = <T extends object>(): Readonly<Record<string, Read<T>>> => ({
  get: (people) => people.get('a'),
  getOrNull: async (people) => (await people.getOrNull('a'))!,
  getMany: async (people) => (await people.getMany(['a']))[0]!,
  search: async (people) => (await people.search()).documents[0]!,
});

describe.each(Object.keys(reads()))('a document that %s returns', (name) => {
  test('is an instance of its class, and has none of them', async () => {
    await withServer(Strict, async (people) => {
      const person = await reads<Strict>()[name]!(people);
      expect(person).toBeInstanceOf(Strict);
      expect(person.address).toBeInstanceOf(Address);
      expect(person.addresses[0]).toBeInstanceOf(Address);
      expectClean(person);
      expect(person).toMatchObject({ id: 'a', name: 'Ann', address: { city: 'Paris' } });
      expect(person.labels).toEqual({ a: { b: [{}] } });
      expect(person.free).toEqual([{ x: {} }]);
      expect(person.stay).toEqual({ gte: new Date('2026-01-01') });
      expect(person.place).toEqual({ lat: 1, lon: 2 });
    });
  });

  test('of a class that takes all keys has none of them', async () => {
    await withServer(Loose, async (people) => {
      const person = await reads<Loose>()[name]!(people);
      expect(person).toBeInstanceOf(Loose);
      expectClean(person);
      expect(person['extra']).toEqual({ deep: [{ kept: 1 }] });
      expect(Object.assign({}, person['extra'])).not.toHaveProperty('isAdmin');
    });
  });

  test('does not spread them when it is saved', async () => {
    await withServer(Loose, async (people, server) => {
      await people.save(await reads<Loose>()[name]!(people));
      await people.saveMany([await reads<Loose>()[name]!(people)]).catch(() => undefined);
      const sent = server.deliveries.filter(({ method, path }) => method === 'PUT' || path.endsWith('_bulk'));
      expect(sent).toHaveLength(2);
      for (const { body } of sent) {
        expect(body).toContain('Ann');
        for (const key of names) expect(body).not.toContain(key);
      }
    });
  });
});

test('what a strict class read is saved without them', async () => {
  await withServer(Strict, async (people, server) => {
    const person = await people.get('a');
    // A server that keeps to the mapping sends no such values.
    for (const field of ['vector', 'picture', 'bornAt', 'addresses', 'free'] as const)
      Object.assign(person, { [field]: null });
    await people.save(person);
    const body = server.deliveries.at(-1)!.body;
    expect(JSON.parse(body)).toMatchObject({ name: 'Ann', stay: { gte: '2026-01-01T00:00:00.000Z' } });
    for (const key of names) expect(body).not.toContain(key);
  });
});

describe('a search without a class', () => {
  test('returns documents that have none of them', async () => {
    await withServer(Strict, async (_, __, connections) => {
      const result = await new Search({ index: 'people', connections }).execute();
      const [document] = result.documents;
      expectClean(document);
      expect(document).toMatchObject({ name: 'Ann', extra: { deep: [{ kept: 1 }] } });
      expect(Object.assign({}, document)).not.toHaveProperty('isAdmin');
    });
  });
});

test('the rest of a result pollutes nothing', async () => {
  await withServer(Strict, async (people, _, connections) => {
    for (const result of [
      await people.search({ aggs: { all: { global: {} } } }),
      await new Search({ index: 'people', connections }).aggs('all', { global: {} }).execute(),
    ]) {
      const {
        hits,
        shards: counts,
        aggs,
      } = result as { hits: readonly object[]; shards: object; aggs: unknown };
      const { document: _document, ...hit } = hits[0] as Record<string, unknown>;
      for (const part of [hit, counts, aggs as object, result as object, hit['highlight'] as object]) {
        expect(Object.getPrototypeOf(part)).toBe(Object.prototype);
        expect((part as { isAdmin?: unknown }).isAdmin).toBeUndefined();
      }
    }
  });
});

describe('values of a program', () => {
  test('that create takes set no prototype', async () => {
    await withServer(Loose, async (people) => {
      const values = JSON.parse(`{${hostile},"name":"Ann"}`) as Partial<Loose>;
      const person = people.create(values);
      expect(person).toBeInstanceOf(Loose);
      expectClean(person);
      expect(person.name).toBe('Ann');
      await people.save(person);
    });
  });

  test('that have such keys are refused where they would be stored as fields', async () => {
    await withServer(Loose, async (people, server) => {
      for (const key of names) {
        const person = people.create({ name: 'Ann' });
        Object.defineProperty(person, key, { value: 'x', enumerable: true });
        await expect(people.save(person)).rejects.toMatchObject({
          code: 'DOCUMENT_UNMAPPED_PROPERTY',
          details: { path: key },
        });
      }
      expect(server.deliveries).toEqual([]);
    });
  });
});

test.each(names)('a field is not named %s', (name) => {
  @Document('odd')
  class Odd {
    @Keyword() name!: string;
    @Keyword() [name]: string = 'x';
  }
  const dataSource = new DataSource({ connections: { default: {} }, documents: [Odd] });
  expect(thrown(() => dataSource.getRepository(Odd))).toMatchObject({
    code: 'METADATA_FIELD_NAME',
    details: { className: 'Odd', field: name, reason: `${name} is a name of JavaScript's own` },
  });
});
