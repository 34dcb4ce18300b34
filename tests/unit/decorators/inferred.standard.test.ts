import { expect, test } from '@jest/globals';
import { DataSource, Document, Field } from 'elastodm';
import { thrown } from '../../support/failing.js';

test('a bare @Field() needs the design types that only legacy mode records', () => {
  @Document('things')
  class Thing {
    @Field() title!: string;
  }
  expect(thrown(() => new DataSource({ documents: [Thing] }).getMetadata(Thing))).toMatchObject({
    name: 'MetadataError',
    code: 'METADATA_FIELD_TYPE_UNKNOWN',
    message:
      "The field type of Thing.title can't be inferred from its TypeScript type (not recorded). " +
      'Name the type with a decorator such as @Keyword(), or switch on `experimentalDecorators` and ' +
      '`emitDecoratorMetadata`. [METADATA_FIELD_TYPE_UNKNOWN]',
  });
});
