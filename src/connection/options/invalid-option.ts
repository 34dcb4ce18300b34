// The error of an option that can't be used. Its reason never holds the value, which may be a secret.
import { failure } from '../../errors/failure.js';

export function invalidOption(alias: string, option: string, reason: string): Error {
  return failure('CONNECTION_OPTION_INVALID', { alias, option, reason });
}
