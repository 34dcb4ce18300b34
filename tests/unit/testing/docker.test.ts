// The Docker source and its nodes, with a script in the place of `docker` that writes down what it is told.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainerRunner } from '../../../src/testing/container-runner.js';
import { checkOptions } from '../../../src/testing/options.js';
import { findInDocker } from '../../../src/testing/sources/docker.js';
import type { SourceContext } from '../../../src/testing/sources/source.js';
import { openWorkspace } from '../../../src/testing/workspace.js';
import type { Workspace } from '../../../src/testing/workspace.js';

let folder: string;
let calls: string;
let workspace: Workspace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  calls = join(folder, 'calls');
  mkdirSync(join(folder, 'bin'));
  workspace = openWorkspace();
});

afterEach(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true });
});

/** A `docker` that notes its parameters, and then does what the lines say. */
function writeDocker(lines: string): string {
  const docker = join(folder, 'bin', 'docker');
  writeFileSync(docker, `#!/bin/sh\necho "$*" >> ${calls}\n${lines}\n`);
  chmodSync(docker, 0o755);
  return docker;
}

function context(lines: string[]): SourceContext {
  return {
    plan: checkOptions({}, {}),
    env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
    cache: folder,
    workspace,
    log: (line) => void lines.push(line),
  };
}

const readCalls = (): readonly string[] => readFileSync(calls, 'utf8').trim().split('\n');

test('takes an image that is there', async () => {
  writeDocker('exit 0');
  expect(await findInDocker(context([]))).toEqual({
    kind: 'image',
    image: 'elasticsearch:9.2.4',
    version: '9.2.4',
  });
  expect(readCalls()).toEqual([
    'version --format {{.Server.Version}}',
    'image inspect --format ok elasticsearch:9.2.4',
  ]);
});

test('pulls an image that is not there, and says so', async () => {
  writeDocker('[ "$1" = image ] && exit 1; exit 0');
  const lines: string[] = [];
  expect(await findInDocker(context(lines))).toMatchObject({ kind: 'image' });
  expect(lines).toEqual(['pulling the image elasticsearch:9.2.4', 'using the image elasticsearch:9.2.4']);
  expect(readCalls().at(-1)).toBe('pull --quiet elasticsearch:9.2.4');
});

test('declines where no daemon answers, also when it hangs', async () => {
  writeDocker('sleep 60');
  const started = Date.now();
  expect(await findInDocker(context([]))).toMatchObject({
    kind: 'declined',
    reason: 'no Docker daemon answers',
  });
  expect(Date.now() - started).toBeLessThan(7_000);
}, 10_000);

test('a node is a container that is paused, resumed and removed by its name', async () => {
  const running = join(folder, 'running');
  const docker = writeDocker(
    `if [ "$1" = run ]; then touch ${running}; while [ -e ${running} ]; do sleep 0.05; done; fi
     if [ "$1" = rm ]; then rm -f ${running}; fi`,
  );
  const runner = createContainerRunner({
    docker,
    container: 'abc-node-1',
    parameters: ['--network=abc', 'elasticsearch:9.2.4'],
    logFile: join(folder, 'console.log'),
    workspace,
  });
  const server = await runner.start();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.pause();
  await server.resume();
  expect(server.hasEnded()).toBe(false);
  await server.kill();
  expect(server.hasEnded()).toBe(true);
  expect(readCalls()).toEqual([
    'run --rm --name=abc-node-1 --network=abc elasticsearch:9.2.4',
    'pause abc-node-1',
    'unpause abc-node-1',
    'rm --force --volumes abc-node-1',
  ]);
});
