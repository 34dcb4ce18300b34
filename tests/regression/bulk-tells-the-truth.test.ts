// What a bulk write says of each document is what came of it, whatever stands between it and the cluster.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource, Document, Id, Keyword } from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../support/cleanup.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { rejection } from '../support/failing.js';
import { serverOptions } from '../support/server.js';

const newIndex = testIndices();

@Document(newIndex('bulk-truth'))
class Film {
  @Id() id?: string;
  @Keyword({ index: false, doc_values: false }) title!: string;
}

/** A proxy that takes no body of more bytes than these, and says so as `page` does. */
async function startStrictProxy(limit: number, page: { readonly type?: string; readonly body: string }) {
  const { hostname, port } = target();
  let refused = 0;
  const server = createServer((incoming, response) => {
    if (Number(incoming.headers['content-length'] ?? 0) > limit) {
      refused++;
      incoming.resume();
      const type = page.type === undefined ? {} : { 'content-type': page.type };
      response.writeHead(413, { ...type, server: 'nginx', 'content-length': page.body.length });
      response.end(page.body);
      return;
    }
    const { method, url: path, headers } = incoming;
    const outgoing = sendRequest({ host: hostname, port, agent: false, method, path, headers });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function target(): URL {
  return new URL(String(serverOptions().hosts).split(',')[0] ?? '');
}

async function through<T>(hosts: string, act: (films: Repository<Film>) => Promise<T>): Promise<T> {
  await using dataSource = new DataSource({
    connections: { default: { ...serverOptions(), hosts } },
    documents: [Film],
  });
  return await act(dataSource.getRepository(Film));
}

let direct: DataSource;
let stored: Repository<Film>;
beforeAll(async () => {
  const connections = { default: serverOptions() };
  direct = new DataSource({ connections, documents: [Film], synchronize: 'create' });
  await direct.initialize();
  stored = direct.getRepository(Film);
});
afterAll(() => direct.close());

const film = (id: string, title = id): Film => Object.assign(new Film(), { id, title });
const many = (name: string, count: number, title?: string): Film[] =>
  Array.from({ length: count }, (_, number) => film(`${name}-${number}`, title));

describe('a proxy that finds a request too large', () => {
  const page = '<html>\r\n<head><title>413 Request Entity Too Large</title></head></html>\r\n';
  test.each([
    { type: 'text/html', body: page },
    { type: 'text/plain; charset=utf-8', body: '413 Request Entity Too Large' },
    { type: undefined, body: page },
    { type: undefined, body: '' },
  ])('and says so with %j: the request is halved', async ({ type, body }) => {
    await using proxy = await startStrictProxy(4_000, { type, body });
    await through(proxy.url, async (films) => {
      const name = `large-${type ?? 'none'}-${body.length}`.replace(/\W/g, '-');
      const documents = [...many(name, 40, 'x'.repeat(300)), film(`${name}-all`, 'y'.repeat(5_000))];
      const result = await films.saveMany(documents, { failures: 'collect' });
      expect(result).toMatchObject({ total: 41, succeeded: 40, failed: 1, unknown: 0 });
      expect(result.failures).toMatchObject([
        { id: `${name}-all`, outcome: 'rejected', status: 413, type: 'REQUEST_REFUSED' },
      ]);
      expect(proxy.refused()).toBeGreaterThan(3);
      const found = await stored.getMany(documents.map(({ id }) => String(id)));
      expect(found.filter((one) => one !== null)).toHaveLength(40);

      // A single request is told the same way.
      expect(await rejection(films.save(film(`${name}-one`, 'z'.repeat(5_000))))).toMatchObject({
        code: 'REQUEST_REFUSED',
        details: {
          api: 'index',
          status: 413,
          type: 'request_entity_too_large',
          reason: 'the request is larger than the server, or a proxy before it, takes',
        },
      });
    });
  });
});

describe('deletions whose answer is lost', () => {
  test.each([
    ['documents', (documents: Film[]) => documents],
    ['ids', (documents: Film[]) => documents.map(({ id }) => String(id))],
  ])('are told as done: %s', async (kind, subjects) => {
    const { hostname, port } = target();
    await using proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
    await through(proxy.url, async (films) => {
      const documents = await films.saveMany(many(`lost-${kind}`, 3));
      proxy.cutNext({ match: '_bulk' });
      const result = await films.deleteMany(subjects(documents) as Film[]);
      expect(result).toMatchObject({ total: 3, succeeded: 3, missing: 0, failed: 0 });
      for (const { id } of documents) expect(await stored.exists(String(id))).toBe(false);
    });
  });
});

test('ids that UTF-8 has no form for are refused, before they overwrite each other', async () => {
  const ids = ['\ud800', 'a\udc00', '\udc00\ud800'];
  const result = await stored.saveMany(
    ids.map((id) => film(id)),
    { failures: 'collect' },
  );
  expect(result).toMatchObject({ total: 3, succeeded: 0, failed: 3 });
  expect(result.failures.map(({ type, status }) => [type, status])).toEqual(
    ids.map(() => ['DOCUMENT_INVALID_ID', 0]),
  );
  for (const id of ids) {
    expect(await rejection(stored.get(id))).toMatchObject({ code: 'DOCUMENT_INVALID_ID' });
  }
  // A whole pair is a character as any other.
  await stored.saveMany([film('\u{1f3ac}'), film('\u{1f39e}')]);
  expect(await stored.get('\u{1f3ac}')).toMatchObject({ id: '\u{1f3ac}', title: '\u{1f3ac}' });
});
