// What is open in a cluster for somebody who may forget it: closed before its connection, or when nobody has it any more.
import { within } from '../util/within.js';
import type { Closable } from './bulk/open-writers.js';

/** For whom it is open. */
export interface Holder {
  /** Told that the connection is about to close. */
  stop(): void;
}

const forgotten = new FinalizationRegistry<() => void>((end) => end());

/**
 * Has `open` ended before its connection closes, and when `holder` is garbage. What is returned takes that back. `open`
 * must not know the holder, which would keep it.
 */
export function holdOpen(
  holder: Holder,
  open: { end(): Promise<void> },
  { keepOpen }: { readonly keepOpen: (open: Closable) => () => void },
): () => void {
  const known = new WeakRef(holder);
  const release = keepOpen({
    async close({ timeout }) {
      known.deref()?.stop();
      await within(timeout, open.end());
      return { failures: [] };
    },
  });
  forgotten.register(holder, () => void open.end().finally(release), known);
  return () => {
    forgotten.unregister(known);
    release();
  };
}
