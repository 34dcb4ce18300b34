// The same class by standard decorators (what the compiler emits in that project) and by legacy ones, applied by hand.
import { expect, test } from '@jest/globals';
import {
  AfterLoad,
  BeforeSave,
  CreatedAt,
  DataSource,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Keyword,
  Nested,
  Routing,
  Text,
  UpdatedAt,
  Version,
} from 'elastodm';

class Comment {
  @Keyword() author!: string;
}
@Document('articles')
class Article {
  @Id() id?: string;
  @Text({ analyzer: 'english', fields: { raw: { type: 'keyword' } } }) title!: string;
  @Nested(() => Comment) comments: Comment[] = [];
  @Version({ type: 'external' }) version!: number;
  @Routing() @Keyword() tenant!: string;
  @CreatedAt() createdAt?: Date;
  @UpdatedAt() updatedAt?: Date;
  @DeletedAt() deletedAt?: Date | null;
  @BeforeSave() check(): void {}
  @BeforeSave() @AfterLoad() async count(): Promise<void> {}
}

class LegacyBase {
  declare id?: string;
}
class LegacyArticle extends LegacyBase {
  declare title: string;
  declare comments: Comment[];
  declare version: number;
  declare tenant: string;
  declare createdAt?: Date;
  declare updatedAt?: Date;
  declare deletedAt?: Date | null;
  check(): void {}
  async count(): Promise<void> {}
}
const method = (name: 'check' | 'count'): TypedPropertyDescriptor<() => Promise<void>> =>
  Object.getOwnPropertyDescriptor(LegacyArticle.prototype, name) as TypedPropertyDescriptor<
    () => Promise<void>
  >;
Id()(LegacyBase.prototype, 'id');
Text({ analyzer: 'english', fields: { raw: { type: 'keyword' } } })(LegacyArticle.prototype, 'title');
Nested(() => Comment)(LegacyArticle.prototype, 'comments');
Version({ type: 'external' })(LegacyArticle.prototype, 'version');
Keyword()(LegacyArticle.prototype, 'tenant');
Routing()(LegacyArticle.prototype, 'tenant');
CreatedAt()(LegacyArticle.prototype, 'createdAt');
UpdatedAt()(LegacyArticle.prototype, 'updatedAt');
DeletedAt()(LegacyArticle.prototype, 'deletedAt');
BeforeSave()(LegacyArticle.prototype, 'check', method('check'));
AfterLoad()(LegacyArticle.prototype, 'count', method('count'));
BeforeSave()(LegacyArticle.prototype, 'count', method('count'));
Document('articles')(LegacyArticle);

test('both modes say the same', () => {
  const dataSource = new DataSource({ documents: [Article, LegacyArticle] });
  const { target, className, ...standard } = dataSource.getMetadata(Article);
  const { target: legacyTarget, className: legacyName, ...legacy } = dataSource.getMetadata(LegacyArticle);
  expect(legacy).toEqual(standard);
  expect([target, className]).toEqual([Article, 'Article']);
  expect([legacyTarget, legacyName]).toEqual([LegacyArticle, 'LegacyArticle']);
});

test('both modes say the same of a class that is told apart by its kind', () => {
  abstract class Medium {
    @Discriminator({ ignore_above: 20 }) kind!: string;
  }
  @Document({ index: 'media', discriminator: 'film' })
  class Film extends Medium {}

  abstract class LegacyMedium {
    declare kind: string;
  }
  Discriminator({ ignore_above: 20 })(LegacyMedium.prototype, 'kind');
  class LegacyFilm extends LegacyMedium {}
  Document({ index: 'legacy-media', discriminator: 'film' })(LegacyFilm);

  const dataSource = new DataSource({ documents: [Film, LegacyFilm] });
  const [film, legacyFilm] = [dataSource.getMetadata(Film), dataSource.getMetadata(LegacyFilm)];
  expect(legacyFilm.fields).toEqual(film.fields);
  for (const metadata of [film, legacyFilm]) {
    expect(metadata.discriminator).toMatchObject({ field: 'kind', value: 'film' });
    expect(metadata.discriminator?.variants.get('film')).toBe(metadata);
  }
});
