// A clock that tests move: waits cost no time, deadlines pass when the test says so.
import type { Clock } from '../../src/connection/transport/clock.js';

export interface FakeClockOptions {
  /** Waits last until `advance` reaches their end, too. @defaultValue false */
  readonly holdWaits?: boolean;
  /** What `random` returns. @defaultValue 0.5 */
  readonly random?: number;
  /** The time of day at first, in milliseconds since 1970. @defaultValue 2026-01-01T00:00:00Z */
  readonly wallTime?: number;
}

export interface FakeClock extends Clock {
  /** Milliseconds of each `wait` so far. */
  readonly sleeps: readonly number[];
  /** Milliseconds of each `after` so far. */
  readonly deadlines: readonly number[];
  /** Waits and deadlines that have neither come nor been taken back. */
  readonly pending: number;
  /** Whether waits last until `advance` reaches their end; may be set. */
  holdWaits: boolean;
  /** What `random` returns from now on: one after the other, the last one for ever. */
  setRandom(...values: readonly number[]): void;
  /** Sets the time of day, back too; `now` does not follow. */
  setWallTime(milliseconds: number): void;
  /** Lets time pass; what falls due is called in its order, with time for promises in between. */
  advance(milliseconds: number): Promise<void>;
}

interface Timer {
  readonly due: number;
  readonly isWait: boolean;
  readonly callback: () => void;
}

/**
 * Makes a fake clock. A `wait` takes no real time: the clock goes on to its end by itself, and whatever deadline lies
 * before that passes first. Time stands still otherwise, until `advance`.
 */
export function fakeClock(options: FakeClockOptions = {}): FakeClock {
  const sleeps: number[] = [];
  const deadlines: number[] = [];
  const timers = new Set<Timer>();
  let now = 0;
  let wallTimeAtZero = options.wallTime ?? Date.UTC(2026, 0, 1);
  let randoms: readonly number[] = [options.random ?? 0.5];
  let isRunning = false;
  let holdsWaits = options.holdWaits ?? false;

  const start = (milliseconds: number, isWait: boolean, callback: () => void): (() => void) => {
    const timer = { due: now + Math.max(0, milliseconds), isWait, callback };
    timers.add(timer);
    if (isWait) runWaits();
    return () => timers.delete(timer);
  };

  // One step of time for each turn of the event loop: a deadline that passes may take a wait back.
  const runWaits = (): void => {
    if (isRunning || holdsWaits) return;
    isRunning = true;
    setImmediate(() => {
      isRunning = false;
      if (holdsWaits || ![...timers].some(({ isWait }) => isWait)) return;
      fireNext(Infinity);
      runWaits();
    });
  };

  const fireNext = (until: number): boolean => {
    const [next] = [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due);
    if (next === undefined) return false;
    timers.delete(next);
    now = Math.max(now, next.due);
    next.callback();
    return true;
  };

  const clock: FakeClock = {
    sleeps,
    deadlines,
    get pending() {
      return timers.size;
    },
    get holdWaits() {
      return holdsWaits;
    },
    set holdWaits(value) {
      holdsWaits = value;
      runWaits();
    },
    now: () => now,
    wallTime: () => wallTimeAtZero + now,
    random() {
      const [first = 0.5, ...others] = randoms;
      if (others.length > 0) randoms = others;
      return first;
    },
    after(milliseconds, callback) {
      deadlines.push(milliseconds);
      return start(milliseconds, false, callback);
    },
    wait(milliseconds, callback) {
      sleeps.push(milliseconds);
      return start(milliseconds, true, callback);
    },
    setRandom(...values) {
      randoms = values;
    },
    setWallTime(milliseconds) {
      wallTimeAtZero = milliseconds - now;
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      while (fireNext(end)) await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, end);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return clock;
}
