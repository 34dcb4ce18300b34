// Searches without a class: any field, known kinds of queries; and with a type of the documents, its fields alone.
import { Search } from 'elastodm';
import type { PlainDocument, SearchHit, SearchResult } from 'elastodm';
import { expectTypeOf } from 'expect-type';

interface LogLine {
  readonly message: string;
  readonly level: 'debug' | 'warn';
  readonly '@timestamp': string;
  readonly host: { readonly name: string };
}

export async function withoutType(): Promise<void> {
  const search = new Search({ using: 'production', index: 'logs' })
    .query('match', { message: 'error' })
    .query({ bool: { must: { match: { message: 'error' } } } })
    .filter('range', { '@timestamp': { gte: 'now-1h' } })
    .exclude('term', { level: 'debug' })
    .sort('-@timestamp', 'title', { price: 'desc' }, { price: { order: 'asc', missing: '_last' } })
    .slice(0, 20)
    .source('message', 'host.*')
    .highlight('message')
    .params({ track_total_hits: true });
  const response = await search.execute({ timeout: 1000, signal: AbortSignal.timeout(10) });
  expectTypeOf(response).toExtend<SearchResult<PlainDocument>>();
  for (const hit of response) {
    expectTypeOf(hit).toExtend<SearchHit<PlainDocument>>();
    expectTypeOf(hit.document.message).toEqualTypeOf<unknown>();
    expectTypeOf(hit.highlight?.message).toEqualTypeOf<readonly string[] | undefined>();
    // @ts-expect-error a document of an answer is not for changing
    hit.document.message = 'x';
  }
  expectTypeOf(response.total).toEqualTypeOf<number>();
  expectTypeOf(response.length).toEqualTypeOf<number>();
  expectTypeOf(await search.count()).toEqualTypeOf<number>();

  // @ts-expect-error no such kind of query
  search.query('macth', { message: 'error' });
  // @ts-expect-error no such kind of query
  search.filter({ macth: { message: 'error' } });
  // @ts-expect-error no such end of a range
  search.filter('range', { '@timestamp': { from: 'now-1h' } });
  // @ts-expect-error a query without its body
  search.exclude('term');
  // @ts-expect-error the query has a step of its own
  search.params({ query: { match_all: {} } });
  // @ts-expect-error no such member
  search.params({ sise: 5 });
  // @ts-expect-error no such option
  new Search({ alias: 'production' });
  // @ts-expect-error no such option of a call
  await search.execute({ retries: 3 });
}

export async function withType(): Promise<void> {
  const search = new Search<LogLine>({ index: 'logs' })
    .query('match', { message: 'error' })
    .filter('range', { '@timestamp': { gte: 'now-1h' } })
    .exclude('term', { level: 'debug' })
    .sort('-@timestamp', 'host.name', '-_score', { level: 'desc' })
    .source('message', 'host.*', 'host.name')
    .source({ excludes: ['host'] });
  // What was left out is perhaps not there.
  for (const hit of await search.execute())
    expectTypeOf(hit.document.level).toEqualTypeOf<'debug' | 'warn' | undefined>();
  for (const hit of await search.source().execute()) expectTypeOf(hit.document).toEqualTypeOf<LogLine>();
  // @ts-expect-error no such field
  search.query('match', { mesage: 'error' });
  // @ts-expect-error no such value
  search.exclude('term', { level: 'info' });
  // @ts-expect-error no such field
  search.sort('-timestamp');
  // @ts-expect-error no such field
  search.source('mesage');
}
