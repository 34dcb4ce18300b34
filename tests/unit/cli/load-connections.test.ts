// Where the command line finds connections.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { loadConnections } from '../../../src/cli/health/load-connections.js';
import type { LoadedConnections, Places } from '../../../src/cli/health/load-connections.js';
import { rejection } from '../../support/failing.js';

let folder: string;
let before: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  before = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('ELASTICSEARCH_')) Reflect.deleteProperty(process.env, name);
  }
});
afterEach(() => {
  process.env = before;
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const load = (places: Places = {}): Promise<LoadedConnections> => loadConnections({ ...places, folder });
const one = { connections: { one: { hosts: 'es-1:9200' } } };

describe('a configuration file', () => {
  test.each([
    ['elastodm.config.ts', 'export default { connections: { one: { hosts: "es-1:9200" as string } } };'],
    ['elastodm.config.mts', 'export const connections = { one: { hosts: "es-1:9200" as string } };'],
    ['elastodm.config.js', 'export default () => ({ connections: { one: { hosts: "es-1:9200" } } });'],
    ['elastodm.config.mjs', 'export default async () => ({ connections: { one: { hosts: "es-1:9200" } } });'],
    ['elastodm.config.js', 'export const connections = () => ({ one: { hosts: "es-1:9200" } });'],
    [
      'elastodm.config.mjs',
      'export default Promise.resolve({ connections: { one: { hosts: "es-1:9200" } } });',
    ],
    ['elastodm.config.cjs', 'module.exports = { connections: { one: { hosts: "es-1:9200" } } };'],
    ['elastodm.config.json', '{ "connections": { "one": { "hosts": "es-1:9200" } } }'],
  ])('%s: %s', async (name, text) => {
    write(name, text);
    expect(await load()).toEqual(one);
  });

  test('may be anywhere, and under any name', async () => {
    write('mine.ts', 'export const connections: object = { one: { hosts: "es-1:9200" } };');
    expect(await load({ config: 'mine.ts' })).toEqual(one);
    expect(await load({ config: join(folder, 'mine.ts') })).toEqual(one);
  });

  test('in TypeScript comes before what it was compiled to', async () => {
    write('elastodm.config.ts', 'export const connections = { one: { hosts: "es-1:9200" } };');
    write('elastodm.config.js', 'export const connections = { old: {} };');
    expect(await load()).toEqual(one);
  });

  test('may give functions, which are not called yet', async () => {
    write(
      'elastodm.config.ts',
      'export const connections = { one: () => { throw new Error("too early"); } };',
    );
    expect(await load()).toEqual({ connections: { one: expect.any(Function) } });
  });

  test.each<[name: string, text: string, reason: unknown]>([
    ['elastodm.config.ts', 'export default {};', 'it exports no `connections`'],
    ['elastodm.config.ts', 'export const connections = [];', 'it exports no `connections`'],
    ['elastodm.config.json', '[]', 'it exports no `connections`'],
    ['elastodm.config.json', 'null', 'it exports no `connections`'],
    ['elastodm.config.js', 'export const connections = {};', 'its `connections` are empty'],
    [
      'elastodm.config.js',
      'export const connections = { one: "es-1:9200" };',
      "its connection 'one' is neither options nor a function that gives them",
    ],
    ['elastodm.config.ts', 'export default {', expect.stringMatching(/Unexpected token/)],
    [
      'elastodm.config.ts',
      'import "./missing.mjs";',
      expect.stringMatching(/Cannot find module '.*missing.mjs'/),
    ],
    ['elastodm.config.js', 'export default () => { throw new Error("no vault.\\nmore"); };', 'no vault'],
    [
      'elastodm.config.json',
      '{ "connections": { "one": { "apiKey": "canary" "hosts": "x" } } }',
      'it is no valid JSON at position 47',
    ],
  ])('that can not be used: %s: %s', async (name, text, reason) => {
    write(name, text);
    const error = await rejection(load());
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONFIG_FILE',
      details: { file: name, reason },
    });
    expect(inspect(error, { depth: 5 })).not.toContain('canary');
  });

  test('that is not there', async () => {
    expect(await rejection(load({ config: 'missing.ts' }))).toMatchObject({
      code: 'CONFIG_FILE',
      details: { file: 'missing.ts', reason: 'there is no such file' },
    });
  });

  test('is preferred to variables, unless they are asked for', async () => {
    process.env['ELASTICSEARCH_HOSTS'] = 'es-2:9200';
    expect(await load()).toEqual({ connections: { default: { hosts: ['es-2:9200'] } } });
    write('elastodm.config.json', JSON.stringify(one));
    expect(await load()).toEqual(one);
    expect(await load({ env: 'ELASTICSEARCH' })).toEqual({
      connections: { default: { hosts: ['es-2:9200'] } },
    });
  });
});

describe('environment variables', () => {
  test('of a prefix of their own', async () => {
    process.env['ES_PROD_HOSTS'] = 'es-3:9200';
    expect(await load({ env: 'ES_PROD' })).toEqual({ connections: { default: { hosts: ['es-3:9200'] } } });
  });

  test('that are not set are a mistake where they were asked for', async () => {
    expect(await rejection(load({ env: 'ES_PRDO' }))).toMatchObject({
      code: 'CONNECTION_OPTION_ENV',
      details: { variable: 'ES_PRDO_HOSTS', reason: 'no variable that begins with ES_PRDO_ is set' },
    });
  });

  test('that are not set leave localhost, and a word about it', async () => {
    expect(await load()).toEqual({
      connections: { default: {} },
      note: 'There is no elastodm.config.* here and no ELASTICSEARCH_… variable, so this is about localhost:9200.',
    });
  });

  test('that are wrong are named', async () => {
    process.env['ELASTICSEARCH_TIMEOUT'] = 'soon';
    expect(await rejection(load())).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_OPTION_ENV',
      details: { variable: 'ELASTICSEARCH_TIMEOUT' },
    });
  });
});
