// Finds a JDK for a distribution that brings none: by the usual variables and folders, by what `release` says.
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Jdk {
  readonly home: string;
  /** The feature release, such as 21. */
  readonly major: number;
}

/** Feature releases of Java that a version of Elasticsearch runs on. */
export interface JavaRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** The feature release in the text of a JDK's `release` file: 8 for "1.8.0", 21 for "21.0.5". */
export function toJavaMajor(release: string): number | undefined {
  const match = /^JAVA_VERSION="?(?:1\.)?(\d+)/m.exec(release);
  return match === null ? undefined : Number(match[1]);
}

/** 9.x needs 21 or newer, 8.x 17 or newer; before 8.18 the security manager must still be there, so not 24. */
export function javaRangeOf(version: string): JavaRange {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 9) return { minimum: 21, maximum: Infinity };
  return { minimum: 17, maximum: minor >= 18 ? Infinity : 23 };
}

/** The first JDK in the range, in the order in which they were found. */
export function chooseJdk(found: readonly Jdk[], range: JavaRange): Jdk | undefined {
  return found.find(({ major }) => major >= range.minimum && major <= range.maximum);
}

/** Every JDK of this machine: ES_JAVA_HOME, JAVA_HOME, `java` on the PATH, then the system's folders, newest first. */
export function findJdks(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): readonly Jdk[] {
  const named = [env['ES_JAVA_HOME'], env['JAVA_HOME'], javaHomeOnPath(env['PATH'] ?? '')];
  const inFolders = systemFolders(platform)
    .flatMap(childFolders)
    .map((folder) => (platform === 'darwin' ? join(folder, 'Contents', 'Home') : folder));
  const found: Jdk[] = named.flatMap((home) => readJdk(home));
  found.push(...inFolders.flatMap((home) => readJdk(home)).sort((one, other) => other.major - one.major));
  const homes = new Set<string>();
  return found.filter(({ home }) => !homes.has(home) && homes.add(home));
}

function systemFolders(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') return ['/Library/Java/JavaVirtualMachines'];
  return platform === 'win32' ? [] : ['/usr/lib/jvm', '/usr/java', '/opt/java'];
}

function childFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readJdk(home: string | undefined): readonly Jdk[] {
  if (home === undefined || home === '') return [];
  try {
    const real = realpathSync(home);
    const major = toJavaMajor(readFileSync(join(real, 'release'), 'utf8'));
    return major === undefined ? [] : [{ home: real, major }];
  } catch {
    return [];
  }
}

function javaHomeOnPath(path: string): string | undefined {
  for (const folder of path.split(delimiter)) {
    try {
      return dirname(dirname(realpathSync(join(folder, 'java'))));
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
