// find and its family: fields, values, operators, orders and selections by the class.
import {
  And,
  Between,
  BooleanField,
  DateField,
  DateNanos,
  DateRange,
  Document,
  Exists,
  Flattened,
  GeoBoundingBox,
  GeoDistance,
  GeoPoint,
  GeoPolygon,
  Gt,
  Gte,
  ILike,
  Id,
  In,
  Integer,
  IntegerRange,
  IsNull,
  Keyword,
  LessThan,
  LessThanOrEqual,
  Like,
  Long,
  Lt,
  Lte,
  Match,
  Missing,
  MoreThan,
  MoreThanOrEqual,
  Nested,
  Not,
  ObjectField,
  Or,
  Phrase,
  Prefix,
  Raw,
  Some,
  Text,
} from 'elastodm';
import type { FindOptions, GeoPointValue, MultiField, Range, Repository, Where } from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Reply {
  @Keyword() by!: string;
}
class Comment {
  @Keyword() author!: string;
  @Integer() stars!: 1 | 2 | 3;
  @Nested(() => Reply) replies: Reply[] = [];
}
class Studio {
  @Keyword() name!: string;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() status!: 'draft' | 'published';
  @Keyword() tags?: string[];
  @Integer() views = 0;
  @Long({ bigint: true }) serial?: bigint;
  @BooleanField() hot?: boolean;
  @DateField() at?: Date | null;
  @DateNanos() tick?: string;
  @DateRange() shown?: Range<Date>;
  @IntegerRange() ages?: Range<number>;
  @GeoPoint() place?: { lat: number; lon: number };
  @GeoPoint() places?: GeoPointValue;
  @Flattened() labels?: Record<string, unknown>;
  @ObjectField(() => Studio) studio?: Studio;
  @Nested(() => Comment) comments: Comment[] = [];
  label(): string {
    return this.title;
  }
}
declare const films: Repository<Film>;
declare function see(value: unknown): void;
declare function where(condition: Where<Film>): void;

// — values ——————————————————————————————————————————————————————————————————————————————————————————————————————

where({});
where({
  id: 'a',
  title: 'Alien',
  'title.raw': 'Alien',
  status: 'draft',
  tags: 'space',
  views: 5,
  serial: 5n,
});
where({ hot: true, at: new Date(), tick: '2026-01-01', ages: 5, shown: new Date() });
where({ at: 'now-1d' });
where({ at: 5 });
where({ at: null, views: null, comments: null, studio: null, place: null, labels: null });
where({ labels: { env: 'prod' } });
where({ 'labels.env': 'prod' });
where({ studio: { name: 'fox' }, 'studio.name': 'fox' });
where([{ status: 'draft' }, { views: 1 }]);
// @ts-expect-error -- no such field
where({ titel: 'x' });
// @ts-expect-error -- no such multi-field
where({ 'title.row': 'x' });
// @ts-expect-error -- a method is no field
where({ label: 'x' });
// @ts-expect-error -- none of its values
where({ status: 'gone' });
// @ts-expect-error -- no number
where({ views: '5' });
// @ts-expect-error -- no boolean
where({ hot: 'true' });
// @ts-expect-error -- no date
where({ at: true });
// @ts-expect-error -- a list is no value
where({ status: ['draft'] });
// @ts-expect-error -- an object is no value
where({ status: { not: 'draft' } });
// @ts-expect-error -- a place is not equal to anything
where({ place: { lat: 1, lon: 2 } });
// @ts-expect-error -- an object has fields
where({ studio: 'fox' });
// @ts-expect-error -- no such field in the object
where({ studio: { nam: 'fox' } });
// @ts-expect-error -- no such field in one of the list
where([{ status: 'draft' }, { vews: 1 }]);
// @ts-expect-error -- a number is within numbers
where({ ages: 'x' });

// — operators ———————————————————————————————————————————————————————————————————————————————————————————————————

