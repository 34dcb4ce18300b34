// Source 3: a distribution that an earlier run unpacked into the cache. Also puts new ones there.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { findJavaFor, readVersion } from '../distribution.js';
import { isReachableByAll, openToAll } from '../run-as.js';
import { decline, whyNoProcesses } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

/** The official archive, with all modules; or the core distribution, which has only some. */
export type Flavour = 'full' | 'core';

export function toCacheEntry(cache: string, version: string, flavour: Flavour): string {
  return join(cache, `elasticsearch-${version}${flavour === 'full' ? '' : '-core'}`);
}

export function findInCache(context: SourceContext): Promise<SourceResult> {
  const unsupported = whyNoProcesses();
  if (unsupported !== undefined) return Promise.resolve(decline(unsupported));
  const { cache, plan, log } = context;
  let reason = `${cache} has no Elasticsearch ${plan.version}`;
  for (const flavour of ['full', 'core'] as const) {
    const home = toCacheEntry(cache, plan.version, flavour);
    if (readVersion(home) === undefined) continue;
    const result = toResult(home, context);
    if (result.kind !== 'declined') {
      log(`using Elasticsearch ${plan.version} in ${home}`);
      return Promise.resolve(result);
    }
    reason = result.reason;
  }
  return Promise.resolve(decline(reason));
}

/** The distribution in a folder of the cache, with the JDK that it needs. */
export function toResult(home: string, { plan, env, workspace }: SourceContext): SourceResult {
  if (workspace.runAs !== undefined && !isReachableByAll(home)) {
    return decline(
      `Elasticsearch does not run as root, and another user can't reach ${home}; set ELASTODM_CACHE`,
    );
  }
  const java = findJavaFor(home, plan.version, env);
  if ('declined' in java) return decline(java.declined);
  return { kind: 'distribution', home, version: plan.version, javaHome: java.javaHome };
}

/** A folder in the cache for a download in progress; the caller deletes it, a crash leaves it to {@link sweep}. */
export function openStaging(cache: string): string {
  // The parents keep the permissions that they have or get from the system; ours is for everyone to read.
  mkdirSync(cache, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(cache, 0o755);
  sweep(cache);
  return mkdtempSync(join(cache, `.staging-${process.pid}-`));
}

/**
 * Moves an unpacked distribution to its place in one step, so that others see all of it or nothing. Where another
 * process was faster, its copy stays and ours goes with the staging folder.
 */
export function publish(unpacked: string, entry: string): void {
  openToAll(unpacked);
  try {
    renameSync(unpacked, entry);
  } catch (error) {
    if (readVersion(entry) === undefined) throw error;
  }
}

// Staging folders of processes that no longer run.
function sweep(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = Number(/^\.staging-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid) && existsSync(join(cache, name))) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
