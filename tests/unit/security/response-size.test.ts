// No answer is read beyond a limit: 100 MiB unless a connection says otherwise.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Id, Keyword } from 'elastodm';
import type { ElastodmError, Repository } from 'elastodm';
import { connectionDefaults } from '../../../src/connection/options/connection-options.js';
import { toConnectionSettings } from '../../../src/connection/options/connection-settings.js';
import { toClientOptions } from '../../../src/connection/options/to-client-options.js';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { rejection } from '../../support/failing.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

const limit = 1_000;
const film = (id: string, length: number): Film =>
  Object.assign(new Film(), { id, title: 'x'.repeat(length) });

async function inScene(
  play: (films: Repository<Film>, server: FaultServer) => Promise<void>,
  gzip = false,
): Promise<void> {
  await using server = await startFaultServer({ gzip });
  server.store.createIndex('films');
  await using dataSource = new DataSource({
    connections: {
      default: { hosts: server.url, httpCompress: gzip, client: { maxResponseSize: limit } },
    },
    documents: [Film],
  });
  await play(dataSource.getRepository(Film), server);
}

const refused = (api: string): object => ({
  name: 'RequestError',
  code: 'RESPONSE_TOO_LARGE',
  details: { alias: 'default', api, limit },
});

describe('an answer beyond the limit', () => {
  const calls: readonly (readonly [api: string, call: (films: Repository<Film>) => Promise<unknown>])[] = [
    ['get', (films) => films.get('large')],
    ['mget', (films) => films.getMany(['large'])],
    ['search', (films) => films.search()],
  ];

  test.each(calls)('to %s is refused, and not asked for again', async (api, call) => {
    for (const gzip of [false, true])
      await inScene(async (films, server) => {
        server.store.index('films', 'large', { title: 'x'.repeat(2 * limit) });
        expect(await rejection(call(films))).toMatchObject(refused(api));
        expect(server.deliveries).toHaveLength(1);
      }, gzip);
  });

  test('to a bulk leaves open what was saved', async () => {
    await inScene(async (films, server) => {
      const many = Array.from({ length: 20 }, (_, number) => film(`film-${number}`, 1));
      const error: ElastodmError = await rejection(films.saveMany(many));
      expect(error).toMatchObject({
        name: 'WriteOutcomeUnknownError',
        details: { api: 'bulk', reason: 'the answer was too large' },
        cause: refused('bulk'),
      });
      expect(server.documents('films').size).toBe(20);
      expect(server.deliveries).toHaveLength(1);
    });
  });

  test('to a save leaves open whether it was done', async () => {
    await inScene(async (films, server) => {
      server.failNext({ action: 'huge', bytes: 2 * limit });
      expect(await rejection(films.save(film('a', 1)))).toMatchObject({
        name: 'WriteOutcomeUnknownError',
        cause: refused('index'),
      });
    });
  });

  test('that unpacks beyond it is refused, too', async () => {
    await inScene(async (films, server) => {
      server.failNext({ action: 'bomb', bytes: 1_000_000 });
      expect(await rejection(films.count())).toMatchObject(refused('count'));
    });
  });

  test('that does not say how long it is, is cut there', async () => {
    await inScene(async (films, server) => {
      server.failNext({ action: 'huge', bytes: 64 * 1024 * 1024 });
      const before = process.memoryUsage().arrayBuffers;
      expect(await rejection(films.search())).toMatchObject(refused('search'));
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
    });
  });
});

test('an answer up to the limit is read', async () => {
  await inScene(async (films) => {
    await films.save(film('small', limit - 200));
    await expect(films.get('small')).resolves.toMatchObject({ id: 'small' });
  });
});

test('the limit is 100 MiB where nothing is said', () => {
  expect(connectionDefaults.maxResponseSize).toBe(100 * 1024 * 1024);
  expect(toConnectionSettings('default', {})).toMatchObject({ maxResponseSize: 104_857_600 });
  expect(toClientOptions('default', {})).toMatchObject({
    maxResponseSize: 104_857_600,
    maxCompressedResponseSize: 104_857_600,
  });
});
