// The options of fields that are the library's own.
import { describe, expect, test } from '@jest/globals';
import { Document, Field, Integer, Keyword, Long, Nested, ObjectField, Text } from 'elastodm';
import type { FieldDecorator, FieldMetadata } from 'elastodm';
import { failureOf, metadataOf } from './support.js';

const transform = { to: (value: string): string => value, from: (stored: unknown): string => String(stored) };
const validate = (value: unknown): string | undefined => (value === '' ? 'it is empty' : undefined);

class Part {
  @Keyword({ required: true }) name!: string;
}

function fieldOf(decorate: unknown): FieldMetadata | undefined {
  @Document('things')
  class Thing {
    @(decorate as FieldDecorator<unknown>) value?: unknown;
  }
  return metadataOf(Thing).fields[0];
}

describe('our options', () => {
  const rows: readonly (readonly [name: string, decorate: unknown, options: object, behavior: object])[] = [
    ['required', Keyword({ required: true, store: true }), { store: true }, { required: true }],
    ['validate', Text({ validate }), {}, { validate }],
    ['transform', (Keyword as (options: object) => unknown)({ transform }), {}, { transform }],
    ['bigint', (Long as (options: object) => unknown)({ bigint: true }), {}, { bigint: true }],
    ['those of @Field', Field({ type: 'keyword', required: true }), {}, { required: true }],
    ['those of objects', ObjectField(() => Part, { required: true }), {}, { required: true }],
    [
      'those of nested objects',
      Nested(() => Part, { validate: () => undefined }),
      {},
      { validate: expect.any(Function) },
    ],
    ['none', Integer({}), {}, {}],
  ];
  test.each(rows)('%s: are kept apart from the mapping', (_name, decorate, options, behavior) => {
    const field = fieldOf(decorate);
    expect(field).toMatchObject({ options, behavior });
    expect(Object.keys(field?.options ?? {})).toEqual(Object.keys(options));
    expect(Object.isFrozen(field?.behavior)).toBe(true);
  });

  test('are kept of the fields of objects too', () => {
    expect(fieldOf(ObjectField(() => Part))?.object?.fields[0]?.behavior).toEqual({ required: true });
  });
});

describe('our options where they can’t be used', () => {
  const any = (decorator: unknown, options: object): FieldDecorator<unknown> =>
    (decorator as (options: object) => FieldDecorator<unknown>)(options);
  const rows: readonly (readonly [option: string, decorate: FieldDecorator<unknown>, reason: string])[] = [
    ['bigint', any(Integer, { bigint: true }), 'a field of type integer holds no whole numbers beyond 2^53'],
    ['validate', any(Keyword, { validate: 'no' }), 'it is no function'],
    ['transform', any(Keyword, { transform: {} }), 'it needs the functions `to` and `from`'],
    ['transform', any(Keyword, { transform: { to: String } }), 'it needs the functions `to` and `from`'],
    ['transform', any(Keyword, { transform: null }), 'it needs the functions `to` and `from`'],
  ];
  test.each(rows)('%s', (option, decorate, reason) => {
    @Document('things')
    class Thing {
      @decorate value?: unknown;
    }
    expect(failureOf(Thing)).toMatchObject({
      code: 'METADATA_FIELD_OPTION',
      message:
        `Option '${option}' of Thing.value can't be used: ${reason}. ` +
        `Correct or remove '${option}'. [METADATA_FIELD_OPTION]`,
    });
  });
});
