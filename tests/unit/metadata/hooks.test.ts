import { describe, expect, test } from '@jest/globals';
import {
  AfterDelete,
  AfterLoad,
  AfterSave,
  AfterUpdate,
  BeforeDelete,
  BeforeSave,
  BeforeUpdate,
  Document,
  Text,
} from 'elastodm';
import { metadataOf } from './support.js';

const none = {
  beforeSave: [],
  afterSave: [],
  beforeUpdate: [],
  afterUpdate: [],
  beforeDelete: [],
  afterDelete: [],
  afterLoad: [],
};

describe('hooks', () => {
  test('each point has its methods', () => {
    @Document('articles')
    class Article {
      @Text() title!: string;
      @BeforeSave() a(): void {}
      @AfterSave() async b(): Promise<void> {}
      @BeforeUpdate() c(): void {}
      @AfterUpdate() d(): void {}
      @BeforeDelete() e(): void {}
      @AfterDelete() f(): void {}
      @AfterLoad() g(): void {}
    }
    const { hooks } = metadataOf(Article);
    expect(hooks).toEqual({
      beforeSave: ['a'],
      afterSave: ['b'],
      beforeUpdate: ['c'],
      afterUpdate: ['d'],
      beforeDelete: ['e'],
      afterDelete: ['f'],
      afterLoad: ['g'],
    });
    expect([hooks, ...Object.values(hooks)].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test('one method may be called at several points, and several at one, in the order of declaration', () => {
    @Document('articles')
    class Article {
      @Text() title!: string;
      @BeforeSave() z(): void {}
      @BeforeSave() @BeforeUpdate() a(): void {}
    }
    expect(metadataOf(Article).hooks).toEqual({ ...none, beforeSave: ['z', 'a'], beforeUpdate: ['a'] });
  });

  test('those of base classes come first, and one that is overridden is called once', () => {
    abstract class Base {
      @Text() title!: string;
      @BeforeSave() check(): void {}
      @BeforeSave() slug(): void {}
    }
    @Document('articles')
    class Article extends Base {
      @BeforeSave() own(): void {}
      @BeforeSave() override check(): void {}
      // Without the decorator it is a hook all the same.
      override slug(): void {}
    }
    @Document('others')
    class Other extends Base {}
    expect(metadataOf(Article).hooks).toEqual({ ...none, beforeSave: ['check', 'slug', 'own'] });
    expect(metadataOf(Other).hooks).toEqual({ ...none, beforeSave: ['check', 'slug'] });
  });
});
