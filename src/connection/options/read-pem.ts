// Certificates and keys as a user gives them, as a file or as text → their PEM text.
import { readFileSync } from 'node:fs';
import { failure } from '../../errors/failure.js';
import type { ConnectionOptions } from './connection-options.js';
import { invalidOption } from './invalid-option.js';

/** The options that hold PEM text, or the path of a file with it. */
export const pemOptions = ['caCerts', 'clientCert', 'clientKey'] as const;

const certificate = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const kinds = {
  caCerts: { pattern: certificate, missing: 'certificate' },
  clientCert: { pattern: certificate, missing: 'certificate' },
  clientKey: { pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, missing: 'private key' },
} as const;

/** The PEM text of an option; undefined when it is not set. */
export function readPem(
  alias: string,
  options: ConnectionOptions,
  option: (typeof pemOptions)[number],
): string | undefined {
  const value = options[option];
  if (value === undefined) return undefined;
  const text = value.includes('-----BEGIN ') ? value : readFile(alias, option, value);
  if (option === 'clientKey' && /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)) {
    const reason = 'it is encrypted; give the key without its passphrase, or both in `client.tls`';
    throw invalidOption(alias, option, reason);
  }
  const { pattern, missing } = kinds[option];
  if (!pattern.test(text)) throw invalidOption(alias, option, `it holds no ${missing} in PEM form`);
  return text;
}

function readFile(alias: string, option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // A key without its first line must not end up in a message as a file's name.
    if (/\n|^[A-Za-z0-9+/=]{60,}$/.test(file)) {
      const reason = "it is neither a file nor PEM text, which has a line '-----BEGIN …'";
      throw invalidOption(alias, option, reason);
    }
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw failure('CONNECTION_FILE', { alias, option, file, reason });
  }
}
