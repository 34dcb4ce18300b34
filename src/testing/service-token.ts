// Tokens of service accounts, as bin/elasticsearch-service-tokens makes them: a line in a file that every node reads.
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../errors/failure.js';
import { getJson } from './http.js';
import { hashPassword } from './password-hash.js';

export interface TokenTarget {
  readonly host: string;
  readonly configFolder: string;
}

/** Adds the token to the file of each node, and waits until each has read it. */
export async function addServiceToken(
  targets: readonly TokenTarget[],
  ca: string | undefined,
  account: string,
  name: string,
): Promise<string> {
  const secret = randomBytes(16).toString('base64url');
  const line = `${account}/${name}:${hashPassword(secret)}\n`;
  for (const { configFolder } of targets) appendFileSync(join(configFolder, 'service_tokens'), line);
  const token = toBearerToken(account, name, secret);
  for (const { host } of targets) {
    if (!(await isAccepted(host, token, ca))) {
      throw failure('CLUSTER_OPTION_INVALID', {
        option: 'createServiceToken',
        reason: `no token of '${account}' is accepted`,
      });
    }
  }
  return token;
}

/** The bytes 0, 1, 0, 1, and then `account/name:secret`, in base 64. */
export function toBearerToken(account: string, name: string, secret: string): string {
  return Buffer.concat([Buffer.from([0, 1, 0, 1]), Buffer.from(`${account}/${name}:${secret}`)]).toString(
    'base64',
  );
}

async function isAccepted(host: string, token: string, ca: string | undefined): Promise<boolean> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const access = { authorization: `Bearer ${token}`, ca };
    const answer = await getJson(`${host}/_security/_authenticate`, access, 5_000).catch(() => undefined);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
