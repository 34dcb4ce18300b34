// The type and the making of a field decorator: one function for standard and for legacy decorators.
import { failure } from '../errors/failure.js';
import { legacyMetadataOf, recordField } from '../metadata/raw-records.js';
import type { RawField } from '../metadata/raw-records.js';
import { legacyMember, standardMember } from './decorated-member.js';

/**
 * A decorator for properties whose type is `TValue`, in standard and in legacy (`experimentalDecorators`) mode.
 * Legacy mode can't see private and protected properties: declare fields public.
 */
export interface FieldDecorator<TValue> {
  <This, Value extends TValue>(value: undefined, context: ClassFieldDecoratorContext<This, Value>): void;
  // The target's type must be inferred: as a mapped type in its place, it would be matched against `Key` in reverse.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  <Key extends PropertyKey, Target extends { [P in Key]?: TValue }>(target: Target, key: Key): void;
}

type RawFieldDescription = Pick<RawField, 'decorator' | 'type' | 'options' | 'behavior' | 'objectType'>;

interface ReflectMetadata {
  getMetadata?(key: string, target: object, property: string): unknown;
}

/** Makes the decorator that records `description` for the property it stands on. */
export function createFieldDecorator<TValue>(description: RawFieldDescription): FieldDecorator<TValue> {
  const { decorator } = description;
  function decorate(
    target: object | undefined,
    keyOrContext: PropertyKey | DecoratorContext,
    descriptor?: unknown,
  ): void {
    if (typeof keyOrContext === 'object') {
      const { metadata, ...member } = standardMember(decorator, keyOrContext, 'field');
      recordField(metadata, { ...description, ...member });
    } else if (target === undefined) {
      throw failure('METADATA_NOT_A_DECORATOR_CALL', { decorator });
    } else {
      const { owner, ...member } = legacyMember(decorator, target, keyOrContext, descriptor, 'field');
      const designType = (Reflect as ReflectMetadata).getMetadata?.('design:type', target, member.property);
      recordField(legacyMetadataOf(owner), { ...description, ...member, designType });
    }
  }
  return decorate as FieldDecorator<TValue>;
}
