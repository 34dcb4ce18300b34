// Where unpacked distributions are kept between runs.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isReachableByAll } from './run-as.js';

/** What decides the place of the cache. */
export interface CachePlace {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The server will run as another user, who must be able to reach the cache. */
  readonly isRoot: boolean;
  readonly isReachable: (folder: string) => boolean;
}

/** The cache folder: ELASTODM_CACHE, else the user's cache folder, else for root one that all users can reach. */
export function toCacheFolder({ env, platform, home, isRoot, isReachable }: CachePlace): string {
  const override = env['ELASTODM_CACHE'];
  if (override !== undefined && override !== '') return resolve(override);
  const folder = userFolder(env, platform, home);
  if (!isRoot || isReachable(folder)) return folder;
  return platform === 'darwin' ? '/Library/Caches/elastodm' : '/var/cache/elastodm';
}

function userFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && xdg !== '') return join(xdg, 'elastodm');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'elastodm');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'elastodm', 'Cache');
  return join(home, '.cache', 'elastodm');
}

export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return toCacheFolder({
    env,
    platform: process.platform,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
    isReachable: isReachableByAll,
  });
}
