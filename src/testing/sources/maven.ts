// Source 5: the vendor's core distribution, fetched by its Maven coordinates. It brings no JDK and few modules.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whyNoJava } from '../distribution.js';
import { findProgram } from '../find-program.js';
import { unzip } from '../unzip.js';
import { openStaging, publish, toCacheEntry, toResult } from './cache.js';
import { decline, patience, whyNoProcesses } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

const downloadLimit = 600_000;

export async function findInMaven(context: SourceContext): Promise<SourceResult> {
  const { plan, env, cache, log } = context;
  const unsupported = whyNoProcesses();
  if (unsupported !== undefined) return decline(unsupported);
  const maven = findProgram('mvn', env);
  if (maven === undefined) return decline('there is no mvn on the PATH');
  const noJava = whyNoJava(plan.version, env);
  if (noJava !== undefined) return decline(noJava);
  const { version } = plan;
  log(`fetching the core distribution of Elasticsearch ${version} with Maven (about 100 MB)`);
  const started = Date.now();
  const staging = openStaging(cache);
  try {
    const { code, output } = await context.workspace.run(maven, toMavenParameters(version, staging), {
      // Not the caller's folder: Maven would read a pom.xml there.
      cwd: staging,
      env,
      timeout: downloadLimit,
    });
    if (code !== 0) return decline(toMavenReason(output));
    const unpacked = join(staging, 'unpacked');
    mkdirSync(unpacked);
    unzip(join(staging, `elasticsearch-${version}.zip`), unpacked);
    const home = toCacheEntry(cache, version, 'core');
    publish(join(unpacked, `elasticsearch-${version}`), home);
    log(`unpacked to ${home} after ${Math.round((Date.now() - started) / 1000)} s`);
    return toResult(home, context);
  } catch (error) {
    return decline(
      `what Maven brought can't be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Parameters of `mvn` that copy the distribution's zip into the folder. */
export function toMavenParameters(version: string, folder: string): readonly string[] {
  return [
    '--batch-mode',
    '--quiet',
    `-Daether.connector.connectTimeout=${patience}`,
    'dependency:copy',
    `-Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`,
    `-DoutputDirectory=${folder}`,
  ];
}

/** The first line of Maven's output that names an error, shortened. */
export function toMavenReason(output: string): string {
  const line =
    output.split('\n').find((candidate) => candidate.includes('[ERROR]')) ?? output.split('\n')[0] ?? '';
  const text = line.replace('[ERROR]', '').trim().slice(0, 300);
  return text === '' ? 'mvn did not end in time' : `mvn failed: ${text}`;
}
