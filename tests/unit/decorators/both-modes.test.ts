// The same class by standard decorators (what the compiler emits in that project) and by legacy ones, applied by hand.
import { expect, test } from '@jest/globals';
import { DataSource, Document, Id, Keyword, Nested, Text } from 'elastodm';

class Comment {
  @Keyword() author!: string;
}
@Document('articles')
class Article {
  @Id() id?: string;
  @Text({ analyzer: 'english', fields: { raw: { type: 'keyword' } } }) title!: string;
  @Nested(() => Comment) comments: Comment[] = [];
}

class LegacyBase {
  declare id?: string;
}
class LegacyArticle extends LegacyBase {
  declare title: string;
  declare comments: Comment[];
}
Id()(LegacyBase.prototype, 'id');
Text({ analyzer: 'english', fields: { raw: { type: 'keyword' } } })(LegacyArticle.prototype, 'title');
Nested(() => Comment)(LegacyArticle.prototype, 'comments');
Document('articles')(LegacyArticle);

test('both modes say the same', () => {
  const dataSource = new DataSource({ documents: [Article, LegacyArticle] });
  const { target, className, ...standard } = dataSource.getMetadata(Article);
  const { target: legacyTarget, className: legacyName, ...legacy } = dataSource.getMetadata(LegacyArticle);
  expect(legacy).toEqual(standard);
  expect([target, className]).toEqual([Article, 'Article']);
  expect([legacyTarget, legacyName]).toEqual([LegacyArticle, 'LegacyArticle']);
});
