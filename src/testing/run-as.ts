// Elasticsearch refuses to run as root: which user runs it then, and which folders that user can reach.
import { chmodSync, chownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The user that Elasticsearch runs as; undefined when that is the user who runs this process. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` when this process is root's. */
export function findRunAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return toNobody(readPasswd());
}

/** The ids of `nobody` in the text of /etc/passwd; 65534 where it has none. */
export function toNobody(passwd: string): RunAs {
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd) ?? [];
  const isUsable = uid !== undefined && gid !== undefined && Number(uid) > 0 && Number(gid) > 0;
  return isUsable ? { uid: Number(uid), gid: Number(gid) } : { uid: 65_534, gid: 65_534 };
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

/** Whether every user may walk into the folder; folders that do not exist yet count as reachable. */
export function isReachableByAll(folder: string): boolean {
  try {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  } catch {
    // Does not exist yet, or can't be seen: its parents decide.
  }
  const parent = dirname(folder);
  return parent === folder || isReachableByAll(parent);
}

/** Gives the folder and all that is in it to the user. */
export function giveTo(folder: string, runAs: RunAs | undefined): void {
  if (runAs === undefined) return;
  chownSync(folder, runAs.uid, runAs.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveTo(path, runAs);
    else if (entry.isFile()) chownSync(path, runAs.uid, runAs.gid);
  }
}

/** Lets every user read the folder and all that is in it: installations are shared by users and runs. */
export function openToAll(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  if (!status.isDirectory()) {
    chmodSync(path, status.mode | 0o444 | ((status.mode & 0o100) === 0 ? 0 : 0o111));
    return;
  }
  chmodSync(path, status.mode | 0o755);
  for (const name of readdirSync(path)) openToAll(join(path, name));
}
