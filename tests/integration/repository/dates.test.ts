// Dates in every format: what is written is what the server indexes, and what it indexes is what is read.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource, DateField, DateRange, Document, Id, Keyword } from 'elastodm';
import type { Range, Repository } from 'elastodm';
import fc from 'fast-check';
import { dehydrate } from '../../../src/hydration/document-hydration.js';
import { dateNames } from '../../../src/metadata/date-names.js';
import { testIndices } from '../../support/cleanup.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

const patterns = [
  'yyyy-MM-dd',
  'dd/MM/yyyy',
  'yyyyMMdd',
  'yyyyMMddHHmmssSSS',
  'yy-MM-dd HH:mm:ss',
  'u-M-d H:m:s.SSS',
  'D/uuuu',
  'dd MMM yyyy HH:mm:ss',
  'EEEE d MMMM uuuu h:mm:ss.SSS a',
  'kk:mm:ss dd.MM.uuuu',
  'KK:mm a dd.MM.uuuu',
  'yyyy-MM-dd[ HH:mm:ss[.SSS]]',
  'yyyy-MM-dd[ HH:mm][:ss][.SSS]',
  'yyyy-MM-dd HH:mm:ss[.SSS][XXX][X]',
  "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
  'uuuu-MM-dd HH:mm:ss Z',
  'uuuu-MM-dd HH:mm:ss xxx',
  'uuuu-MM-dd HH:mm:ss VV',
  'uuuu-MM-dd HH:mm:ss O',
  'EEE MMM dd HH:mm:ss z yyyy',
  'uuuu-MM-dd HH:mm:ss.n',
  'uuuu-MM-dd A',
  'uuuu-MM-dd N',
  "''uuuu'' 'o''clock' HH MM dd",
  '[uuuu-MM-dd][dd/MM/uuuu]',
  'HH:mm',
  'yyyy-MM-dd||HH:mm:ss.SSS||epoch_second',
  'uuuu||epoch_millis',
  'basic_date||strict_date_optional_time||epoch_millis',
];
declare const testServer: '8' | '9';
// A node of 8.19 on Java 17 ends itself when it reads a time without a date.
const isTried = (format: string): boolean =>
  testServer === '9' || !/^(?:strict_|basic_)?(?:t_)?(?:hour|time)|(?:^|\|\|)HH/.test(format);
const formats = ['epoch_millis', 'epoch_second', ...dateNames.keys(), ...patterns].filter(isTried);
const nameOf = (format: string): string => `f${String(formats.indexOf(format))}`;

class Moment {
  @Id() id?: string;
  @Keyword() note?: string;
  @DateField() plain?: Date;
  [field: `f${number}`]: Date;
}
for (const format of formats)
  DateField({ format })(Moment.prototype as Record<string, Date | null>, nameOf(format));
Document({
  index: newIndex('dates'),
  settings: { number_of_replicas: 0, 'mapping.total_fields.limit': 2000 },
})(Moment);

@Document({ index: newIndex('spans'), settings: { number_of_replicas: 0 } })
class Span {
  @Id() id?: string;
  @DateRange({ format: 'yyyy-MM-dd' }) days?: Range<Date>;
  @DateRange({ format: 'epoch_second' }) seconds?: Range<Date>;
  @DateRange() plain?: Range<Date>;
}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Moment, Span],
  synchronize: 'create',
});
beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

// What the server indexed for each field of the documents, by their ids.
async function indexedFields(ids: readonly string[]): Promise<Map<string, Record<string, number>>> {
  const client = dataSource.connections.getConnection();
  const { index } = dataSource.getRepository(Moment).metadata;
  await client.indices.refresh({ index });
  const found = new Map<string, Record<string, number>>(ids.map((id) => [id, {}]));
  const fields = ['plain', ...formats.map(nameOf)];
  // A search takes 100 of them.
  for (let from = 0; from < fields.length; from += 90) {
    const { hits } = await client.search({
      index,
      size: 10_000,
      _source: false,
      query: { ids: { values: [...ids] } },
      docvalue_fields: fields.slice(from, from + 90).map((field) => ({ field, format: 'epoch_millis' })),
    });
    for (const hit of hits.hits) {
      for (const [field, [value]] of Object.entries((hit.fields ?? {}) as Record<string, [string]>)) {
        found.get(hit._id!)![field] = Number(value);
      }
    }
  }
  return found;
}

// What is sent for an instant; undefined for one that the field's format can't keep.
function written(moments: Repository<Moment>, field: string, instant: Date): string | undefined {
  try {
    return String(dehydrate(moments.metadata, moments.create({ [field]: instant }))[field]);
  } catch (refused) {
    expect(refused).toMatchObject({ code: 'DOCUMENT_INVALID_VALUE' });
    return undefined;
  }
}

