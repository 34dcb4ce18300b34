// Signals to a whole process group, and whether one is still alive. Used by the nodes and by the guard.
import { readdirSync, readFileSync } from 'node:fs';

/** Sends a signal to every process of the group; false when there is none left. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process of the group still runs. A zombie that nobody collects (a container without an init) is dead. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && isLivingMember(entry, group));
}

function isLivingMember(pid: string, group: number): boolean {
  const status = readStatus(pid);
  return status !== undefined && status.group === group && !['Z', 'X'].includes(status.state);
}

function readStatus(pid: string): { readonly state: string; readonly group: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // pid (name) state parent group …; the name may hold spaces and brackets.
    const [state = '', , group = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    return undefined;
  }
}
