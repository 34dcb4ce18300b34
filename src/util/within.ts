// Waits for something, and not for longer than one wants to.

/** Resolves when the promise has settled, or the milliseconds are up. Without them, waits for the promise. */
export async function within(milliseconds: number | undefined, done: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const up = new Promise<void>((resolve) => {
    if (milliseconds !== undefined) timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([Promise.allSettled([done]), up]);
  } finally {
    clearTimeout(timer);
  }
}
