import { Document, Text, Integer, Keyword, DateField, Nested, Id, ScaledFloat, Field, DenseVector, Alias, ObjectField, GeoPoint, Binary } from 'elastodm';
import type { MultiField } from '../../src/types/multi-field.js';
class Comment { @Keyword() author!: string; @Text() body!: string }
@Document('articles')
export class Article {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Text({ fields: { raw: { type: 'keyword' } } }) unbranded!: string;
  @Text() tags?: readonly string[];
  @Text({ analyzer: 'english' }) status!: 'draft' | 'published';
  @Integer() views = 0;
  @DateField() at: Date | null = null;
  @ScaledFloat({ scaling_factor: 10 }) price?: number;
  @Nested(() => Comment) comments: Comment[] = [];
  @DenseVector({ dims: 3 }) v?: number[];
  @Alias({ path: 'title' }) headline?: string;
  @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
  @GeoPoint() place?: { lat: number; lon: number };
  @GeoPoint() place2?: [number, number];
  @Binary() bin?: Uint8Array;
  @Field({ type: 'keyword', ignore_above: 3 }) k?: string;
  @Field() inferred?: string;
  // @ts-expect-error a number is no text
  @Text() count!: number;
  // @ts-expect-error the options declare `raw`, not `other`
  @Text({ fields: { raw: { type: 'keyword' } } }) wrong!: MultiField<string, 'other'>;
  // @ts-expect-error no multi-field is declared
  @Text() none!: MultiField<string, 'raw'>;
  // @ts-expect-error unknown option
  @Text({ analyser: 'x' }) o1?: string;
  // @ts-expect-error unknown option beside a known one
  @Text({ analyzer: 'x', ignore_malformed: true }) o2?: string;
  // @ts-expect-error unknown option beside fields
  @Text({ fields: { raw: { type: 'keyword' } }, foo: 1 }) o3?: string;
  // @ts-expect-error scaling_factor has the wrong type
  @ScaledFloat({ scaling_factor: 'x' }) o4?: number;
  // @ts-expect-error on a method
  @Text() method(): void {}
  // @ts-expect-error unknown type
  @Field({ type: 'keyworth' }) k2?: string;
  // @ts-expect-error option of another type
  @Field({ type: 'keyword', analyzer: 'x' }) k3?: string;
  // @ts-expect-error value of another type
  @Field({ type: 'keyword' }) k4?: number;
  // @ts-expect-error not the class that is mapped
  @Nested(() => Comment) c2?: string[];
}
