// One at a time: tests that start a cluster of several nodes wait for each other. Two cores carry no two of them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = join(tmpdir(), 'elastodm-test-turn');
const owner = join(folder, 'pid');

/** Waits until no other process has its turn; what it returns ends ours. */
export async function takeTurn(): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isLeftBehind()) rmSync(folder, { recursive: true, force: true });
      else await sleep(250);
    }
  }
}

// By a process that was killed. One that has just taken its turn may not have said who it is yet.
function isLeftBehind(): boolean {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