where({ status: In(['draft', 'published']), views: In([1, 2]), at: In([new Date()]), id: In(['a']) });
// @ts-expect-error -- none of its values
where({ status: In(['gone']) });
// @ts-expect-error -- In takes a list
where({ status: In('draft') });
where({ status: Not('draft'), views: Not(Gt(5)), at: Not(null), title: Not(Like('a%')) });
// @ts-expect-error -- none of its values
where({ status: Not('gone') });
// @ts-expect-error -- no number
where({ views: Not(Gt('x')) });
where({ views: Between(1, 2), at: Between(new Date(), 'now') });
// @ts-expect-error -- no number
where({ views: Between('a', 'b') });
where({ views: Gt(1), at: Gt(new Date()), serial: Gt(5n), ages: Gt(5) });
// @ts-expect-error -- no number
where({ views: Gt('x') });
where({ views: Gte(1) });
// @ts-expect-error -- no number
where({ views: Gte('x') });
where({ views: Lt(1) });
// @ts-expect-error -- no number
where({ views: Lt(new Date()) });
where({ views: Lte(1) });
// @ts-expect-error -- no number
where({ views: Lte(true) });
where({ views: MoreThan(1) });
// @ts-expect-error -- no number
where({ views: MoreThan('x') });
where({ views: MoreThanOrEqual(1) });
// @ts-expect-error -- no number
where({ views: MoreThanOrEqual('x') });
where({ views: LessThan(1) });
// @ts-expect-error -- no number
where({ views: LessThan('x') });
where({ views: LessThanOrEqual(1) });
// @ts-expect-error -- no number
where({ views: LessThanOrEqual('x') });
where({ title: Like('a%'), status: Like('d%'), tags: Like('a%') });
// @ts-expect-error -- a number is no text
where({ views: Like('1%') });
where({ title: ILike('a%') });
// @ts-expect-error -- a date is no text
where({ at: ILike('2026%') });
where({ title: Prefix('a') });
// @ts-expect-error -- a number is no text
where({ views: Prefix('1') });
where({ title: Match('a b', { operator: 'and', fuzziness: 'AUTO' }) });
// @ts-expect-error -- no such option
where({ title: Match('a b', { analyzer: 'x' }) });
// @ts-expect-error -- a boolean is no text
where({ hot: Match('true') });
where({ title: Phrase('a b', { slop: 1 }) });
// @ts-expect-error -- a number is no text
where({ views: Phrase('1') });
where({ views: Exists(), comments: Exists(), studio: Exists(), place: Exists(), labels: Exists() });
// @ts-expect-error -- nothing to give it
where({ views: Exists(true) });
where({ views: Missing(), comments: Missing(), title: IsNull() });
// @ts-expect-error -- nothing to give it
where({ views: Missing('views') });
where({
  views: And(Gt(1), Lt(5)),
  title: And(Match('a'), Not(Phrase('b'))),
  status: And('draft', Like('d%')),
});
// @ts-expect-error -- no number
where({ views: And(Gt(1), Lt('x')) });
where({ views: Or(1, Gt(5)), status: Or('draft', null) });
// @ts-expect-error -- none of its values
where({ status: Or('draft', 'gone') });
where({ place: GeoDistance({ lat: 1, lon: 2 }, '5km'), places: GeoDistance('u33', 500) });
// @ts-expect-error -- a number is no place
where({ views: GeoDistance({ lat: 1, lon: 2 }, '5km') });
where({ place: GeoBoundingBox({ lat: 1, lon: 2 }, [3, 4]) });
// @ts-expect-error -- half a place
where({ place: GeoBoundingBox({ lat: 1 }, [3, 4]) });
where({ place: GeoPolygon([{ lat: 1, lon: 2 }]) });
// @ts-expect-error -- no places
where({ place: GeoPolygon(['a']) });
where({ views: Raw((field) => ({ range: { [field]: { gte: 5 } } })) });
where(Raw({ range: { views: { gte: 5 } } }));
// @ts-expect-error -- no such field
where(Raw({ range: { vews: { gte: 5 } } }));
// @ts-expect-error -- a query in place of a function of the field
where({ views: Raw({ range: { views: { gte: 5 } } }) });

const recent = Gte(new Date());
where({ at: recent });
// @ts-expect-error -- no number
where({ views: recent });

// — objects —————————————————————————————————————————————————————————————————————————————————————————————————————

where({ comments: { author: 'ann', stars: Gt(1), replies: { by: 'bob' } } });
where({ 'comments.author': Like('a%'), 'comments.replies': { by: 'bob' }, 'comments.replies.by': 'bob' });
// @ts-expect-error -- none of its values
where({ comments: { stars: 9 } });
// @ts-expect-error -- no such field
where({ comments: { autor: 'x' } });
where({ comments: Not({ author: 'ann' }) });
// @ts-expect-error -- no such field
where({ comments: Not({ autor: 'ann' }) });
where({ comments: And({ author: 'ann' }, Not({ stars: 1 })) });
// @ts-expect-error -- no such field
where({ comments: And({ author: 'ann' }, Not({ star: 1 })) });
where({ comments: Some([{ author: 'ann' }, { stars: 1 }]) });
where({ comments: Some(Or({ author: 'ann' }, { stars: 1 })) });
// @ts-expect-error -- no such field
where({ comments: Some({ autor: 'x' }) });
// @ts-expect-error -- a number has no objects
where({ views: Some({ author: 'x' }) });
// @ts-expect-error -- a list of objects is none
where({ comments: [{ author: 'ann' }] });

