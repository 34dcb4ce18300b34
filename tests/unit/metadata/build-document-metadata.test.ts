import { describe, expect, test } from '@jest/globals';
import {
  DataSource,
  Document,
  Field,
  Id,
  Integer,
  Keyword,
  MetadataError,
  Nested,
  ObjectField,
  Text,
} from 'elastodm';
import type { Class, DocumentMetadata } from 'elastodm';
import { thrown } from '../../support/failing.js';

const metadataOf = (target: Class): DocumentMetadata =>
  new DataSource({ documents: [target] }).getMetadata(target);
const failureOf = (target: Class): unknown => thrown(() => metadataOf(target));

describe('a class that is no valid document', () => {
  test('has no @Document', () => {
    class Article {
      @Text() title!: string;
    }
    const error = failureOf(Article);
    expect(error).toBeInstanceOf(MetadataError);
    expect(error).toMatchObject({
      code: 'METADATA_NO_DOCUMENT',
      details: { className: 'Article' },
      remedy: "Put @Document('index-name') above class Article.",
      message:
        "Class Article has no @Document. Put @Document('index-name') above class Article. [METADATA_NO_DOCUMENT]",
    });
  });

  test('has only its base class’s @Document', () => {
    @Document('articles')
    class Article {
      @Text() title!: string;
    }
    class News extends Article {}
    expect(failureOf(News)).toMatchObject({
      code: 'METADATA_NO_DOCUMENT',
      details: { className: 'News', documentedBase: 'Article' },
      message:
        'Class News has no @Document of its own (its base class Article has one, and it is not inherited). ' +
        "Put @Document('index-name') above class News. [METADATA_NO_DOCUMENT]",
    });
  });

  test('has no fields', () => {
    @Document('articles')
    class Article {
      title?: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_NO_FIELDS',
      message:
        'Class Article has no field decorators. Decorate its properties, for example with @Text() or @Keyword(). ' +
        '[METADATA_NO_FIELDS]',
    });
  });

  test('has no name', () => {
    const anonymous = (() =>
      class {
        value?: string;
      })();
    Object.defineProperty(anonymous, 'name', { value: '' });
    expect(failureOf(anonymous)).toMatchObject({
      code: 'METADATA_NO_DOCUMENT',
      details: { className: '(anonymous class)' },
    });
  });

  test('has two @Document', () => {
    @Document('articles')
    @Document('posts')
    class Article {
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_TWO_DOCUMENTS',
      message: 'Class Article has two @Document decorators. Keep one of them. [METADATA_TWO_DOCUMENTS]',
    });
  });

  test('has two @Id', () => {
    @Document('articles')
    class Article {
      @Id() id?: string;
      @Id() key?: string;
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_TWO_IDS',
      message:
        'Class Article has more than one @Id: id, key. ' +
        'Keep @Id on one property, and map the others with @Keyword(). [METADATA_TWO_IDS]',
    });
  });

  test('has an @Id beside that of its base class', () => {
    class Base {
      @Id() id?: string;
    }
    @Document('articles')
    class Article extends Base {
      @Id() key?: string;
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_TWO_IDS',
      details: { className: 'Article', fields: ['id', 'key'] },
    });
  });

  test('has two decorators on a property', () => {
    @Document('articles')
    class Article {
      @Keyword() @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_DUPLICATE_FIELD',
      message:
        'Property Article.title has more than one field decorator: @Text, @Keyword. ' +
        "Keep one; index the value in further ways with that decorator's `fields` option. " +
        '[METADATA_DUPLICATE_FIELD]',
    });
  });

  test('has @Id and a field decorator on a property', () => {
    @Document('articles')
    class Article {
      @Keyword() @Id() id?: string;
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_DUPLICATE_FIELD',
      details: { className: 'Article', field: 'id', decorators: ['@Id', '@Keyword'] },
    });
  });

  test('has an unknown field type, where no compiler looked', () => {
    @Document('articles')
    class Article {
      @Field({ type: 'keyworth' as 'keyword' }) title!: string;
    }
    const error = failureOf(Article);
    expect(error).toMatchObject({
      code: 'METADATA_FIELD_TYPE',
      details: { className: 'Article', field: 'title', type: 'keyworth' },
    });
    expect((error as Error).message).toMatch(
      /^Property Article\.title has the unknown field type 'keyworth'\. Use one of: aggregate_metric_double, alias, .*, wildcard\. \[METADATA_FIELD_TYPE\]$/,
    );
  });

  test('has a field type that is a name of JavaScript’s own', () => {
    @Document('articles')
    class Article {
      @Field({ type: 'constructor' as 'keyword' }) title!: string;
    }
    expect(failureOf(Article)).toMatchObject({ code: 'METADATA_FIELD_TYPE' });
  });

  test('is routed by what is no field', () => {
    @Document({ index: 'articles', routing: 'tenant' })
    class Article {
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_ROUTING_FIELD',
      message:
        "Class Article is routed by 'tenant', which is not one of its fields. " +
        'Name a field of the class in the `routing` option of @Document. [METADATA_ROUTING_FIELD]',
    });
  });
});

