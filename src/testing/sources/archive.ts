// Source 4: the official archive for this platform, checked against its SHA-512 before it is unpacked.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { download, downloadText } from '../download.js';
import { createProgress } from '../progress-bar.js';
import { openStaging, publish, toCacheEntry, toResult } from './cache.js';
import { decline, patience, whyNoProcesses } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

const officialBase = 'https://artifacts.elastic.co/downloads/elasticsearch';
const unpackLimit = 300_000;

/** The name of the official archive; undefined for a platform that has none. */
export function toArchiveName(version: string, platform: NodeJS.Platform, arch: string): string | undefined {
  const system = { linux: 'linux', darwin: 'darwin' }[platform as string];
  const machine = { x64: 'x86_64', arm64: 'aarch64' }[arch];
  if (system === undefined || machine === undefined) return undefined;
  return `elasticsearch-${version}-${system}-${machine}.tar.gz`;
}

/** The address of the archive: on Elastic's download site, or on the mirror in ELASTODM_ES_MIRROR. */
export function toArchiveUrl(name: string, env: NodeJS.ProcessEnv): string {
  const mirror = env['ELASTODM_ES_MIRROR'];
  const base = mirror === undefined || mirror === '' ? officialBase : mirror;
  return `${base.replace(/\/+$/, '')}/${name}`;
}

/** The checksum in the text of a `.sha512` file: `<128 hexadecimal digits>  <name>`. */
export function toChecksum(text: string): string | undefined {
  return /^\s*([0-9a-f]{128})\b/i.exec(text)?.[1]?.toLowerCase();
}

export async function findInArchive(context: SourceContext): Promise<SourceResult> {
  const { plan, env, cache, workspace, log } = context;
  const unsupported = whyNoProcesses();
  if (unsupported !== undefined) return decline(unsupported);
  const name = toArchiveName(plan.version, process.platform, process.arch);
  if (name === undefined) return decline(`there is no archive for ${process.platform} on ${process.arch}`);
  const url = toArchiveUrl(name, env);
  // Shown without the credentials that a mirror's address may hold.
  const place = new URL(url).host;
  let staging: string | undefined;
  try {
    log(`asking ${place} for ${name}`);
    const expected = toChecksum(await downloadText(`${url}.sha512`, patience));
    if (expected === undefined) return decline(`${place} has no SHA-512 checksum for ${name}`);
    staging = openStaging(cache);
    const file = join(staging, name);
    const progress = createProgress(name, log, plan.log === true ? process.stderr : undefined);
    const actual = await download(url, file, { patience, onProgress: progress });
    if (actual !== expected) return decline(`the checksum of ${name} from ${place} is wrong`);
    log(`unpacking ${name}`);
    const unpacked = join(staging, 'unpacked');
    mkdirSync(unpacked);
    const tar = await workspace.run('tar', ['-xzf', file, '--no-same-owner', '-C', unpacked], {
      cwd: staging,
      env: { PATH: env['PATH'] },
      timeout: unpackLimit,
    });
    if (tar.code !== 0) return decline(`tar failed: ${tar.output.trim().slice(0, 300)}`);
    const home = toCacheEntry(cache, plan.version, 'full');
    publish(join(unpacked, `elasticsearch-${plan.version}`), home);
    log(`unpacked to ${home}`);
    return toResult(home, context);
  } catch (error) {
    return decline(`${place}: ${toReason(error)}`);
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
}

function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'its name is not known here' : error.message;
}
