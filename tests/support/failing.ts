// Catches what a call throws, so that a test can look at all of it.
import type { ElastodmError } from 'elastodm';

/** The error of a promise that rejects. */
export async function rejection(promise: Promise<unknown>): Promise<ElastodmError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error as ElastodmError;
  }
  throw new Error(`It did not reject, but gave ${String(value)}.`);
}

/** The error of a call that throws. */
export function thrown(call: () => unknown): ElastodmError {
  let value: unknown;
  try {
    value = call();
  } catch (error) {
    return error as ElastodmError;
  }
  throw new Error(`It did not throw, but gave ${String(value)}.`);
}