describe('index names', () => {
  const bad: readonly (readonly [index: string, reason: string])[] = [
    ['', 'it is empty'],
    ['.', "it is '.' or '..'"],
    ['..', "it is '.' or '..'"],
    ['Articles', 'it has upper-case letters'],
    ['-articles', "it starts with '-', '_' or '+'"],
    ['_articles', "it starts with '-', '_' or '+'"],
    ['+articles', "it starts with '-', '_' or '+'"],
    ['art*', "it contains '*'"],
    ['a,b', "it contains ','"],
    ['a b', "it contains ' '"],
    ['a/b', "it contains '/'"],
    ['a\\b', "it contains '\\'"],
    ['a?b', "it contains '?'"],
    ['a"b', "it contains '\"'"],
    ['a<b', "it contains '<'"],
    ['a>b', "it contains '>'"],
    ['a|b', "it contains '|'"],
    ['a#b', "it contains '#'"],
    ['remote:articles', "it contains ':'"],
    ['a'.repeat(256), 'it is longer than 255 bytes'],
    ['é'.repeat(128), 'it is longer than 255 bytes'],
  ];
  test.each(bad)('%j is none: %s', (index, reason) => {
    @Document(index)
    class Article {
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_INDEX_NAME',
      message:
        `'${index}' of class Article is no valid index name: ${reason}. ` +
        'Use lower-case letters, digits, - and _, such as "articles" or "articles-2026". [METADATA_INDEX_NAME]',
    });
  });

  test.each(['articles', 'articles-2026.01', '.hidden', 'a'.repeat(255), 'größe', '1_a+b'])(
    '%j is one',
    (index) => {
      @Document(index)
      class Article {
        @Text() title!: string;
      }
      expect(metadataOf(Article).index).toBe(index);
    },
  );

  test('what is no text is none either', () => {
    @Document({ index: undefined as unknown as string })
    class Article {
      @Text() title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_INDEX_NAME',
      details: { reason: 'it is empty' },
    });
  });
});

describe('field names', () => {
  const bad: readonly (readonly [name: string, reason: string])[] = [
    ['', 'its name is blank'],
    ['  ', 'its name is blank'],
    ['a.b', "its name contains '.', which separates a field from its subfields"],
    ['_id', "_id is a field of Elasticsearch's own"],
    ['_source', "_source is a field of Elasticsearch's own"],
    ['_routing', "_routing is a field of Elasticsearch's own"],
    ['_index', "_index is a field of Elasticsearch's own"],
    ['_seq_no', "_seq_no is a field of Elasticsearch's own"],
    ['__proto__', "__proto__ is a name of JavaScript's own"],
    ['prototype', "prototype is a name of JavaScript's own"],
    ['toString', "toString is a name of JavaScript's own"],
    ['hasOwnProperty', "hasOwnProperty is a name of JavaScript's own"],
  ];
  test.each(bad)('%j is none: %s', (name, reason) => {
    @Document('articles')
    class Article {
      @Text() [name]!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_FIELD_NAME',
      message: `Property Article.${name} can't be a field: ${reason}. Rename the property. [METADATA_FIELD_NAME]`,
    });
  });

  test.each(['title', '@timestamp', 'größe', '_score2', '$x', 'with space'])('%j is one', (name) => {
    @Document('articles')
    class Article {
      @Text() [name]!: string;
    }
    expect(metadataOf(Article).fields[0]?.name).toBe(name);
  });
});

