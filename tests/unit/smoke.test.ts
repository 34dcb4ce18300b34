import { expect, test } from '@jest/globals';
import { Document, Text, DataSource } from 'elastodm';

test('builds', () => {
  @Document('a')
  class A { @Text() b!: string }
  expect(new DataSource({ documents: [A] }).getMetadata(A).fields).toEqual([{ name: 'b', type: 'text', options: {} }]);
});
