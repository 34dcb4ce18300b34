import { expect, test } from '@jest/globals';
import { toCacheFolder } from '../../../src/testing/cache-folder.js';
import type { CachePlace } from '../../../src/testing/cache-folder.js';

const user: CachePlace = {
  env: {},
  platform: 'linux',
  home: '/home/ada',
  isRoot: false,
  isReachable: () => false,
};
const root: CachePlace = { ...user, home: '/root', isRoot: true };

test.each<[expected: string, place: CachePlace]>([
  ['/home/ada/.cache/elastodm', user],
  ['/x/elastodm', { ...user, env: { XDG_CACHE_HOME: '/x' } }],
  ['/home/ada/Library/Caches/elastodm', { ...user, platform: 'darwin' }],
  ['/elsewhere', { ...user, env: { ELASTODM_CACHE: '/elsewhere', XDG_CACHE_HOME: '/x' } }],
  ['/elsewhere', { ...root, env: { ELASTODM_CACHE: '/elsewhere' } }],
  // The server runs as another user, who can't enter /root.
  ['/var/cache/elastodm', root],
  ['/Library/Caches/elastodm', { ...root, platform: 'darwin' }],
  ['/root/.cache/elastodm', { ...root, isReachable: () => true }],
])('the cache is %s', (expected, place) => {
  expect(toCacheFolder(place)).toBe(expected);
});