describe('object fields', () => {
  class Author {
    @Keyword() name!: string;
  }

  test('a type function that gives nothing names the circular import', () => {
    @Document('articles')
    class Article {
      @ObjectField(() => undefined as unknown as typeof Author) author?: Author;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_TYPE_UNDEFINED',
      message:
        'The type function of Article.author returned no class. ' +
        'Return a class that is defined by the time the DataSource is initialized; look for a circular import. ' +
        '[METADATA_TYPE_UNDEFINED]',
    });
  });

  test('a type that contains itself has no mapping', () => {
    class Comment {
      @Text() body!: string;
      @Nested(() => Comment) replies: Comment[] = [];
    }
    @Document('articles')
    class Article {
      @Nested(() => Comment) comments: Comment[] = [];
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_CIRCULAR_TYPE',
      message:
        'The type of Comment.replies contains itself (Article → Comment → Comment), and a mapping has no end there. ' +
        'Break the circle: store ids, or use a separate class without that property. [METADATA_CIRCULAR_TYPE]',
    });
  });

  test('a circle over several classes is named whole', () => {
    class Employee {
      @ObjectField(() => Company) company?: CompanyType;
    }
    // An alias, which `emitDecoratorMetadata` does not look up when the class above is defined.
    type CompanyType = Company;
    class Company {
      @Nested(() => Employee) staff: Employee[] = [];
    }
    @Document('offices')
    class Office {
      @ObjectField(() => Company) company?: Company;
    }
    expect(failureOf(Office)).toMatchObject({
      code: 'METADATA_CIRCULAR_TYPE',
      details: {
        className: 'Employee',
        field: 'company',
        path: ['Office', 'Company', 'Employee', 'Company'],
      },
    });
  });

  test('one class may be used by several fields', () => {
    @Document('articles')
    class Article {
      @ObjectField(() => Author) author!: Author;
      @ObjectField(() => Author) editor!: Author;
    }
    expect(metadataOf(Article).fields.map(({ object }) => object?.target)).toEqual([Author, Author]);
  });

  test('a class that is declared later is found', () => {
    @Document('articles')
    class Article {
      @ObjectField(() => Later) later?: LaterType;
    }
    type LaterType = Later;
    class Later {
      @Keyword() name!: string;
    }
    expect(metadataOf(Article).fields[0]?.object?.target).toBe(Later);
  });

  test('an @Id inside is refused: only a document has one', () => {
    class Part {
      @Id() id?: string;
      @Keyword() name!: string;
    }
    @Document('articles')
    class Article {
      @ObjectField(() => Part) part?: Part;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_ID_IN_OBJECT',
      message:
        'Part.id has @Id, but Part is only a part of Article.part. ' +
        'Map it with @Keyword(): only a document has an _id. [METADATA_ID_IN_OBJECT]',
    });
  });

  test('a class without fields inside is named', () => {
    class Empty {
      value?: string;
    }
    @Document('articles')
    class Article {
      @ObjectField(() => Empty) empty?: Empty;
    }
    expect(failureOf(Article)).toMatchObject({ code: 'METADATA_NO_FIELDS', details: { className: 'Empty' } });
  });
});

describe('inheritance', () => {
  class Base {
    @Id() id?: string;
    @Text() title!: string;
    @Integer() views = 0;
  }
  @Document('articles')
  class Article extends Base {
    @Keyword() status!: string;
  }
  @Document('news')
  class News extends Base {
    @Keyword() override title = '';
    @Keyword() agency!: string;
  }
  const namesAndTypes = (target: Class): unknown =>
    metadataOf(target).fields.map(({ name, type }) => [name, type]);

  test('the fields of the base class come first', () => {
    expect(namesAndTypes(Article)).toEqual([
      ['title', 'text'],
      ['views', 'integer'],
      ['status', 'keyword'],
    ]);
    expect(metadataOf(Article).idProperty).toBe('id');
  });

  test('a property that is declared again takes the place of the base class’s', () => {
    expect(namesAndTypes(News)).toEqual([
      ['title', 'keyword'],
      ['views', 'integer'],
      ['agency', 'keyword'],
    ]);
  });

  test('nothing leaks into the base class or a sibling', () => {
    @Document('bases')
    class Other extends Base {}
    expect(namesAndTypes(Other)).toEqual([
      ['title', 'text'],
      ['views', 'integer'],
    ]);
  });

  test('a documented base class keeps its own index and fields', () => {
    @Document('animals')
    class Animal {
      @Keyword() name!: string;
    }
    @Document({ index: 'dogs', settings: { number_of_shards: 2 } })
    class Dog extends Animal {
      @Keyword() breed!: string;
    }
    expect(namesAndTypes(Animal)).toEqual([['name', 'keyword']]);
    expect(metadataOf(Animal)).toMatchObject({ index: 'animals', settings: {} });
    expect(namesAndTypes(Dog)).toEqual([
      ['name', 'keyword'],
      ['breed', 'keyword'],
    ]);
    expect(metadataOf(Dog)).toMatchObject({ index: 'dogs', settings: { number_of_shards: 2 } });
  });

  test('an abstract base class and a class between without decorators are passed through', () => {
    abstract class Root {
      @Keyword() root!: string;
    }
    abstract class Middle extends Root {}
    @Document('leaves')
    class Leaf extends Middle {
      @Keyword() leaf!: string;
    }
    expect(namesAndTypes(Leaf)).toEqual([
      ['root', 'keyword'],
      ['leaf', 'keyword'],
    ]);
  });

  test('the class of an object field inherits as well', () => {
    class Person {
      @Keyword() name!: string;
    }
    class Author extends Person {
      @Keyword() pen!: string;
    }
    @Document('books')
    class Book {
      @ObjectField(() => Author) author!: Author;
    }
    expect(metadataOf(Book).fields[0]?.object?.fields.map(({ name }) => name)).toEqual(['name', 'pen']);
  });
});

