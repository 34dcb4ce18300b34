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
    ['dd/MM/yyyy||epoch_second', day, '31/01/2026'],
    ['yyyy-MM-dd || date_optional_time', instant, '2026-01-31T09:05:00.500Z'],
    ['yyyy-MM-dd || date_optional_time', day, '2026-01-31'],
    ['yyyy-MM-dd HH:mm:ss||strict_date_optional_time', day, '2026-01-31 00:00:00'],
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
        reason: "the field's format 'yyyy-MM-dd' keeps days, and it has a time (2026-01-31T09:05:00.500Z)",
      },
    });
  });

  test.each([
    [
      'yyyy',
      "the field's format 'yyyy' keeps years, and it has a month, a day or a time (2026-01-31T09:05:00.500Z)",
    ],
    ['HH:mm', "the field's format 'HH:mm' keeps no year, and it has one (2026-01-31T09:05:00.500Z)"],
    [
      'yyyyMMddHHmmss',
      "the field's format 'yyyyMMddHHmmss' keeps seconds, and it has milliseconds (2026-01-31T09:05:00.500Z)",
    ],
    [
      'yyyy-MM||basic_date',
      "none of the field's formats keeps it (2026-01-31T09:05:00.500Z): 'yyyy-MM' keeps months, and it has a day or a time; 'basic_date' keeps days, and it has a time",
    ],
  ])('that %j can not keep is refused, and told why', (format, reason) => {
    const { metadata, create } = metadataOf(format);
    expect(thrown(() => dehydrate(metadata, create(instant)))).toMatchObject({
      details: { path: 'at', reason },
    });
  });

  test('that a notation has no room for is refused', () => {
    const { metadata, create } = metadataOf('strict_date_time');
    expect(thrown(() => dehydrate(metadata, create(new Date('+012026-01-31T00:00:00.000Z'))))).toMatchObject({
      details: {
        reason: "the field's format 'strict_date_time' can't hold it (+012026-01-31T00:00:00.000Z)",
      },
    });
  });

  test('at the end of a range is written for what the server takes it for', () => {
    const { metadata, create } = metadataOf('yyyy-MM-dd');
    const event = Object.assign(create(day), {
      valid: { gte: day, lte: new Date('2026-01-31T23:59:59.999Z') },
    });
    const source = dehydrate(metadata, event);
    expect(source).toEqual({ at: '2026-01-31', valid: { gte: '2026-01-31', lte: '2026-01-31' } });
    expect(hydrate(metadata, '1', source)).toEqual(event);
    for (const end of ['lte', 'gt']) {
      const cut = Object.assign(create(day), { valid: { [end]: day } });
      expect(thrown(() => dehydrate(metadata, cut))).toMatchObject({ details: { path: `valid.${end}` } });
    }
  });

  test.each([
    ['epoch_second', 1769850300, '2026-01-31T09:05:00.000Z'],
    ['epoch_second', '1769850300', '2026-01-31T09:05:00.000Z'],
    ['epoch_second||epoch_millis', 1769850300500, '+058054-04-28T11:28:20.000Z'],
    ['epoch_millis||epoch_second', 1769850300, '1970-01-21T11:37:30.300Z'],
    ['epoch_millis', '1769850300500', '2026-01-31T09:05:00.500Z'],
    ['strict_date_optional_time||epoch_second', 1769850300, '2026-01-31T09:05:00.000Z'],
  ])('with format %p is read from %p', (format, at, expected) => {
    const { metadata } = metadataOf(format);
    expect(hydrate(metadata, '1', { at })).toMatchObject({ at: new Date(expected) });
  });

  test.each(['YYYY-ww', 'dd/MM/yyyy||', '', 'epoch_seconds'])('with format %p is refused', (format) => {
    expect(thrown(() => metadataOf(format))).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_DATE_FORMAT',
      details: { className: 'Event', field: 'at', format },
    });
  });
});
