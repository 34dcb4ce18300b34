// What a date format consists of: each part is written from an instant and read into fields by hydration.

/** What a part counts. Hours: `hour` 0-23, `clockHour` 1-24; of half a day, 0-11 and 1-12. */
export type DateNumber =
  | 'year'
  | 'yearOfEra'
  | 'month'
  | 'day'
  | 'dayOfYear'
  | 'weekYear'
  | 'week'
  | 'weekday'
  | 'hour'
  | 'clockHour'
  | 'halfDayHour'
  | 'halfDayClockHour'
  | 'minute'
  | 'second'
  | 'nano'
  | 'milliOfDay'
  | 'nanoOfDay';

export interface NumberPart {
  readonly kind: 'number';
  readonly field: DateNumber;
  /** Digits that are written at least. */
  readonly width: number;
  /** Digits that are read: at least, at most. */
  readonly minimum: number;
  readonly maximum: number;
  /** Which signs it may have: none, a minus, or also the plus that a number of more than `minimum` digits then needs. */
  readonly sign: 'none' | 'minus' | 'plus';
  /** What two digits count from. */
  readonly base: number;
}

export interface FractionPart {
  readonly kind: 'fraction';
  readonly width: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly point: '' | '.' | ',';
}

export interface NamePart {
  readonly kind: 'name';
  readonly field: 'month' | 'weekday' | 'halfDay';
  readonly length: 'short' | 'full';
}

type ZoneForm =
  | 'every'
  | 'X'
  | 'XX'
  | 'XXX'
  | 'XXXX'
  | 'XXXXX'
  | 'x'
  | 'xx'
  | 'xxx'
  | 'xxxx'
  | 'xxxxx'
  | 'Z'
  | 'ZZ'
  | 'ZZZ'
  | 'ZZZZ'
  | 'ZZZZZ'
  | 'O'
  | 'OOOO'
  | 'VV'
  | 'z'
  | 'zz'
  | 'zzz'
  | 'zzzz';

export interface ZonePart {
  readonly kind: 'zone';
  /** The letters of the pattern; `every` for every form that Elasticsearch's own formats take. */
  readonly form: ZoneForm;
  /** How UTC is written. */
  readonly written: string;
}

export interface LiteralPart {
  readonly kind: 'literal';
  readonly text: string;
}

export interface OptionalPart {
  readonly kind: 'optional';
  readonly parts: readonly DatePart[];
}

export type DatePart = NumberPart | FractionPart | NamePart | ZonePart | LiteralPart | OptionalPart;

export function number(
  field: DateNumber,
  width: number,
  minimum: number,
  maximum: number,
  sign: NumberPart['sign'] = 'none',
  base = 0,
): NumberPart {
  return { kind: 'number', field, width, minimum, maximum, sign, base };
}

export function fraction(
  point: FractionPart['point'],
  width: number,
  minimum: number,
  maximum: number,
): FractionPart {
  return { kind: 'fraction', point, width, minimum, maximum };
}

export function literal(text: string): LiteralPart {
  return { kind: 'literal', text };
}

export function optional(...parts: readonly DatePart[]): OptionalPart {
  return { kind: 'optional', parts };
}
