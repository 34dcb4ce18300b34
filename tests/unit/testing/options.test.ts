import { describe, expect, test } from '@jest/globals';
import { checkOptions } from '../../../src/testing/options.js';
import type { ClusterOptions } from '../../../src/testing/options.js';

const check = (options: ClusterOptions, env: NodeJS.ProcessEnv = {}) => checkOptions(options, env);

describe('checkOptions', () => {
  test('fills in every default', () => {
    expect(check({})).toEqual({
      requestedVersion: undefined,
      version: '9.2.4',
      nodes: 1,
      security: false,
      tls: false,
      heap: '512m',
      settings: {},
      users: {},
      configFiles: {},
      jvmOptions: [],
      source: undefined,
      startTimeout: 120_000,
      log: true,
    });
  });

  test('tls implies security', () => {
    expect(check({ tls: true })).toMatchObject({ tls: true, security: true });
  });

  test.each<[name: string, options: ClusterOptions, reason: string]>([
    ['version', { version: 'latest' }, "'latest' is not of the form 9.2.4"],
    ['version', { version: '9.2' }, "'9.2' is not of the form 9.2.4"],
    ['version', { version: '../../../etc' }, "'../../../etc' is not of the form 9.2.4"],
    ['version', { version: '7.17.29' }, '7.17.29 is older than 8.0.0'],
    ['nodes', { nodes: 0 }, '0 is not a whole number from 1 to 9'],
    ['nodes', { nodes: 10 }, '10 is not a whole number from 1 to 9'],
    ['nodes', { nodes: 1.5 }, '1.5 is not a whole number from 1 to 9'],
    ['nodes', { nodes: NaN }, 'NaN is not a whole number from 1 to 9'],
    ['heap', { heap: '512' }, "'512' is not of the form 512m or 2g"],
    ['heap', { heap: '64m' }, "'64m' is less than 128m"],
    ['heap', { heap: '1g -XX:OnError=x' }, "'1g -XX:OnError=x' is not of the form 512m or 2g"],
    ['startTimeout', { startTimeout: 0 }, 'it must be a number of milliseconds above 0'],
    ['security', { tls: true, security: false }, 'it is false, and tls needs it'],
    ['users', { users: { reader: { password: 'secret-1', roles: [] } } }, 'security is off'],
    [
      'users',
      { security: true, users: { 'a:b': { password: 'secret-1', roles: [] } } },
      "'a:b' can't be the name of a user",
    ],
    [
      'users',
      { security: true, users: { reader: { password: 'short', roles: [] } } },
      "the password of 'reader' is shorter than six characters",
    ],
    ['settings', { settings: { 'http.port': 9200 } }, "startCluster chooses 'http.port' itself"],
    ['configFiles', { configFiles: { '../x': '' } }, "'../x' is not a plain file name"],
  ])('refuses %s: %j', (option, options, reason) => {
    expect(() => check(options)).toThrow(
      expect.objectContaining({ code: 'CLUSTER_OPTION_INVALID', details: { option, reason } }),
    );
  });

  test('refuses an option that does not exist', () => {
    expect(() => check({ node: 3 } as ClusterOptions)).toThrow(/Option 'node' .* there is no such option/);
  });

  test('never shows a password', () => {
    const options = { security: true, users: { reader: { password: 'abc1', roles: [] } } };
    expect(() => check(options)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('abc1') }),
    );
  });

  test('takes the forced source from the option, then from ELASTODM_ES_SOURCE', () => {
    expect(check({}, { ELASTODM_ES_SOURCE: 'maven' }).source).toBe('maven');
    expect(check({ source: 'docker' }, { ELASTODM_ES_SOURCE: 'maven' }).source).toBe('docker');
    expect(check({}, { ELASTODM_ES_SOURCE: '' }).source).toBeUndefined();
    expect(() => check({}, { ELASTODM_ES_SOURCE: 'ftp' })).toThrow(/'ftp' is none of url, home, cache/);
  });
});
