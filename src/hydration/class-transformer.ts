// Respects class-transformer's @Exclude and @Transform on a document's properties.
import { TransformationType } from 'class-transformer';
import type { TransformFnParams } from 'class-transformer';
// @ts-expect-error class-transformer keeps its types for this file under another path.
import { defaultMetadataStorage as untypedStorage } from 'class-transformer/cjs/storage.js';
import type { defaultMetadataStorage } from 'class-transformer/types/storage.js';
import type { Class } from '../types/class.js';

// What class-transformer's decorators recorded.
const storage = untypedStorage as typeof defaultMetadataStorage;

/** What class-transformer's decorators say about one property. */
export interface PropertyTransforms {
  readonly excludedFromSource: boolean;
  readonly excludedFromClass: boolean;
  /** Applied to the property's value before it is written, or undefined. */
  readonly toSource: ((value: unknown, owner: object) => unknown) | undefined;
  /** Applied to the value that was read, or undefined. */
  readonly toClass: ((value: unknown, owner: object) => unknown) | undefined;
}

export function transformsOf(target: Class, property: string): PropertyTransforms {
  // findExcludeMetadata is typed to always find something.
  const exclude = storage.findExcludeMetadata(target, property) as
    { options?: { toClassOnly?: boolean; toPlainOnly?: boolean } } | undefined;
  return {
    excludedFromSource: exclude !== undefined && exclude.options?.toClassOnly !== true,
    excludedFromClass: exclude !== undefined && exclude.options?.toPlainOnly !== true,
    toSource: chain(target, property, TransformationType.CLASS_TO_PLAIN),
    toClass: chain(target, property, TransformationType.PLAIN_TO_CLASS),
  };
}

function chain(target: Class, key: string, type: TransformationType): PropertyTransforms['toClass'] {
  const transforms = storage.findTransformMetadatas(target, key, type);
  if (transforms.length === 0) return undefined;
  return (first, obj) =>
    transforms.reduce((value: unknown, { transformFn }) => {
      const params: TransformFnParams = { value, key, obj, type, options: {} };
      return transformFn(params) as unknown;
    }, first);
}
