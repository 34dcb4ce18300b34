// What a test file makes in the server, deleted when its tests are over.
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

/** Makes patterns of indices, and deletes in the end what they mean, and the templates of their names. */
export function testPatterns(): (name: string) => string {
  const patterns: string[] = [];
  afterAll(async () => {
    await using manager = new ConnectionManager();
    const client = manager.createConnection(serverOptions());
    for (const pattern of patterns) {
      const indices = Object.keys(await client.indices.get({ index: pattern }));
      if (indices.length > 0) await client.indices.delete({ index: indices });
      const name = `*${pattern}`;
      await client.indices.deleteIndexTemplate({ name }, { ignore: [404] });
    }
  });
  return (name) => {
    const pattern = `${uniqueIndex(name)}-*`;
    patterns.push(pattern);
    return pattern;
  };
}

/** Makes names of data streams, and deletes in the end those that the server lets be deleted. */
export function testDataStreams(): (name: string) => string {
  const names: string[] = [];
  afterAll(async () => {
    await using manager = new ConnectionManager();
    const client = manager.createConnection(serverOptions());
    for (const name of names) {
      // Elasticsearch without its modules makes data streams, and can't delete them, nor their templates.
      const ignore = [400, 404, 405];
      await client.indices.deleteDataStream({ name }, { ignore });
      await client.indices.deleteIndexTemplate({ name: `elastodm-${name}` }, { ignore });
    }
  });
  return (name) => {
    const stream = uniqueIndex(name);
    names.push(stream);
    return stream;
  };
}
