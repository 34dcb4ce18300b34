// What the tests of synchronisation do in common.
import { afterAll, expect } from '@jest/globals';
import { DataSource, IndexDriftError } from 'elastodm';
import type { AbstractClass, ElastodmError, Synchronize } from 'elastodm';
import { synchronizeIndex } from '../../../src/lifecycle/synchronize-index.js';
import { buildDocuments, groupByIndex } from '../../../src/metadata/build-documents.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

/** The server's own client, closed when the tests of the file are over. */
export function rawClient(): ReturnType<DataSource['connections']['getConnection']> {
  const admin = new DataSource({ connections: { default: serverOptions() }, documents: [] });
  afterAll(() => admin.close());
  return admin.connections.getConnection();
}

export async function synchronize(documents: readonly AbstractClass[], mode: Synchronize): Promise<void> {
  await using dataSource = new DataSource({
    connections: { default: serverOptions() },
    documents,
    synchronize: mode,
  });
  await dataSource.initialize();
}

export async function driftOf(
  documents: readonly AbstractClass[],
  mode: Synchronize,
): Promise<ElastodmError> {
  const error = await rejection(synchronize(documents, mode));
  expect(error).toBeInstanceOf(IndexDriftError);
  return error;
}

/** Whether the classes' only index is found to be an alias. */
export async function isAlias(documents: readonly AbstractClass[], mode: Synchronize): Promise<boolean> {
  await using dataSource = new DataSource({ connections: { default: serverOptions() }, documents: [] });
  const [group = []] = groupByIndex([...buildDocuments(documents).values()]).values();
  return (await synchronizeIndex(group, dataSource.connections.connection('default'), mode)).alias;
}
