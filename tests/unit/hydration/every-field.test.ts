// Values of each field type: the same after they were written and read, shared with nobody, and no change of their own.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dehydrate, diffSource, hydrate } from '../../../src/hydration/document-hydration.js';
import { mergeSource } from '../../../src/hydration/merge-source.js';
import type { FieldType } from '../../../src/metadata/field-types.js';
import { bigintSamples, classOf, freeSamples, metadataOf, samples } from './every-field.js';
import type { Holder } from './every-field.js';

type Json = Record<string, unknown>;

// JSON that is exact: bigints stay bigints.
function throughJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(throughJson);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, throughJson(item)]));
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
}

/** Changes whatever can be changed inside of a value. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Date) value.setTime(1);
  else if (ArrayBuffer.isView(value)) (value as Uint8Array).fill(1);
  else {
    for (const [key, item] of Object.entries(value)) {
      spoil(item);
      (value as Json)[key] = 'spoilt';
    }
    if (Array.isArray(value)) value.push('spoilt');
    else (value as Json)['spoilt'] = true;
  }
}

const rows = [
  ...Object.entries(samples).map(([type, sample]) => [type, sample] as const),
  ...Object.entries(bigintSamples).map(([type, sample]) => [`${type} of bigints`, sample] as const),
  ...Object.entries(freeSamples).map(([type, sample]) => [`${type} without a class`, sample] as const),
];

describe.each(rows)('%s', (title, { options, values }) => {
  const type = title.split(' ')[0] as FieldType;
  const fields = { value: [type, options] } as const;
  const Thing = classOf(fields);
  const metadata = metadataOf(Thing);
  const strict = metadataOf(classOf(fields, { index: 'holders', hydration: 'strict' }));
  const documentOf = (value: unknown): Holder => Object.assign(new Thing(), { id: 'a', value });

  test('is the same after it was written and read', () => {
    fc.assert(
      fc.property(values, (value) => {
        const source = dehydrate(metadata, documentOf(value));
        if (!title.includes('bigint')) expect(JSON.parse(JSON.stringify(source))).toEqual(source);
        const read = hydrate(metadata, 'a', throughJson(source) as Json) as Holder;
        expect(read.value).toEqual(value);
        expect(dehydrate(metadata, read)).toEqual(source);
        expect(hydrate(strict, 'a', source)).toEqual(read);
      }),
    );
  });

  test('is shared neither with the source nor with another document', () => {
    fc.assert(
      fc.property(values, (value) => {
        const source = throughJson(dehydrate(metadata, documentOf(value))) as Json;
        deepFreeze(source);
        const before = throughJson(source);
        const one = hydrate(metadata, 'a', source) as Holder;
        const two = hydrate(metadata, 'a', source) as Holder;
        const written = dehydrate(metadata, one);
        spoil(one.value);
        expect(two.value).toEqual(value);
        expect(written).toEqual(before);
        expect(source).toEqual(before);
        spoil((hydrate(strict, 'a', source) as Holder).value);
      }),
    );
  });

  test('is no change until it is changed', () => {
    fc.assert(
      fc.property(values, values, (value, other) => {
        const source = throughJson(dehydrate(metadata, documentOf(value))) as Json;
        const document = hydrate(metadata, 'a', source) as Holder;
        expect(diffSource(metadata, document, source)).toEqual({ changes: {}, mergeable: true });
        document.value = other;
        const { changes, mergeable } = diffSource(metadata, document, source);
        const written = dehydrate(metadata, document);
        if (mergeable) expect(throughJson(mergeSource(source, changes))).toEqual(throughJson(written));
      }),
    );
  });
});

const everything = classOf({
  ...Object.fromEntries(
    Object.entries(samples).map(([type, { options }]) => [type, [type as FieldType, options]]),
  ),
  ...Object.fromEntries(
    Object.entries(bigintSamples).map(([type, { options }]) => [`big_${type}`, [type as FieldType, options]]),
  ),
});
const everythingMetadata = metadataOf(everything);

// `1e999` in a text is `Infinity` to JSON.parse, and no number that could be written.
test.each([[{ aggregate_metric_double: Infinity }], [{ aggregate_metric_double: { min: -Infinity } }]])(
  'what could not be written again is no change: %p',
  (source) => {
    const document = hydrate(everythingMetadata, 'a', source);
    expect(diffSource(everythingMetadata, document, source)).toEqual({ changes: {}, mergeable: true });
  },
);

test('any source at all makes a document that is not changed', () => {
  const names = everythingMetadata.fields.map(({ name }) => name);
  const anyValue = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.bigInt(),
    fc.double(),
    ...Object.values(samples).map(({ values }) =>
      values.map((value) => (value instanceof Date ? value.toISOString() : throughJson(value))),
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names, 'unknown', '__proto__'), anyValue), (source) => {
      deepFreeze(source);
      const document = hydrate(everythingMetadata, 'a', source);
      expect(diffSource(everythingMetadata, document, source)).toEqual({ changes: {}, mergeable: true });
    }),
    { numRuns: 500 },
  );
});
