// The making of decorators that give a property a role: the id, the version, the routing.
import { failure } from '../errors/failure.js';
import { legacyMetadataOf, recordRole } from '../metadata/raw-records.js';
import type { Role } from '../metadata/raw-records.js';
import { legacyMember, standardMember } from './decorated-member.js';
import type { FieldDecorator } from './field-decorator.js';

/** Makes the decorator that gives the property it stands on a role. */
export function createRoleDecorator<TValue>(
  decorator: string,
  role: Role,
  options: Readonly<Record<string, unknown>> = {},
): FieldDecorator<TValue> {
  function decorate(
    target: object | undefined,
    keyOrContext: PropertyKey | DecoratorContext,
    descriptor?: unknown,
  ): void {
    if (typeof keyOrContext === 'object') {
      const { metadata, ...member } = standardMember(decorator, keyOrContext, 'field');
      recordRole(metadata, { ...member, role, options });
    } else if (target === undefined) {
      throw failure('METADATA_NOT_A_DECORATOR_CALL', { decorator });
    } else {
      const { owner, ...member } = legacyMember(decorator, target, keyOrContext, descriptor, 'field');
      recordRole(legacyMetadataOf(owner), { ...member, role, options });
    }
  }
  return decorate as FieldDecorator<TValue>;
}