describe('metadata', () => {
  class Author {
    @Keyword() name!: string;
  }
  @Document({
    index: 'articles',
    settings: { analysis: { filter: { short: { type: 'length', max: 3 } } } },
    aliases: { posts: {} },
    mappings: { _meta: { owner: 'us' } },
  })
  class Article {
    @Text({ fields: { raw: { type: 'keyword' } } }) title!: string;
    @ObjectField(() => Author) author?: Author;
  }

  function* everythingIn(value: unknown, path: string): Generator<readonly [path: string, value: object]> {
    if (typeof value !== 'object' || value === null) return;
    yield [path, value];
    for (const [key, item] of Object.entries(value)) yield* everythingIn(item, `${path}.${key}`);
  }

  test('is frozen to its last leaf', () => {
    const parts = [...everythingIn(metadataOf(Article), 'metadata')];
    expect(parts.map(([path]) => path)).toContain('metadata.fields.1.object.fields.0.options');
    expect(parts.filter(([, value]) => !Object.isFrozen(value)).map(([path]) => path)).toEqual([]);
  });

  test('is built once for each DataSource, and equal in each', () => {
    const first = new DataSource({ documents: [Article] });
    const second = new DataSource({ documents: [Article] });
    expect(first.getMetadata(Article)).toBe(first.getMetadata(Article));
    expect(first.getMetadata(Article)).not.toBe(second.getMetadata(Article));
    expect(first.getMetadata(Article)).toEqual(second.getMetadata(Article));
  });

  test('does not follow options that are changed later', () => {
    const settings = { number_of_shards: 1 };
    @Document({ index: 'things', settings })
    class Thing {
      @Keyword() name!: string;
    }
    const metadata = metadataOf(Thing);
    settings.number_of_shards = 9;
    expect(metadata.settings).toEqual({ number_of_shards: 1 });
  });

  test('of a class that the DataSource does not know is refused', () => {
    @Document('others')
    class Other {
      @Keyword() name!: string;
    }
    const dataSource = new DataSource({ documents: [Article] });
    expect(thrown(() => dataSource.getMetadata(Other))).toMatchObject({
      name: 'ConfigurationError',
      code: 'DOCUMENT_NOT_REGISTERED',
      message:
        'Class Other is not registered with this DataSource (registered: Article). ' +
        'Add Other to the `documents` of the DataSource. [DOCUMENT_NOT_REGISTERED]',
    });
    expect(thrown(() => dataSource.getRepository(Other))).toMatchObject({ code: 'DOCUMENT_NOT_REGISTERED' });
  });

  test('one wrong class among the documents is named at initialize, before anything is sent', async () => {
    class Wrong {
      value?: string;
    }
    const dataSource = new DataSource({ documents: [Article, Wrong] });
    await expect(dataSource.initialize()).rejects.toMatchObject({
      code: 'METADATA_NO_DOCUMENT',
      details: { className: 'Wrong' },
    });
    expect(dataSource.isInitialized).toBe(false);
  });
});