where(Not({ status: 'draft', views: Gt(5) }));
where(And({ views: Gt(1) }, Or({ status: 'draft' }, { hot: true }), Raw({ match_all: {} })));
where([{ status: 'draft' }, Not({ views: 1 })]);
// @ts-expect-error -- no such field
where(Not({ statsu: 'draft' }));
// @ts-expect-error -- none of its values
where(Or({ status: 'draft' }, { status: 'gone' }));
// @ts-expect-error -- an operator on a value says nothing of a document
where(Gt(5));

// — the ways of finding —————————————————————————————————————————————————————————————————————————————————————————

export async function finds(): Promise<void> {
  expectTypeOf(await films.find()).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.find({ where: { views: 1 }, take: 5, skip: 5 })).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.findBy({ views: 1 }, { using: 'other' })).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.findOne({ where: { views: 1 } })).toEqualTypeOf<Film | null>();
  expectTypeOf(await films.findOneBy([{ views: 1 }])).toEqualTypeOf<Film | null>();
  expectTypeOf(await films.findOneOrFail({ where: { views: 1 } })).toEqualTypeOf<Film>();
  expectTypeOf(await films.findOneByOrFail({ views: 1 })).toEqualTypeOf<Film>();
  expectTypeOf(await films.findAndCount({ take: 1 })).toEqualTypeOf<[documents: Film[], total: number]>();
  expectTypeOf(await films.count({ where: { views: 1 } })).toEqualTypeOf<number>();
  expectTypeOf(await films.countBy({ views: 1 })).toEqualTypeOf<number>();
  expectTypeOf(await films.exists({ where: { views: 1 } })).toEqualTypeOf<boolean>();
  expectTypeOf(await films.existsBy({ views: 1 })).toEqualTypeOf<boolean>();
  await films.deleteBy({ where: { views: 1 } });
  await films.updateBy({ where: { views: 1 }, query: { term: { hot: true } } }, { views: 2 });
  // @ts-expect-error -- no such field
  await films.find({ where: { vews: 1 } });
  // @ts-expect-error -- conditions go into where
  await films.find({ views: 1 });
  // @ts-expect-error -- one document has no page
  await films.findOne({ take: 1 });
  // @ts-expect-error -- no such field
  await films.countBy({ vews: 1 });
  // @ts-expect-error -- none of its values
  await films.deleteBy({ where: { status: 'gone' } });
  // @ts-expect-error -- none of its values
  await films.exists({ where: { status: 'gone' } });
}

export async function orders(): Promise<void> {
  await films.find({ order: { at: 'DESC', title: 'asc', views: { order: 'ASC', missing: '_first' } } });
  await films.find({ order: { comments: { stars: { order: 'desc', mode: 'max' } }, 'studio.name': 'ASC' } });
  // @ts-expect-error -- no direction
  await films.find({ order: { at: 'down' } });
  // @ts-expect-error -- no such field
  await films.find({ order: { aat: 'ASC' } });
  // @ts-expect-error -- no such field in the object
  await films.find({ order: { comments: { star: 'ASC' } } });
}

export async function selections(): Promise<void> {
  const [listed] = await films.find({ select: ['title', 'comments.author'] });
  expectTypeOf(listed!.title).toEqualTypeOf<Film['title']>();
  expectTypeOf(listed!.comments).toEqualTypeOf<{ author: string }[]>();
  // @ts-expect-error -- not selected
  see(listed!.views);
  // @ts-expect-error -- not selected
  see(listed!.comments[0]?.stars);
  const one = await films.findOne({ select: { views: true, hot: false, studio: { name: true } } });
  expectTypeOf(one!.views).toEqualTypeOf<number>();
  expectTypeOf(one!.studio?.name).toEqualTypeOf<string | undefined>();
  // @ts-expect-error -- not selected
  see(one!.hot);
  // @ts-expect-error -- no such field
  await films.find({ select: ['titel'] });
  // @ts-expect-error -- no such field
  await films.find({ select: { titel: true } });
  const options: FindOptions<Film> = { where: { views: 1 }, select: ['views'] };
  const some = await films.find(options);
  expectTypeOf(some[0]!.views).toEqualTypeOf<number | undefined>();
}
