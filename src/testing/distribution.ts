// An unpacked distribution of Elasticsearch: which version it is, which modules and which JDK it brings.
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseJdk, findJdks, javaRangeOf } from './java.js';
import type { JavaRange, Jdk } from './java.js';

export interface Distribution {
  readonly home: string;
  readonly version: string;
  /** The JDK to run it with; undefined when it brings its own. */
  readonly javaHome: string | undefined;
}

/** The version of the distribution in the folder, by the name of its main jar; undefined when there is none. */
export function readVersion(home: string): string | undefined {
  return readNames(join(home, 'lib'))
    .map((name) => /^elasticsearch-(\d+\.\d+\.\d+)\.jar$/.exec(name)?.[1])
    .find((version) => version !== undefined);
}

export function readModules(home: string): readonly string[] {
  return readNames(join(home, 'modules'));
}

/** The text of the distribution's jvm.options; empty when this user may not read it. */
export function readJvmOptions(home: string): string {
  try {
    return readFileSync(join(home, 'config', 'jvm.options'), 'utf8');
  } catch {
    return '';
  }
}

/** The JDK for the distribution, or the reason why there is none. */
export function findJavaFor(
  home: string,
  version: string,
  env: NodeJS.ProcessEnv,
): { readonly javaHome: string | undefined } | { readonly declined: string } {
  if (hasBundledJdk(home)) return { javaHome: undefined };
  const range = javaRangeOf(version);
  const found = findJdks(env);
  const jdk = chooseJdk(found, range);
  return jdk === undefined ? { declined: toMissingJdk(version, range, found) } : { javaHome: jdk.home };
}

/** Whether a distribution without a JDK of this version could run here; the reason when it could not. */
export function whyNoJava(version: string, env: NodeJS.ProcessEnv): string | undefined {
  const range = javaRangeOf(version);
  const found = findJdks(env);
  return chooseJdk(found, range) === undefined ? toMissingJdk(version, range, found) : undefined;
}

function toMissingJdk(version: string, { minimum, maximum }: JavaRange, found: readonly Jdk[]): string {
  const wanted = maximum === Infinity ? `${minimum} or newer` : `${minimum} to ${maximum}`;
  const there = found.map(({ home, major }) => `${major} in ${home}`).join(', ');
  return `Elasticsearch ${version} needs a JDK ${wanted}, and there is ${there === '' ? 'none' : `only ${there}`}`;
}

function hasBundledJdk(home: string): boolean {
  return (
    existsSync(join(home, 'jdk', 'bin', 'java')) || existsSync(join(home, 'jdk.app', 'Contents', 'Home'))
  );
}

function readNames(folder: string): readonly string[] {
  try {
    accessSync(folder, constants.R_OK);
    return readdirSync(folder);
  } catch {
    return [];
  }
}
