// A server with one canned answer, in a process of its own: what it computes is nobody's CPU time but its own.
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubProcess extends Disposable {
  readonly url: string;
}

/** Starts the process; it answers every request with `body`. */
export async function startStubProcess(body: string): Promise<StubProcess> {
  const child = fork(process.argv[1] ?? '', ['--stub'], { execArgv: [] });
  child.send(body);
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message) => resolve(Number(message))),
  );
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => void child.kill() };
}

/** What the child runs: call it first in a benchmark, which ends there when it is the child. */
export function isStubProcess(): boolean {
  if (!process.argv.includes('--stub')) return false;
  process.once('message', (body) => {
    const text = String(body);
    const headers = {
      'content-type': 'application/vnd.elasticsearch+json;compatible-with=9',
      'x-elastic-product': 'Elasticsearch',
      'content-length': Buffer.byteLength(text),
    };
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(200, headers).end(text));
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  });
  process.once('disconnect', () => process.exit());
  return true;
}
