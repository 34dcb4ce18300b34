// Time zones in the text of dates: where one ends, and which instant a local time is in it.

import type { ZonePart } from '../metadata/date-part.js';

/** Seconds ahead of UTC, or a region such as `Europe/Berlin`. */
export type Zone = number | string;

const region = '[A-Za-z][\\w~/.]*(?:[+-][\\w~/.]+)*';
const colons = '[+-]\\d{2}:\\d{2}(?::\\d{2})?';
const named = `(?:UTC|GMT|UT)?${colons}|${region}`;
const localized = 'GMT(?:[+-]\\d{2}:\\d{2})?';

// By the letters of the pattern.
const forms: Readonly<Record<ZonePart['form'], string>> = {
  every: `(?:UTC|GMT|UT)?(?:${colons}|[+-](?:\\d{2}){1,3})|${region}`,
  X: '[+-]\\d{2}(?:\\d{2})?|Z',
  XX: '[+-]\\d{4}|Z',
  XXX: '[+-]\\d{2}:\\d{2}|Z',
  XXXX: '[+-]\\d{4}(?:\\d{2})?|Z',
  XXXXX: `${colons}|Z`,
  x: '[+-]\\d{2}(?:\\d{2})?',
  xx: '[+-]\\d{4}',
  xxx: '[+-]\\d{2}:\\d{2}',
  xxxx: '[+-]\\d{4}(?:\\d{2})?',
  xxxxx: colons,
  Z: '[+-]\\d{4}',
  ZZ: '[+-]\\d{4}',
  ZZZ: '[+-]\\d{4}',
  ZZZZ: localized,
  ZZZZZ: `${colons}|Z`,
  O: 'GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?',
  OOOO: localized,
  VV: named,
  z: named,
  zz: named,
  zzz: named,
  zzzz: named,
};

/** A function that finds the zone of this form that begins at a place in a text. */
export function zoneReader(form: ZonePart['form']): (text: string, at: number) => string | undefined {
  const pattern = new RegExp(forms[form], 'y');
  return (text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
}

/** The zone of a text that a zone reader found; undefined where there is no such zone. */
export function toZone(text: string): Zone | undefined {
  const [, sign, offset] = /^(?:UTC|GMT|UT)?([+-])([\d:]+)$/.exec(text) ?? [];
  if (offset === undefined) return /^(?:Z|UTC|GMT|UT)$/.test(text) ? 0 : toRegion(text);
  const [hours = 0, minutes = 0, seconds = 0] = (offset.match(/\d{1,2}/g) ?? []).map(Number);
  const ahead = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || ahead > 18 * 3600) return undefined;
  return sign === '-' ? -ahead : ahead;
}

function toRegion(name: string): Zone | undefined {
  try {
    clockOf(name);
    return name;
  } catch {
    return undefined;
  }
}

/** The instant at which clocks in the zone show a local time, given as if it were UTC. */
export function fromLocal(local: number, zone: Zone): number {
  if (typeof zone === 'number') return local - zone * 1000;
  const day = 86_400_000;
  const before = aheadOf(zone, local - day);
  const after = aheadOf(zone, local + day);
  // Of a time that clocks show twice it is the first; one that they leave out counts on from before the change.
  const late = local - after;
  return aheadOf(zone, local - before) !== before && aheadOf(zone, late) === after ? late : local - before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(region: string): Intl.DateTimeFormat {
  let clock = clocks.get(region);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: region,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(region, clock);
  }
  return clock;
}

// Milliseconds that clocks of the region are ahead of UTC.
function aheadOf(region: string, instant: number): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const shown = new Map(
    clockOf(region)
      .formatToParts(whole)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(shown.get(type));
  const year = shown.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year');
  const local = new Date(0);
  local.setUTCFullYear(year, part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() - whole;
}
