// Indices of a test file, deleted when its tests are over.
import { afterAll } from '@jest/globals';
import { ConnectionManager } from 'elastodm';
import { serverOptions, uniqueIndex } from './server.js';

/** Makes names of indices, and deletes those that exist in the end. Call it once in a test file. */
export function testIndices(): (name: string) => string {
  const names: string[] = [];
  afterAll(async () => {
    await using manager = new ConnectionManager();
    const client = manager.createConnection(serverOptions());
    for (const index of names) await client.indices.delete({ index }, { ignore: [404] });
  });
  return (name) => {
    const index = uniqueIndex(name);
    names.push(index);
    return index;
  };
}
