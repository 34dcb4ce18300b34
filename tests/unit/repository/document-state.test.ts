// Which version of a document a save is conditional on: the one of the cluster that it is saved to.
import { describe, expect, test } from '@jest/globals';
import { ConnectionManager, DataSource, Document, Id, Keyword } from 'elastodm';
import { startStub } from '../../support/stub-server.js';
import type { ReceivedRequest } from '../../support/stub-server.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() genre?: string;
}

@Document('visits')
class Visit {
  @Keyword() page?: string;
}

const document = { _index: 'films', _id: '1', _version: 1, _seq_no: 7, _primary_term: 2 };
const startCluster = () =>
  startStub(({ method }) => ({
    body: method === 'GET' ? { ...document, found: true, _source: {} } : { ...document, result: 'updated' },
  }));

const sent = ({ method, path }: ReceivedRequest): string =>
  `${method} ${path.replace(/[?&]timeout=\d+ms$/, '')}`;

describe('a save', () => {
  test('has no condition on a cluster that has not said anything about the document', async () => {
    await using here = await startCluster();
    await using there = await startCluster();
    await using source = new DataSource({ connections: { default: { hosts: here.url } }, documents: [Film] });
    await using target = new DataSource({
      connections: { default: { hosts: there.url } },
      documents: [Film],
    });
    const film = await source.getRepository(Film).get('1');
    await target.getRepository(Film).save(film);
    expect(there.requests.map(sent)).toEqual(['PUT /films/_doc/1']);
    await source.getRepository(Film).save(film);
    expect(here.requests.map(sent)).toEqual([
      'GET /films/_doc/1',
      'PUT /films/_doc/1?if_seq_no=7&if_primary_term=2',
    ]);
  });

  test('keeps its condition when the connection was made anew', async () => {
    await using stub = await startCluster();
    await using connections = new ConnectionManager();
    connections.createConnection({ hosts: stub.url });
    const films = new DataSource({ connections, documents: [Film] }).getRepository(Film);
    const film = await films.get('1');
    connections.createConnection({ hosts: stub.url });
    await films.save(film);
    expect(stub.requests.map(sent)[1]).toBe('PUT /films/_doc/1?if_seq_no=7&if_primary_term=2');
  });

  test('of a class without @Id replaces the document that was read', async () => {
    await using stub = await startCluster();
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Visit],
    });
    const visits = dataSource.getRepository(Visit);
    await visits.save(await visits.get('1'));
    await visits.save(Object.assign(new Visit(), { page: '/' }));
    expect(stub.requests.map(sent)).toEqual([
      'GET /visits/_doc/1',
      'PUT /visits/_doc/1?if_seq_no=7&if_primary_term=2',
      expect.stringMatching(/^PUT \/visits\/_create\/[0-9a-f-]{36}$/),
    ]);
  });
});
