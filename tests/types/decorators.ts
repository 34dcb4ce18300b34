// Field decorators: which options they take, and on which properties they may stand. Compiled in both decorator modes.
import {
  Alias,
  Binary,
  BooleanField,
  Completion,
  DateField,
  DateNanos,
  DateRange,
  DenseVector,
  Document,
  Field,
  Flattened,
  GeoPoint,
  Id,
  Integer,
  IntegerRange,
  IpRange,
  Join,
  Keyword,
  Long,
  Nested,
  ObjectField,
  Passthrough,
  RankVectors,
  ScaledFloat,
  SparseVector,
  Text,
} from 'elastodm';
import type { JoinValue, MultiField, Range } from 'elastodm';

class Comment {
  @Keyword() author!: string;
  @Text() body!: string;
}
class Address {
  @Keyword() city!: string;
}
abstract class Shape {
  @Integer() corners!: number;
}

// — what stands on what ————————————————————————————————————————————————————————————————————————————————————————

@Document('articles')
export class Right {
  @Id() id?: string;
  @Text() text!: string;
  @Text() optional?: string;
  @Text() nullable: string | null = null;
  @Text() several: string[] = [];
  @Text() frozen?: readonly string[];
  @Text() oneOrMany?: string | string[];
  @Text() literal!: 'draft' | 'published';
  @Keyword() enumerated?: Status;
  @Integer() views = 0;
  @Integer() counts?: number[];
  @Long() bytes?: number | null;
  @BooleanField() on = true;
  @DateField() at: Date | null = null;
  @DateField() dates?: Date[];
  @DateNanos() exact?: string;
  @DateRange() valid?: Range<Date>;
  @IntegerRange() ages?: Range<number> | Range<number>[];
  @IpRange() network?: string;
  @ScaledFloat({ scaling_factor: 10 }) price?: number;
  @Binary() bytesOf?: Uint8Array;
  @Binary() buffer?: Buffer;
  @GeoPoint() place?: { lat: number; lon: number };
  @GeoPoint() pair?: [number, number];
  @GeoPoint() wkt?: string;
  @DenseVector({ dims: 3 }) vector?: number[];
  @RankVectors() vectors?: number[][];
  @SparseVector() terms?: Record<string, number>;
  @Flattened() labels?: Record<string, unknown>;
  @Completion() suggest?: string | string[];
  @Join({ relations: { a: 'b' } }) join?: JoinValue;
  @Alias({ path: 'text' }) headline?: string;
  @Nested(() => Comment) comments: Comment[] = [];
  @Nested(() => Comment) comment?: Comment | null;
  @ObjectField(() => Address) address?: Address;
  @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
  @Passthrough(() => Address) attributes?: Address;
  @Field({ type: 'keyword' }) named?: string;
  @Field({ type: 'date' }) namedDate?: Date;
  @Field() inferred?: string;
}
enum Status {
  Draft = 'draft',
  Published = 'published',
}

export class Wrong {
  // @ts-expect-error an id is a string
  @Id() id?: number;
  // @ts-expect-error a number is no text
  @Text() text!: number;
  // @ts-expect-error null in a list of text is no text
  @Text() holes?: (string | null)[];
  // @ts-expect-error one of several is no text
  @Text() mixed?: string | number;
  // @ts-expect-error text is no number
  @Integer() views?: string;
  // @ts-expect-error a bigint is no number
  @Long() bytes?: bigint;
  // @ts-expect-error text is no truth
  @BooleanField() on?: string;
  // @ts-expect-error text is no Date
  @DateField() at?: string;
  // @ts-expect-error a Date loses nanoseconds
  @DateNanos() exact?: Date;
  // @ts-expect-error a range of numbers is none of dates
  @DateRange() valid?: Range<number>;
  // @ts-expect-error a number is no range
  @IntegerRange() ages?: number;
  // @ts-expect-error text is no bytes
  @Binary() bytesOf?: string;
  // @ts-expect-error a place has lat and lon
  @GeoPoint() place?: { latitude: number; longitude: number };
  // @ts-expect-error a vector has numbers
  @DenseVector({ dims: 3 }) vector?: string[];
  // @ts-expect-error weights are numbers
  @SparseVector() terms?: Record<string, string>;
  // @ts-expect-error not the class that is mapped
  @Nested(() => Comment) comments?: string[];
  // @ts-expect-error another class than is mapped
  @ObjectField(() => Address) address?: Comment;
  // @ts-expect-error text is no object
  @ObjectField({ enabled: false }) payload?: string;
  // @ts-expect-error one object only
  @Passthrough(() => Address) attributes?: Address[];
  // @ts-expect-error value of another type
  @Field({ type: 'keyword' }) named?: number;
  // @ts-expect-error a method is no field
  @Text() method(): void {
    // nothing
  }
}

// — options ————————————————————————————————————————————————————————————————————————————————————————————————————

