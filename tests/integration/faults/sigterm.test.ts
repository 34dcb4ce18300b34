// Row 25: a program that is told to end closes its DataSource: nothing that it took is lost.
import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { ConnectionManager } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { root } from '../../support/run-node.js';
import { serverOptions } from '../../support/server.js';

declare const testServer: string;

const indexName = testIndices();

test('row 25: SIGTERM while documents are in the buffer and under way', async () => {
  const index = indexName('sigterm');
  const { hosts, httpAuth } = serverOptions();
  const url = new URL(String(hosts).split(',')[0] ?? '');
  if (httpAuth !== undefined) [url.username = '', url.password = ''] = String(httpAuth).split(':');
  const args = ['--import', 'tsx', 'tests/support/writes-until-told.ts', url.href, index, testServer];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let isTold = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isTold || !output.includes('writing')) return;
      isTold = true;
      child.kill('SIGTERM');
    });
  }
  const status = await new Promise((resolve) => child.on('close', resolve));
  const [, ...lines] = output.trim().split('\n');
  expect({ status, lines }).toEqual({ status: 0, lines: [expect.any(String), expect.any(String)] });
  expect(lines).toContain('WRITER_CLOSED');
  const report = JSON.parse(lines.find((line) => line.startsWith('{')) ?? '{}') as Record<string, number>;
  const { taken = 0 } = report;
  expect(report).toEqual({ atOnce: expect.any(Number), taken, total: taken, succeeded: taken, failures: 0 });
  expect(taken).toBeGreaterThanOrEqual(1_000);

  await using manager = new ConnectionManager();
  const client = manager.createConnection(serverOptions());
  await client.indices.refresh({ index });
  expect(await client.count({ index })).toMatchObject({ count: taken });
});
