// Time and chance, as one value that tests replace.

/** Where the connection takes its time from. Its clock never goes back. */
export interface Clock {
  /** Milliseconds since some moment in the past; never less than before. */
  now(): number;
  /** The time of day, in milliseconds since 1970, for dates that a server names. */
  wallTime(): number;
  /** A number from 0 to below 1. */
  random(): number;
  /** Calls back after so many milliseconds; what it returns takes that back. Keeps no process alive. */
  after(milliseconds: number, callback: () => void): () => void;
  /** The same, for a wait that somebody waits for: the process stays alive. */
  wait(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  random: () => Math.random(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  wait(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
