// A connection for bulk writes: time enough, few retries, compression, many sockets.
import { DataSource, Document, Float, Id, Keyword, Long } from 'elastodm';
import { heading, progressBar } from '../support/terminal.js';
import { threeNodes } from '../support/three-nodes.js';

@Document({ index: 'measurements', connection: 'bulk_operations', settings: { refresh_interval: '-1' } })
class Measurement {
  @Id() id?: string;
  @Keyword() sensor!: string;
  @Long() sequence!: number;
  @Float() value!: number;
}

await using cluster = await threeNodes();
await using dataSource = new DataSource({
  connections: {
    bulk_operations: {
      ...cluster.connection, // hosts, httpAuth, caCerts
      timeout: 300_000, // a bulk request may take five minutes
      maxRetries: 1, // each document has its id before it is sent, so that a repetition stores nothing twice
      httpCompress: true,
      connectionsPerNode: 20,
    },
  },
  documents: [Measurement],
  synchronize: 'update',
});
await dataSource.initialize();
const measurements = dataSource.getRepository(Measurement);

const total = 20_000;
function* readSensors(): Generator<Measurement, void, undefined> {
  for (let sequence = 0; sequence < total; sequence++) {
    yield measurements.create({ sensor: `sensor-${sequence % 10}`, sequence, value: Math.sin(sequence) });
  }
}

heading(`saveMany: ${total} documents of a generator, 4 requests at a time`);
const showProgress = progressBar(total);
const start = performance.now();
const { requests, retried } = await measurements.saveMany(readSensors(), {
  concurrency: 4,
  chunkSize: 1_000,
  onProgress: ({ succeeded }) => showProgress(succeeded),
});
const seconds = (performance.now() - start) / 1000;
await measurements.refresh();
console.log(`  ${await measurements.count()} documents, ${Math.round(total / seconds)} a second`);
console.log(`  ${requests} requests, ${retried} documents sent again`);
