// What a decorator of a property or a method stands on, in standard and in legacy mode.
import { failure } from '../errors/failure.js';
import type { AbstractClass } from '../types/class.js';

/** What a decorator is for. */
export type MemberKind = 'field' | 'method';

interface Member {
  readonly decorator: string;
  readonly property: string;
  /** What it stands on, when that is not what the decorator is for. */
  readonly misplacedOn: string | undefined;
}

/** Standard mode: `context.metadata` becomes `Class[Symbol.metadata]`. */
export function standardMember(
  decorator: string,
  context: DecoratorContext,
  kind: MemberKind,
): Member & { readonly metadata: DecoratorMetadata } {
  const property = String(context.name);
  // Compilers that follow the drafts before 2023 leave `metadata` out.
  const metadata = context.metadata as DecoratorMetadata | undefined;
  if (metadata === undefined) {
    throw failure('METADATA_UNSUPPORTED_COMPILER', { decorator, field: property });
  }
  return { decorator, property, misplacedOn: misplacement(context, kind), metadata };
}

const noun = { field: 'property', method: 'method' } as const;

function misplacement(context: DecoratorContext, kind: MemberKind): string | undefined {
  if (context.kind !== kind) return context.kind === 'field' ? 'property' : context.kind;
  if (context.private) return `private ${noun[kind]}`;
  if (context.static) return `static ${noun[kind]}`;
  return typeof context.name === 'symbol' ? `symbol ${noun[kind]}` : undefined;
}

/** Legacy mode: `(prototype, key)` for a property, `(constructor, key)` for a static one, a descriptor for a method. */
export function legacyMember(
  decorator: string,
  target: object,
  key: PropertyKey,
  descriptor: unknown,
  kind: MemberKind,
): Member & { readonly owner: AbstractClass } {
  const isStatic = typeof target === 'function';
  const owner = (isStatic ? target : target.constructor) as AbstractClass;
  const actual = actualKind(descriptor);
  let misplacedOn: string | undefined;
  if (isStatic) misplacedOn = `static ${actual === 'field' ? 'property' : actual}`;
  else if (actual !== kind) misplacedOn = actual === 'field' ? 'property' : actual;
  else if (typeof key === 'symbol') misplacedOn = `symbol ${noun[kind]}`;
  return { decorator, property: String(key), misplacedOn, owner };
}

function actualKind(descriptor: unknown): string {
  if (descriptor === undefined) return 'field';
  return typeof (descriptor as PropertyDescriptor).value === 'function' ? 'method' : 'accessor';
}
