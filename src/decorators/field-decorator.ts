// The type and the making of a field decorator: one function for standard and for legacy decorators.
import { failure } from '../errors/failure.js';
import { legacyMetadataOf, recordField } from '../metadata/raw-records.js';
import type { RawField } from '../metadata/raw-records.js';
import type { AbstractClass } from '../types/class.js';

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

type RawFieldDescription = Pick<RawField, 'decorator' | 'type' | 'options' | 'objectType'>;

interface ReflectMetadata {
  getMetadata?(key: string, target: object, property: string): unknown;
}

/** Makes the decorator that records `description` for the property it stands on. */
export function createFieldDecorator<TValue>(description: RawFieldDescription): FieldDecorator<TValue> {
  function decorate(
    target: object | undefined,
    keyOrContext: PropertyKey | DecoratorContext,
    descriptor?: unknown,
  ): void {
    if (typeof keyOrContext === 'object') decorateStandard(description, keyOrContext);
    else if (target === undefined) throw failure('METADATA_NOT_A_DECORATOR_CALL', description);
    else decorateLegacy(description, target, keyOrContext, descriptor);
  }
  return decorate as FieldDecorator<TValue>;
}

// Standard mode: `context.metadata` becomes `Class[Symbol.metadata]`.
function decorateStandard(description: RawFieldDescription, context: DecoratorContext): void {
  const property = String(context.name);
  // Compilers that follow the drafts before 2023 leave `metadata` out.
  const metadata = context.metadata as DecoratorMetadata | undefined;
  if (metadata === undefined) {
    throw failure('METADATA_UNSUPPORTED_COMPILER', { decorator: description.decorator, field: property });
  }
  recordField(metadata, { ...description, property, misplacedOn: misplacement(context) });
}

function misplacement(context: DecoratorContext): string | undefined {
  if (context.kind !== 'field') return context.kind;
  if (context.private) return 'private property';
  if (context.static) return 'static property';
  return typeof context.name === 'symbol' ? 'symbol property' : undefined;
}

// Legacy mode: `(prototype, key)` for a property, `(constructor, key)` for a static one, a descriptor for a method.
function decorateLegacy(
  description: RawFieldDescription,
  target: object,
  key: PropertyKey,
  descriptor: unknown,
): void {
  const isStatic = typeof target === 'function';
  const owner = (isStatic ? target : target.constructor) as AbstractClass;
  let misplacedOn: string | undefined;
  if (descriptor !== undefined) misplacedOn = 'method';
  else if (isStatic) misplacedOn = 'static property';
  else if (typeof key === 'symbol') misplacedOn = 'symbol property';
  recordField(legacyMetadataOf(owner), {
    ...description,
    property: String(key),
    misplacedOn,
    designType: (Reflect as ReflectMetadata).getMetadata?.('design:type', target, String(key)),
  });
}
