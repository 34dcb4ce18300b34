// Hashes for the files of the file realm and of service tokens, in the form that Elasticsearch's own tools write.
import { pbkdf2Sync, randomBytes } from 'node:crypto';

const iterations = 1000;

/** `{PBKDF2}<iterations>$<salt>$<hash>`: PBKDF2 with HMAC-SHA-512, 32 bytes each. For throw-away secrets only. */
export function hashPassword(password: string, salt: Buffer = randomBytes(32)): string {
  const hash = pbkdf2Sync(password, salt, iterations, 32, 'sha512');
  return `{PBKDF2}${iterations}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** A random password of 24 letters, digits, `-` and `_`. */
export function createPassword(): string {
  return randomBytes(18).toString('base64url');
}
