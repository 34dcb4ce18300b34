// A date field's `format` decides what is written, and what numbers mean when they are read.
import { describe, expect, test } from '@jest/globals';
import { DataSource, DateField, DateRange, Document } from 'elastodm';
import type { Range } from 'elastodm';
import { dehydrate, hydrate } from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';

function metadataOf(format?: string) {
  const options = format === undefined ? {} : { format };
  @Document('events')
  class Event {
    @DateField(options) at?: Date;
    @DateRange(options) valid?: Range<Date>;
  }
  const metadata = new DataSource({ documents: [Event] }).getMetadata(Event);
  return { metadata, create: (at: Date) => Object.assign(new Event(), { at, valid: { gte: at } }) };
}

const instant = new Date('2026-01-31T09:05:00.500Z');
const day = new Date('2026-01-31T00:00:00.000Z');

describe('a date', () => {
  test.each([
    [undefined, instant, '2026-01-31T09:05:00.500Z'],
    ['strict_date_optional_time', instant, '2026-01-31T09:05:00.500Z'],
    ['epoch_millis', instant, 1769850300500],
    ['epoch_second', instant, 1769850300.5],
    ['yyyy-MM-dd', day, '2026-01-31'],
    ['strict_date', day, '2026-01-31'],
    ['dd/MM/yyyy||epoch_second', instant, 1769850300.5],
    ['yyyy-MM-dd || date_optional_time', instant, '2026-01-31T09:05:00.500Z'],
  ])('with format %p is written and read', (format, date, written) => {
    const { metadata, create } = metadataOf(format);
    const source = dehydrate(metadata, create(date));
    expect(source).toEqual({ at: written, valid: { gte: written } });
    expect(hydrate(metadata, '1', JSON.parse(JSON.stringify(source)) as Record<string, unknown>)).toEqual(
      create(date),
    );
  });

  test('that has a time is not cut to a day', () => {
    const { metadata, create } = metadataOf('yyyy-MM-dd');
    expect(thrown(() => dehydrate(metadata, create(instant)))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: {
        path: 'at',
        reason: "the field's format keeps days, and it has a time (2026-01-31T09:05:00.500Z)",
      },
    });
  });

  test.each([
    ['epoch_second', 1769850300, '2026-01-31T09:05:00.000Z'],
    ['epoch_second', '1769850300', '2026-01-31T09:05:00.000Z'],
    ['epoch_second||epoch_millis', 1769850300500, '2026-01-31T09:05:00.500Z'],
    ['epoch_millis', '1769850300500', '2026-01-31T09:05:00.500Z'],
    ['strict_date_optional_time||epoch_second', 1769850300, '2026-01-31T09:05:00.000Z'],
  ])('with format %p is read from %p', (format, at, expected) => {
    const { metadata } = metadataOf(format);
    expect(hydrate(metadata, '1', { at })).toMatchObject({ at: new Date(expected) });
  });

  test.each(['dd/MM/yyyy', 'basic_date', '', 'epoch_seconds'])('with format %p is refused', (format) => {
    expect(thrown(() => metadataOf(format))).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_DATE_FORMAT',
      details: { className: 'Event', field: 'at', format },
    });
  });
});
