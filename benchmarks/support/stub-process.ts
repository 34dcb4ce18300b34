// A server with one canned answer, in a process of its own: what it computes is nobody's CPU time but its own.
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubProcess extends Disposable {
  readonly url: string;
}

/** Starts the process; it answers every request with `body`, and bulk requests as if all went well. */
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
    const canned = Buffer.from(String(body));
    const server = createServer((request, response) => {
      void toAnswer(request, canned).then((answer) =>
        response
          .writeHead(200, {
            'content-type': 'application/vnd.elasticsearch+json;compatible-with=9',
            'x-elastic-product': 'Elasticsearch',
            'content-length': answer.length,
          })
          .end(answer),
      );
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  });
  process.once('disconnect', () => process.exit());
  return true;
}

async function toAnswer(request: IncomingMessage, canned: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (!request.url?.includes('_bulk')) return canned;
  // Every second line is an action: `{"create":{"_id":"…"}}`.
  const actions = Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter((_, line) => line % 2 === 0);
  const items = actions.filter(Boolean).map((action, place) => toItem(action, place));
  return Buffer.from(JSON.stringify({ took: 1, errors: false, items }));
}

function toItem(action: string, place: number): object {
  const { _id = `made-${place}` } = (JSON.parse(action) as { create?: { _id?: string } }).create ?? {};
  const done = { _index: 'stub', _id, _version: 1, result: 'created', _seq_no: place, _primary_term: 1 };
  return { create: { ...done, _shards: { total: 1, successful: 1, failed: 0 }, status: 201 } };
}
