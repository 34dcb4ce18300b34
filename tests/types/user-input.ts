// What users send: which fields and kinds the program may name, and what comes of it.
import type { estypes } from '@elastic/elasticsearch';
import {
  checkRequest,
  DataSource,
  Document,
  esql,
  Flattened,
  Id,
  Integer,
  Keyword,
  Nested,
  simpleQuery,
  Text,
} from 'elastodm';
import type {
  AllowedRequest,
  EsqlFragment,
  EsqlResult,
  MultiField,
  OutsideQueryKind,
  Query,
  QueryKind,
  Repository,
  CheckedRequest,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Actor {
  @Keyword() name!: string;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Integer() year!: number;
  @Nested(() => Actor) cast!: Actor[];
  @Flattened() labels!: Record<string, unknown>;
}
declare const films: Repository<Film>;
declare const text: string;
declare const body: unknown;
declare function see(value: unknown): void;

// — the table of kinds ——————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf<QueryKind>().toEqualTypeOf<Extract<keyof Query<Film>, string>>();

type Members<T> = T extends unknown ? keyof T : never;
expectTypeOf<Exclude<Members<estypes.QueryDslQueryContainer>, QueryKind>>().toEqualTypeOf<never>();

// — simpleQuery ——————————————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf(simpleQuery<Film>(text, ['title^2', 'title.raw', 'cast.name', 'labels.env'])).toEqualTypeOf<
  Query<Film>
>();
void films.search({ query: simpleQuery(text, ['title^2']) });
void films.search({
  query: { bool: { must: simpleQuery(text, ['title']), filter: { term: { year: 1979 } } } },
});
// @ts-expect-error no such field
simpleQuery<Film>(text, ['titel']);
// @ts-expect-error no such field, weighted
simpleQuery<Film>(text, ['titel^2']);
// @ts-expect-error an object is no text
simpleQuery<Film>({ query: text }, ['title']);
// @ts-expect-error what a body holds is not known to be text
simpleQuery<Film>(body, ['title']);
// @ts-expect-error no such operator
simpleQuery<Film>(text, ['title'], { operators: ['fuzzy'] });

// — checkRequest —————————————————————————————————————————————————————————————————————————————————————————————————

const asked = films.checkRequest(body, {
  kinds: ['bool', 'match'],
  fields: ['title', 'title.raw', 'cast.name', 'labels.*', '_id'],
  aggregations: ['terms'],
  members: ['query', 'post_filter'],
});
expectTypeOf(asked).toEqualTypeOf<CheckedRequest<Film>>();
void films.search({ ...asked, query: { bool: { must: asked.query ?? { match_all: {} } } } });
expectTypeOf(checkRequest<Film>(body, { kinds: ['match'], fields: ['title'] })).toEqualTypeOf<
  CheckedRequest<Film>
>();
// @ts-expect-error the class has no such field
films.checkRequest(body, { kinds: ['match'], fields: ['titel'] });
// @ts-expect-error nor one with fields below
films.checkRequest(body, { kinds: ['match'], fields: ['nope.*'] });
// @ts-expect-error scripts are never allowed
films.checkRequest(body, { kinds: ['script'], fields: ['title'] });
// @ts-expect-error nor what names fields in its text
films.checkRequest(body, { kinds: ['query_string'], fields: ['title'] });
// @ts-expect-error nor what looks beyond the query
films.checkRequest(body, { kinds: ['match'], fields: ['title'], aggregations: ['global'] });
// @ts-expect-error nor another index
films.checkRequest(body, { kinds: ['match'], fields: ['title'], members: ['index'] });
expectTypeOf<'wrapper' | 'script_score' | 'percolate'>().not.toExtend<OutsideQueryKind>();
expectTypeOf<AllowedRequest['fields']>().toEqualTypeOf<readonly string[]>();

// — limits ———————————————————————————————————————————————————————————————————————————————————————————————————————

const dataSource = new DataSource({ documents: [Film], limits: { pageSize: 100, wildcards: 'inside' } });
// @ts-expect-error no such limit
new DataSource({ documents: [Film], limits: { size: 100 } });
// @ts-expect-error no such place
new DataSource({ documents: [Film], limits: { wildcards: 'leading' } });

// — ES|QL ————————————————————————————————————————————————————————————————————————————————————————————————————————

const query = esql`FROM ${esql.index('films')} | WHERE year > ${1980} AND genre IN (${['a', 'b']}) | SORT ${esql.identifier('year')}`;
expectTypeOf(query).toEqualTypeOf<EsqlFragment>();
expectTypeOf(dataSource.esql<{ title: string }>(query)).toEqualTypeOf<
  Promise<EsqlResult<{ title: string }>>
>();
expectTypeOf(dataSource.esql(query)).toEqualTypeOf<Promise<EsqlResult<Readonly<Record<string, unknown>>>>>();
expectTypeOf(films.esql(query)).toEqualTypeOf<Promise<Film[]>>();
void films.esql(query, { filter: { term: { year: 1980 } } });
see(esql`${null} ${true} ${1n} ${new Date()} ${query}`);
// @ts-expect-error undefined is no value
see(esql`WHERE a == ${undefined}`);
// @ts-expect-error an object is no value
see(esql`WHERE a == ${{ a: 1 }}`);
// @ts-expect-error what a body holds is not known to be a value
see(esql`WHERE a == ${body}`);
// @ts-expect-error a text is no query
void dataSource.esql('FROM films');
// @ts-expect-error what looks like a query is none
void dataSource.esql({ query: 'FROM films', params: [] });
// @ts-expect-error the filter's fields are those of the class
void films.esql(query, { filter: { term: { yaer: 1980 } } });
