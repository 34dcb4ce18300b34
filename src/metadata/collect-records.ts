// What the decorators of a class and of its bases said, as one list: a subclass's word takes the place of its base's.
import { failure } from '../errors/failure.js';
import type { AbstractClass } from '../types/class.js';
import { fieldNameProblem } from './check-field-name.js';
import { hookNames } from './hooks.js';
import type { Hooks } from './hooks.js';
import { rawFieldsOf, rawHooksOf, rawRolesOf } from './raw-records.js';
import type { RawField, RawRole } from './raw-records.js';

export interface CollectedRecords {
  readonly fields: readonly RawField[];
  readonly roles: readonly RawRole[];
}

/** From the class up to its last base: the class itself first. */
export function* classChain(target: AbstractClass): Generator<AbstractClass> {
  for (
    let current: unknown = target;
    typeof current === 'function';
    current = Object.getPrototypeOf(current)
  ) {
    if (current !== Function.prototype) yield current as AbstractClass;
  }
}

export function nameOf(target: AbstractClass): string {
  return target.name === '' ? '(anonymous class)' : target.name;
}

/** The fields and roles of a class, those of its bases first. */
export function collectRecords(target: AbstractClass, className: string): CollectedRecords {
  const fields = new Map<string, RawField>();
  const roles = new Map<string, readonly RawRole[]>();
  for (const owner of [...classChain(target)].reverse()) {
    const own = ownRecords(owner);
    for (const property of new Set([...own.fields.keys(), ...own.roles.keys()])) {
      const field = own.fields.get(property);
      // A map keeps the place of a key that is set again: a field that is declared anew stays where it was.
      if (field === undefined) fields.delete(property);
      else fields.set(property, field);
      roles.set(property, own.roles.get(property) ?? []);
    }
  }
  if (fields.size + roles.size === 0) throw failure('METADATA_NO_FIELDS', { className });
  return { fields: [...fields.values()], roles: [...roles.values()].flat() };
}

function ownRecords(owner: AbstractClass): {
  fields: Map<string, RawField>;
  roles: Map<string, readonly RawRole[]>;
} {
  const className = nameOf(owner);
  const fields = new Map<string, RawField>();
  for (const field of rawFieldsOf(owner)) {
    checkPlacement(field, className);
    const reason = fieldNameProblem(field.property);
    if (reason !== undefined)
      throw failure('METADATA_FIELD_NAME', { className, field: field.property, reason });
    const twin = fields.get(field.property);
    if (twin !== undefined) throw duplicate(className, [twin, field]);
    fields.set(field.property, field);
  }
  const roles = new Map<string, readonly RawRole[]>();
  for (const role of rawRolesOf(owner)) {
    checkPlacement(role, className);
    const field = fields.get(role.property);
    // What Elasticsearch keeps beside the source is no field too.
    if (field !== undefined && isBeside(role)) {
      throw duplicate(className, [role, field]);
    }
    const twins = roles.get(role.property) ?? [];
    const twin = twins.find((other) => other.role === role.role || isBeside(role) || isBeside(other));
    if (twin !== undefined) throw duplicate(className, [twin, role]);
    roles.set(role.property, [...twins, role]);
  }
  return { fields, roles };
}

function isBeside({ role }: RawRole): boolean {
  return role === 'id' || role === 'version';
}

function checkPlacement({ property, decorator, misplacedOn }: RawField | RawRole, className: string): void {
  if (misplacedOn === undefined) return;
  throw failure('METADATA_DECORATED_MEMBER', { className, field: property, decorator, kind: misplacedOn });
}

function duplicate(className: string, members: readonly (RawField | RawRole)[]): Error {
  const decorators = members.map(({ decorator }) => `@${decorator}`);
  return failure('METADATA_DUPLICATE_FIELD', { className, field: members[0]?.property ?? '', decorators });
}

/** The hooks of a class, those of its bases first. A method that is overridden is called once. */
export function collectHooks(target: AbstractClass): Hooks {
  const collected = Object.fromEntries(hookNames.map((name) => [name, new Set<string>()]));
  for (const owner of [...classChain(target)].reverse()) {
    for (const { hook, property, decorator, misplacedOn } of rawHooksOf(owner)) {
      if (misplacedOn !== undefined) {
        const className = nameOf(owner);
        throw failure('METADATA_HOOK_MEMBER', { className, member: property, decorator, kind: misplacedOn });
      }
      collected[hook]?.add(property);
    }
  }
  return Object.freeze(
    Object.fromEntries(hookNames.map((name) => [name, Object.freeze([...(collected[name] ?? [])])])),
  ) as unknown as Hooks;
}
