// A new document whose save stayed unknown: saved again, it is there once.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DataSource, Document, Id, Keyword } from 'elastodm';
import type { Repository } from 'elastodm';
import { rejection } from '../../support/failing.js';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';

@Document('notes')
class Note {
  @Id() id?: string;
  @Keyword() text!: string;
}

let server: FaultServer;
let dataSource: DataSource;
let notes: Repository<Note>;

beforeEach(async () => {
  server = await startFaultServer();
  const connections = { default: { hosts: server.url, timeout: 2_000, maxRetries: 1 } };
  dataSource = new DataSource({ connections, documents: [Note] });
  notes = dataSource.getRepository(Note);
});

afterEach(async () => {
  server.heal();
  await dataSource.close({ timeout: 0 });
  await server.close();
});

test('because the call was aborted after it had left', async () => {
  server.failNext({ match: '_create', action: 'stall', apply: true });
  const note = notes.create({ text: 'once' });
  const controller = new AbortController();
  const saving = rejection(notes.save(note, { signal: controller.signal }));
  await server.received(1, '_create');
  controller.abort();
  expect(await saving).toMatchObject({ code: 'REQUEST_ABORTED' });
  await notes.save(note);
  expect([...server.documents('notes').keys()]).toEqual([note.id]);
});

test('because an item of a bulk was sent again and not answered', async () => {
  server.failNext({ match: '_bulk', action: 'reject-items', items: [1] });
  server.failNext({ match: '_bulk', action: 'reset', apply: true });
  server.failNext({ match: '_bulk', action: 'reset', apply: false, times: Infinity });
  const both = [notes.create({ text: 'first' }), notes.create({ text: 'second' })];
  expect(await rejection(notes.saveMany(both))).toMatchObject({
    failures: [{ position: 1, type: 'write_outcome_unknown' }],
  });
  server.heal();
  await notes.save(both[1]!);
  expect([...server.documents('notes').keys()].sort()).toEqual(both.map(({ id }) => id).sort());
});

test('in an index that does not exist', async () => {
  server.failNext({ match: '_create', action: 'reset', apply: false, times: Infinity });
  const note = notes.create({ text: 'once' });
  expect(await rejection(notes.save(note))).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' });
  server.heal();
  server.failNext({
    match: 'GET /notes/_doc',
    action: 'status',
    status: 404,
    body: { error: { type: 'index_not_found_exception', reason: 'no such index [notes]' }, status: 404 },
  });
  await notes.save(note);
  expect([...server.documents('notes').keys()]).toEqual([note.id]);
});
