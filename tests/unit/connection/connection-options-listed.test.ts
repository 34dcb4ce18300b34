// The type, the list of names, the page docs/reference/connections.md and .env.example: none has more than another.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionOptionsFromEnv } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import {
  connectionVariables,
  toVariable,
} from '../../../src/connection/options/connection-options-from-env.js';
import {
  connectionDefaults,
  connectionOptionNames,
} from '../../../src/connection/options/connection-options.js';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/reference/connections.md'), 'utf8');
const example = readFileSync(join(root, '.env.example'), 'utf8');

// The compiler holds it against the type: a name too many or too few is an error.
const all: Required<{ [K in keyof ConnectionOptions]: true }> = {
  apiKey: true,
  bearerAuth: true,
  caCerts: true,
  client: true,
  clientCert: true,
  clientKey: true,
  cloudId: true,
  compatibility: true,
  connectionsPerNode: true,
  headers: true,
  hosts: true,
  httpAuth: true,
  httpCompress: true,
  maxRetries: true,
  opaqueId: true,
  randomizeHosts: true,
  retryOnStatus: true,
  retryOnTimeout: true,
  sniffOnConnectionFail: true,
  sniffOnStart: true,
  sniffTimeout: true,
  snifferDelay: true,
  sslAssertFingerprint: true,
  sslAssertHostname: true,
  sslShowWarn: true,
  sslVersion: true,
  timeout: true,
  useSsl: true,
  verifyCerts: true,
};
const names = Object.keys(all).sort();

test('the list of names is that of the type: 27 parameters, client and compatibility', () => {
  expect([...connectionOptionNames].sort()).toEqual(names);
  expect(names).toHaveLength(29);
});

describe('the page', () => {
  const [, section = ''] = /^## Connection options$(.*?)(?=^## |$(?![^]))/ms.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| `(\w+)` +\| (.*?) +\| (.*?) *\| (.*?) +\|$/gm)].map(
    ([, name, type, standard, effect]) => ({ name: name!, type, standard, effect }),
  );
  const standardOf = (option: string): string | undefined =>
    rows.find(({ name }) => name === option)?.standard?.replaceAll(/[`,]/g, '');

  test('has a row for each option, and no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(names);
    expect(rows.filter(({ type, effect }) => type === '' || effect === '')).toEqual([]);
  });

  test('names the defaults that the code has', () => {
    for (const option of ['timeout', 'maxRetries', 'sniffTimeout', 'connectionsPerNode'] as const)
      expect([option, standardOf(option)]).toEqual([option, String(connectionDefaults[option])]);
    expect(standardOf('retryOnStatus')).toBe(`[${connectionDefaults.retryOnStatus.join(' ')}]`);
    expect(standardOf('hosts')).toBe(`http://${connectionDefaults.host}:${connectionDefaults.port}`);
  });
});

describe('.env.example', () => {
  const variables = [...example.matchAll(/^#ES_PROD_([A-Z_]+)=(.+)$/gm)].map(
    ([, end, value]) => [end!, value!] as const,
  );

  test('has each variable once, with a value', () => {
    expect(variables.map(([end]) => end).sort()).toEqual([...connectionVariables].sort());
    expect([...connectionVariables].sort()).toEqual(
      [
        ...connectionOptionNames.filter((name) => name !== 'client').map(toVariable),
        'URL',
        'USER',
        'PASSWORD',
      ].sort(),
    );
  });

  test.each(variables)('%s can be read as it stands there', (end, value) => {
    const partner = { USER: { ES_PROD_PASSWORD: 'x' }, PASSWORD: { ES_PROD_USER: 'x' } }[end] ?? {};
    const options = connectionOptionsFromEnv('ES_PROD', { [`ES_PROD_${end}`]: value, ...partner });
    expect(Object.keys(options)).toHaveLength(1);
  });

  test('explains each variable in the line above it', () => {
    const lines = example.split('\n');
    const bare = lines.filter(
      (line, place) => line.startsWith('#ES_PROD_') && lines[place - 1]?.trim() === '',
    );
    expect(bare).toEqual([]);
  });
});