export class RightOptions {
  @Text({ analyzer: 'english', search_analyzer: 'standard', index_prefixes: { min_chars: 1 } }) a?: string;
  @Keyword({ ignore_above: 256, normalizer: 'lowercase', meta: { unit: 'x' } }) b?: string;
  @DateField({ format: 'yyyy', null_value: '1970' }) c?: Date;
  @Nested(() => Comment, { include_in_parent: true, dynamic: false }) d?: Comment[];
  @ObjectField(() => Address, { dynamic: 'strict', subobjects: false }) e?: Address;
  @Field({ type: 'keyword', ignore_above: 3 }) f?: string;
  @Field({ type: 'text', fields: { raw: { type: 'keyword' } } }) g?: string;
  @Passthrough(() => Address, { priority: 1 }) h?: Address;
}

export class WrongOptions {
  // @ts-expect-error unknown option
  @Text({ analyser: 'x' }) a?: string;
  // @ts-expect-error unknown option beside a known one
  @Text({ analyzer: 'x', ignore_malformed: true }) b?: string;
  // @ts-expect-error unknown option beside fields
  @Text({ fields: { raw: { type: 'keyword' } }, foo: 1 }) c?: string;
  // @ts-expect-error an option of text
  @Keyword({ analyzer: 'english' }) d?: string;
  // @ts-expect-error an option of keyword
  @Integer({ normalizer: 'lowercase' }) e?: number;
  // @ts-expect-error the option has another type
  @Keyword({ ignore_above: 'many' }) f?: string;
  // @ts-expect-error the option has another type
  @ScaledFloat({ scaling_factor: 'x' }) g?: number;
  // @ts-expect-error a decorator says its type itself
  @Text({ type: 'text' }) h?: string;
  // @ts-expect-error the class says the properties
  @Nested(() => Comment, { properties: {} }) i?: Comment[];
  // @ts-expect-error unknown type
  @Field({ type: 'keyworth' }) j?: string;
  // @ts-expect-error option of another type
  @Field({ type: 'keyword', analyzer: 'x' }) k?: string;
  // @ts-expect-error a multi-field has a type
  @Text({ fields: { raw: { type: 'keyworth' } } }) l?: string;
  // @ts-expect-error an object without a class says what it may hold
  @ObjectField() m?: Address;
  // @ts-expect-error an abstract class can't be made from a hit
  @ObjectField(() => Shape) n?: Shape;
}

// — multi-fields ———————————————————————————————————————————————————————————————————————————————————————————————

export class MultiFields {
  @Text({ fields: { raw: { type: 'keyword' } } }) right!: MultiField<string, 'raw'>;
  @Text({ fields: { raw: { type: 'keyword' }, en: { type: 'text', analyzer: 'english' } } })
  both!: MultiField<string, 'raw' | 'en'>;
  @Text({ fields: { raw: { type: 'keyword' }, en: { type: 'text' } } }) one!: MultiField<string, 'raw'>;
  @Text({ fields: { raw: { type: 'keyword' } } }) unsaid!: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) list?: MultiField<string, 'raw'>[];
  @Keyword({ fields: { text: { type: 'text' } } }) literal!: MultiField<'a' | 'b', 'text'>;
  // @ts-expect-error the options declare `raw`, not `other`
  @Text({ fields: { raw: { type: 'keyword' } } }) wrong!: MultiField<string, 'other'>;
  // @ts-expect-error the options declare only one of them
  @Text({ fields: { raw: { type: 'keyword' } } }) half!: MultiField<string, 'raw' | 'en'>;
  // @ts-expect-error no multi-field is declared
  @Text() none!: MultiField<string, 'raw'>;
}
const multi = new MultiFields();
// A plain value can be assigned and read.
multi.right = 'plain';
multi.literal = 'a';
export const length: number = multi.right.length;
export const plain: string = multi.right;
// @ts-expect-error not one of the values
multi.literal = 'c';

// — documents ——————————————————————————————————————————————————————————————————————————————————————————————————

@Document('things', 'analytics')
export class OnAnalytics {
  @Keyword() a!: string;
}
@Document({ index: 'things', connection: () => 'tenant', settings: { number_of_shards: 1 }, dynamic: false })
export class WithOptions {
  @Keyword() a!: string;
}
@Document('shapes')
export abstract class AbstractDocument {
  @Keyword() a!: string;
}
// @ts-expect-error an index is needed
@Document({ connection: 'analytics' })
export class WithoutIndex {
  @Keyword() a!: string;
}
// @ts-expect-error unknown option
@Document({ index: 'things', shards: 1 })
export class UnknownOption {
  @Keyword() a!: string;
}
// @ts-expect-error no kind of dynamic
@Document({ index: 'things', dynamic: 'lax' })
export class LaxDynamic {
  @Keyword() a!: string;
}
// @ts-expect-error fields are said by decorators
@Document({ index: 'things', mappings: { properties: {} } })
export class WithProperties {
  @Keyword() a!: string;
}
