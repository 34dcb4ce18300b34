// How long a repetition waits, as numbers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff, retryAfter } from '../../../src/connection/transport/retry-delay.js';
import { fakeClock } from '../../support/fake-clock.js';

describe('backoff', () => {
  test.each([
    [0, 200],
    [1, 400],
    [4, 3_200],
    [5, 6_400],
    [6, 10_000],
    [60, 10_000],
    [5_000, 10_000],
  ])('after attempt %i is %i at most', (attempt, most) => {
    expect(backoff(attempt, fakeClock({ random: 1 }))).toBe(most);
    expect(backoff(attempt, fakeClock({ random: 0.25 }))).toBe(most / 4);
    expect(backoff(attempt, fakeClock({ random: 0 }))).toBe(0);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12);
  const clock = fakeClock({ wallTime: now });

  test.each<readonly [unknown, number | undefined]>([
    ['7', 7_000],
    ['0', 0],
    [' 12 ', 12_000],
    [['3', '5'], 3_000],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 11:59:30 GMT', 0],
    ['7s', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    [7, undefined],
    [[], undefined],
  ])('of %j is %p', (header, milliseconds) => {
    expect(retryAfter(header, clock)).toBe(milliseconds);
  });

  test('is never less than nothing, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const asked = retryAfter(header, clock);
        return asked === undefined || asked >= 0;
      }),
    );
  });
});
