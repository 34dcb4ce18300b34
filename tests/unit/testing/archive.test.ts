// The official archive, from a loopback server that stands for the download site.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOptions } from '../../../src/testing/options.js';
import {
  findInArchive,
  toArchiveName,
  toArchiveUrl,
  toChecksum,
} from '../../../src/testing/sources/archive.js';
import type { SourceContext, SourceResult } from '../../../src/testing/sources/source.js';
import { openWorkspace } from '../../../src/testing/workspace.js';
import type { Workspace } from '../../../src/testing/workspace.js';

const name = toArchiveName('9.2.4', process.platform, process.arch) as string;
let folder: string;
let archive: Buffer;
let checksum: string;
let workspace: Workspace;
let server: Server;
let answer: RequestListener;
let cache: string;
let lines: string[];

beforeAll(async () => {
  workspace = openWorkspace();
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  // As root, the server's user must be able to reach the cache.
  chmodSync(folder, 0o755);
  const home = join(folder, 'pack', 'elasticsearch-9.2.4');
  for (const path of ['lib', 'jdk/bin', 'bin']) mkdirSync(join(home, path), { recursive: true });
  writeFileSync(join(home, 'lib', 'elasticsearch-9.2.4.jar'), 'a'.repeat(50_000));
  writeFileSync(join(home, 'jdk', 'bin', 'java'), '#!/bin/sh\n', { mode: 0o700 });
  writeFileSync(join(home, 'bin', 'elasticsearch'), '#!/bin/sh\n', { mode: 0o700 });
  const file = join(folder, name);
  execFileSync('tar', ['-czf', file, '-C', join(folder, 'pack'), 'elasticsearch-9.2.4']);
  archive = readFileSync(file);
  checksum = createHash('sha512').update(archive).digest('hex');
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  lines = [];
  cache = mkdtempSync(join(folder, 'cache-'));
  answer = serve({ [`/es/${name}`]: archive, [`/es/${name}.sha512`]: `${checksum}  ${name}\n` });
});

afterEach(() => {
  // Whatever happened, nothing half done is left in the cache.
  expect(readdirSync(cache).filter((entry) => entry.startsWith('.'))).toEqual([]);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  await workspace.close();
});

function serve(files: Readonly<Record<string, string | Buffer>>): RequestListener {
  return (request, response) => {
    const file = files[request.url ?? ''];
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': Buffer.byteLength(file) }).end(file);
  };
}

function find(): Promise<SourceResult> {
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/es/`;
  const context: SourceContext = {
    plan: checkOptions({ log: false }, {}),
    env: { PATH: process.env['PATH'], ELASTODM_ES_MIRROR: mirror },
    cache,
    workspace,
    log: (line) => void lines.push(line),
  };
  return findInArchive(context);
}

test('names the archive of each platform', () => {
  expect(toArchiveName('9.2.4', 'linux', 'x64')).toBe('elasticsearch-9.2.4-linux-x86_64.tar.gz');
  expect(toArchiveName('9.2.4', 'darwin', 'arm64')).toBe('elasticsearch-9.2.4-darwin-aarch64.tar.gz');
  expect(toArchiveName('9.2.4', 'win32', 'x64')).toBeUndefined();
  expect(toArchiveName('9.2.4', 'linux', 'ia32')).toBeUndefined();
});

test('the address is the official one, or the mirror', () => {
  expect(toArchiveUrl('x.tar.gz', {})).toBe('https://artifacts.elastic.co/downloads/elasticsearch/x.tar.gz');
  expect(toArchiveUrl('x.tar.gz', { ELASTODM_ES_MIRROR: 'https://mirror.test/es/' })).toBe(
    'https://mirror.test/es/x.tar.gz',
  );
});

test('reads the checksum', () => {
  const digits = 'AB'.repeat(64);
  expect(toChecksum(`${digits}  name.tar.gz\n`)).toBe(digits.toLowerCase());
  expect(toChecksum('<html>')).toBeUndefined();
});

describe('findInArchive', () => {
  test('downloads, checks, unpacks into the cache, and says so', async () => {
    const home = join(cache, 'elasticsearch-9.2.4');
    expect(await find()).toEqual({ kind: 'distribution', home, version: '9.2.4', javaHome: undefined });
    expect(existsSync(join(home, 'lib', 'elasticsearch-9.2.4.jar'))).toBe(true);
    const { port } = server.address() as AddressInfo;
    expect(lines).toEqual([
      `asking 127.0.0.1:${port} for ${name}`,
      expect.stringMatching(/: 100% of 0\.0 MB$/),
      `unpacking ${name}`,
      `unpacked to ${home}`,
    ]);
  });

  test('follows a redirect', async () => {
    const files = serve({ [`/other/${name}`]: archive, [`/es/${name}.sha512`]: checksum });
    answer = (request, response) => {
      if (request.url === `/es/${name}`) response.writeHead(302, { location: `/other/${name}` }).end();
      else files(request, response);
    };
    expect(await find()).toMatchObject({ kind: 'distribution' });
  });

  test('a wrong checksum unpacks nothing', async () => {
    answer = serve({ [`/es/${name}`]: archive, [`/es/${name}.sha512`]: `${'0'.repeat(128)}  ${name}\n` });
    expect(await find()).toMatchObject({
      kind: 'declined',
      reason: expect.stringMatching(/^the checksum of .* is wrong$/),
    });
    expect(readdirSync(cache)).toEqual([]);
  });

  test('no such version', async () => {
    answer = serve({});
    expect(await find()).toMatchObject({
      kind: 'declined',
      reason: expect.stringContaining('it answered 404'),
    });
  });

  test('an archive that ends too early', async () => {
    answer = (request, response) => {
      if (request.url?.endsWith('.sha512') === true) response.end(checksum);
      else {
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.subarray(0, 100), () => response.destroy());
      }
    };
    expect(await find()).toMatchObject({ kind: 'declined' });
  });

  test('a server that never answers is given up in five seconds', async () => {
    answer = () => undefined;
    const started = Date.now();
    expect(await find()).toMatchObject({
      kind: 'declined',
      reason: expect.stringContaining('nothing arrived for 5 s'),
    });
    expect(Date.now() - started).toBeLessThan(6_500);
  }, 10_000);

  test('a server that stalls in the middle is given up in five seconds', async () => {
    answer = (request, response) => {
      if (request.url?.endsWith('.sha512') === true) response.end(checksum);
      else response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 100));
    };
    const started = Date.now();
    expect(await find()).toMatchObject({
      kind: 'declined',
      reason: expect.stringContaining('nothing arrived for 5 s'),
    });
    expect(Date.now() - started).toBeLessThan(6_500);
  }, 10_000);

  test('two at once end with one whole distribution', async () => {
    const results = await Promise.all([find(), find()]);
    expect(results.map(({ kind }) => kind)).toEqual(['distribution', 'distribution']);
    expect(readdirSync(cache)).toEqual(['elasticsearch-9.2.4']);
    expect(readFileSync(join(cache, 'elasticsearch-9.2.4', 'lib', 'elasticsearch-9.2.4.jar'))).toHaveLength(
      50_000,
    );
  });

  test('removes what a process that died has left', async () => {
    // No process has this id: it is above the largest that Linux and macOS give.
    mkdirSync(join(cache, '.staging-99999999-abc'));
    expect(await find()).toMatchObject({ kind: 'distribution' });
  });
});
