import { describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkOptions } from '../../../src/testing/options.js';
import type { ClusterOptions } from '../../../src/testing/options.js';
import { findByUrl, toAddress, whyNotExternal } from '../../../src/testing/sources/url.js';
import type { SourceContext } from '../../../src/testing/sources/source.js';

test('takes the credentials out of the address', () => {
  expect(toAddress('https://ada:p%40ss@example.com:9200/')).toEqual({
    host: 'https://example.com:9200',
    username: 'ada',
    password: 'p@ss',
  });
  expect(toAddress('http://localhost:9200')).toEqual({ host: 'http://localhost:9200' });
  expect(toAddress('localhost:9200')).toBeUndefined();
  expect(toAddress('nonsense')).toBeUndefined();
});

test.each<[options: ClusterOptions, reason: RegExp | undefined]>([
  [{}, undefined],
  [{ nodes: 3 }, /3 nodes/],
  [{ settings: { 'node.attr.x': 'y' } }, /settings/],
  [{ tls: true }, /not https/],
  [{ security: true }, /no user/],
])('whether a server that is not ours serves for %j', (options, reason) => {
  const why = whyNotExternal(checkOptions(options, {}), {
    host: 'http://h',
    username: undefined,
    password: undefined,
  });
  if (reason === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(reason);
});

describe('findByUrl', () => {
  const contextFor = (url: string, lines: string[], options: ClusterOptions = {}): SourceContext => ({
    plan: checkOptions(options, {}),
    env: { ELASTICSEARCH_URL: url },
    cache: '/nowhere',
    workspace: { folder: '/nowhere', runAs: undefined, run: () => Promise.resolve({ code: 1, output: '' }) },
    log: (line) => void lines.push(line),
  });

  async function withServer(
    answer: (path: string) => readonly [status: number, body: string],
    use: (port: number) => Promise<void>,
  ): Promise<void> {
    const server = createServer((request, response) => {
      const [status, body] = answer(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await use((server.address() as AddressInfo).port);
    } finally {
      server.close();
    }
  }

  test('reads the version from the node, and never shows the credentials', async () => {
    const nodes = '{"nodes":{"x":{"version":"8.19.21"}}}';
    await withServer(
      () => [200, nodes],
      async (port) => {
        const lines: string[] = [];
        const result = await findByUrl(contextFor(`http://ada:canary@127.0.0.1:${port}`, lines));
        expect(result).toMatchObject({
          kind: 'external',
          host: `http://127.0.0.1:${port}`,
          version: '8.19.21',
          username: 'ada',
          password: 'canary',
        });
        expect(lines).toEqual([`using the server at http://127.0.0.1:${port}`]);
      },
    );
  });

  test('reads the version from the root where there are no nodes to ask', async () => {
    await withServer(
      (path) => (path === '/' ? [200, '{"version":{"number":"9.0.8"}}'] : [410, '{}']),
      async (port) => {
        const result = await findByUrl(contextFor(`http://127.0.0.1:${port}`, []));
        expect(result).toMatchObject({ kind: 'external', version: '9.0.8' });
      },
    );
  });

  test('declines another version, refused credentials, and something else than Elasticsearch', async () => {
    const find = async (status: number, body: string, options?: ClusterOptions): Promise<unknown> => {
      let result: unknown;
      await withServer(
        () => [status, body],
        async (port) => {
          result = await findByUrl(contextFor(`http://127.0.0.1:${port}`, [], options));
        },
      );
      return result;
    };
    const nodes = '{"nodes":{"x":{"version":"8.19.21"}}}';
    expect(await find(200, nodes, { version: '9.2.4' })).toMatchObject({
      reason: expect.stringContaining('is version 8.19.21, not 9.2.4'),
    });
    expect(await find(401, '{}')).toMatchObject({
      reason: expect.stringContaining('refused the credentials (401)'),
    });
    expect(await find(200, '<html>')).toMatchObject({
      reason: expect.stringContaining('does not answer as Elasticsearch does'),
    });
  });

  test('declines an address where nothing listens', async () => {
    const result = await findByUrl(contextFor('http://ada:canary@127.0.0.1:1', []));
    expect(result).toMatchObject({
      kind: 'declined',
      reason: expect.stringContaining("http://127.0.0.1:1 can't be used"),
    });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});
