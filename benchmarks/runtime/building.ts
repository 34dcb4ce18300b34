// What it costs to put a search together in steps, against its object literal.
import { Search } from 'elastodm';
import { runInterleaved } from '../support/interleaved.js';

const searches = 10_000;
const logs = new Search({ index: 'logs' });

function literal(n: number): object {
  return {
    query: {
      bool: {
        must: [{ match: { message: `error ${n}` } }],
        filter: [
          { term: { service: 'shop' } },
          { range: { '@timestamp': { gte: 'now-1h', lt: 'now' } } },
          { exists: { field: 'host' } },
        ],
        must_not: [{ term: { level: 'debug' } }],
      },
    },
  };
}

function steps(n: number): Search {
  return logs
    .query('match', { message: `error ${n}` })
    .filter('term', { service: 'shop' })
    .filter('range', { '@timestamp': { gte: 'now-1h', lt: 'now' } })
    .filter('exists', { field: 'host' })
    .exclude('term', { level: 'debug' });
}

function each(make: (n: number) => unknown): () => unknown {
  return () => {
    let last: unknown;
    for (let n = 0; n < searches; n++) last = make(n);
    return last;
  };
}

if (JSON.stringify(literal(1)) !== JSON.stringify(steps(1)))
  throw new Error(`The two are not the same: ${JSON.stringify(steps(1))}`);

await runInterleaved(`${searches} searches with five clauses each`, 31, [
  { name: 'object literal', run: each(literal) },
  { name: 'steps of a Search', run: each(steps) },
]);
await runInterleaved('the same, with the text that is sent', 31, [
  { name: 'object literal', run: each((n) => JSON.stringify(literal(n))) },
  { name: 'steps of a Search', run: each((n) => JSON.stringify(steps(n))) },
]);
