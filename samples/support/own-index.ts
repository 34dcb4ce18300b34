// An index of the sample's own, deleted when the sample ends, however it ends: the server may be yours.
import type { DataSource } from 'elastodm';

export function ownIndex(dataSource: DataSource, index: string): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      await dataSource.connections.getConnection().indices.delete({ index, ignore_unavailable: true });
    },
  };
}