// Coarse instants too, so that formats of days and hours have something to keep.
const anyInstant = fc
  .tuple(
    fc.oneof(
      fc.date({
        min: new Date('1969-12-31T00:00:00Z'),
        max: new Date('1970-01-02T00:00:00Z'),
        noInvalidDate: true,
      }),
      fc.date({
        min: new Date('1900-01-01T00:00:00Z'),
        max: new Date('2100-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      fc.date({
        min: new Date('-012000-01-01T00:00:00Z'),
        max: new Date('+012000-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
    ),
    fc.constantFrom('ms', 's', 'm', 'h', 'd', 'week', 'month', 'year'),
  )
  .map(([date, unit]) => {
    const start = new Date(date);
    if (unit === 'week') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
    if (unit === 'month' || unit === 'year') start.setUTCDate(1);
    if (unit === 'year') start.setUTCMonth(0);
    const sizes: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
    const size = sizes[unit] ?? 86_400_000;
    return new Date(Math.floor(start.getTime() / size) * size);
  });

test('the server indexes the instant that was written, in each format', async () => {
  const moments = dataSource.getRepository(Moment);
  const seed = Number(process.env['DATE_SEED'] ?? 20260131);
  const instants = [
    ...[
      '1970-01-01T00:00:00.000Z',
      '2024-02-29T23:59:59.999Z',
      '-000001-12-31T23:59:59.999Z',
      '+275760-09-13T00:00:00.000Z',
    ].map((iso) => new Date(iso)),
    ...fc.sample(anyInstant, { seed, numRuns: 100 }),
  ];
  const kept = new Map<string, number>();
  const expected = new Map<string, Record<string, number>>();
  for (const [at, instant] of instants.entries()) {
    const values: Record<string, Date> = { plain: instant };
    for (const format of formats) {
      if (written(moments, nameOf(format), instant) === undefined) continue;
      values[nameOf(format)] = instant;
      kept.set(format, (kept.get(format) ?? 0) + 1);
    }
    expected.set(
      String(at),
      Object.fromEntries(Object.keys(values).map((field) => [field, instant.getTime()])),
    );
    const saved = await moments.save(moments.create({ id: String(at), ...values }));
    expect(await moments.get(String(at))).toEqual(saved);
  }
  const indexed = await indexedFields([...expected.keys()]);
  for (const [id, fields] of expected)
    expect({ seed, id, ...indexed.get(id) }).toEqual({ seed, id, ...fields });
  // None was left out by being refused each time.
  expect(formats.filter((format) => (kept.get(format) ?? 0) < 2)).toEqual([]);
}, 120_000);

const zones = ['Z', '+02:00', '-05:30', '+0200', ''];
const texts: Readonly<Record<string, readonly (string | number)[]>> = {
  plain: [
    '2026-01-31T09:05:06.123456789+01:00',
    '2026-01-31T09:05Europe/Berlin',
    '2026-07-31T09:05:06UTC+02:00',
    '2026-01-31T09',
    '2026-01',
    '-0044-03-15',
    '20260131',
    '1769850306123',
    2026,
    12345,
    -1.5,
    1769850306123.75,
  ],
  epoch_second: [1.5, '1.5', '-1.5', -0.001, '1769850306.123456789', '5.'],
  epoch_millis: ['-1', 1.5, -0.5, '5.', '2026'],
  date: ['2026-1-5', '2026', '-44-1-1'],
  date_optional_time: ['2026-1-31T9:5'],
  date_time: ['2026-1-31T9:5:6.5+01:00', '2026-01-31T09:05-0100'],
  ...(testServer === '9' ? { date_hour_minute_second: ['2026T9:05:06'] } : {}),
  strict_date: ['2026-02-30', '2026-13-01'],
  strict_date_hour: ['2026-02-30T24', '2026-01-31T24'],
  iso8601: ['2026-01-31T09:05:06,5Z'],
  basic_date: ['20260131'],
  basic_week_date: ['2026W056'],
  week_date: ['2020-W53-5', '2026-W5-1'],
  weekyear_week: ['2026-W5'],
  ordinal_date: ['2026-1', '2024-366'],
  year: ['44', '-44'],
  'yyyy-MM-dd[ HH:mm:ss[.SSS]]': ['2026-01-31', '2026-01-31 09:05:06'],
  'yyyy-MM-dd HH:mm:ss[.SSS][XXX][X]': ['2026-01-31 09:05:06+01', '2026-01-31 09:05:06.5'.padEnd(23, '0')],
  'uuuu-MM-dd HH:mm:ss VV': [
    '2026-03-29 02:30:00 Europe/Berlin',
    '2026-10-25 02:30:00 Europe/Berlin',
    '1850-07-01 00:00:00 Europe/Berlin',
    '0044-07-01 02:30:00 Etc/GMT+5',
  ],
  'uuuu-MM-dd HH:mm:ss O': ['2026-01-31 09:05:06 GMT+5', '2026-01-31 09:05:06 GMT-5:30'],
  'EEE MMM dd HH:mm:ss z yyyy': ['Sat Jan 31 09:05:06 GMT 2026', 'Sat Jan 31 09:05:06 America/New_York 2026'],
  '[uuuu-MM-dd][dd/MM/uuuu]': ['31/01/2026'],
  yyyyMMdd: ['+120260131'],
  'yyyy-MM-dd||HH:mm:ss.SSS||epoch_second': ['09:05:06.120', 1769850306, '2026-01-31'],
  'uuuu||epoch_millis': [2026, '12345', '+12345'],
  'basic_date||strict_date_optional_time||epoch_millis': [
    20260131,
    '2026-01-31T09:05:06',
    2026,
    123456789012,
  ],
};

test('what other programs write is read as the instant that the server indexed', async () => {
  const moments = dataSource.getRepository(Moment);
  const client = dataSource.connections.getConnection();
  const { index } = moments.metadata;
  const known = Object.entries(texts).filter(([format]) => format === 'plain' || formats.includes(format));
  const rows = known.flatMap(([format, values]) =>
    values.map((value) => [format === 'plain' ? format : nameOf(format), value] as const),
  );
  // What each format writes, in other zones, with parts left out, with numbers cut.
  for (const format of formats) {
    const field = nameOf(format);
    const value = [new Date(0), new Date('2025-12-29T00:00:00Z')]
      .map((instant) => written(moments, field, instant))
      .find((text) => text !== undefined)!;
    for (const text of value.endsWith('Z')
      ? zones.map((zone) => value.slice(0, -1) + zone)
      : [value, value.replace(/.\d$/, ''), value.replace(/0(\d)/g, '$1')]) {
      rows.push([field, text]);
    }
  }
  const ids: string[] = [];
  for (const [at, [field, value]] of rows.entries()) {
    // What the server refuses nobody can have stored.
    const { _id: id } = await client
      .index({ index, id: `other-${String(at)}`, document: { [field]: value } })
      .catch(() => ({ _id: '' }));
    ids.push(id);
  }
  const indexed = await indexedFields(ids.filter((id) => id !== ''));
  expect(indexed.size).toBeGreaterThan(200);
  const listed = known.flatMap(([, values]) => values).length;
  expect(rows.slice(0, listed).filter((_row, at) => ids[at] === '')).toEqual([]);
  for (const [at, [field, value]] of rows.entries()) {
    const id = ids[at]!;
    if (id === '') continue;
    const read = (await moments.get(id)) as unknown as Record<string, Date>;
    expect([field, value, read[field]]).toEqual([field, value, new Date(indexed.get(id)![field]!)]);
  }
}, 120_000);

test('the ends of a range are those that were written', async () => {
  const spans = dataSource.getRepository(Span);
  const at = (iso: string): Date => new Date(iso);
  const days = { gte: at('2026-01-10T00:00:00Z'), lte: at('2026-01-20T23:59:59.999Z') };
  const seconds = { gte: at('2026-01-10T00:00:00Z'), lte: at('2026-01-20T00:00:00Z') };
  const plain = { gt: at('2026-01-10T00:00:00Z'), lt: at('2026-01-20T00:00:00Z') };
  const saved = await spans.save(spans.create({ days, seconds, plain }), { refresh: true });
  expect(await spans.get(saved.id!)).toEqual(saved);
  const ends = {
    days: [days.gte, days.lte],
    seconds: [seconds.gte, seconds.lte],
    plain: [plain.gt, plain.lt],
  };
  for (const [field, [from, to]] of Object.entries(ends)) {
    const isOpen = field === 'plain';
    for (const [instant, holds] of [
      [from!.getTime() - 1, false],
      [from!.getTime() + (isOpen ? 1 : 0), true],
      [to!.getTime() - (isOpen ? 1 : 0), true],
      [to!.getTime() + 1, false],
    ] as const) {
      const { hits } = await dataSource.connections.getConnection().search({
        index: spans.metadata.index,
        query: { range: { [field]: { gte: instant, lte: instant, format: 'epoch_millis' } } },
      });
      expect([field, instant, hits.hits.length]).toEqual([field, instant, holds ? 1 : 0]);
    }
  }
});
