// A field without a decorator: what a decorator would record, kept until a definition gives it a property.
import { recordField, recordRole } from '../metadata/raw-records.js';
import type { RawField, RawRole } from '../metadata/raw-records.js';
import type { ValueTransform } from '../metadata/field-behavior.js';
import { copyOf } from './field-builder-default.js';

/** What a field says, without the name of its property. */
export interface FieldDescription {
  /** Undefined for a property that is no field, such as the one of the `_id`. */
  readonly field?: Omit<RawField, 'property' | 'misplacedOn' | 'designType'>;
  readonly roles: readonly Pick<RawRole, 'decorator' | 'role' | 'options'>[];
  /** Gives what a new instance has. */
  readonly initial?: () => unknown;
}

// A symbol of the global registry: the ESM and the CommonJS copy of the package know each other's fields.
const descriptionKey = Symbol.for('elastodm.field');

/** Makes fields. {@link FieldBuilder} is its public type: most of its steps only the compiler sees. */
export class FieldMaker {
  readonly [descriptionKey]: FieldDescription;

  constructor(description: FieldDescription) {
    this[descriptionKey] = description;
    Object.freeze(this);
  }

  of(): this {
    return this;
  }

  array(): this {
    return this;
  }

  optional(): this {
    return this;
  }

  nullable(): this {
    return this;
  }

  default(value: unknown): FieldMaker {
    const initial = typeof value === 'function' ? (value as () => unknown) : copyOf(value);
    return new FieldMaker({ ...this[descriptionKey], initial });
  }

  routing(): FieldMaker {
    const { roles, ...rest } = this[descriptionKey];
    return new FieldMaker({
      ...rest,
      roles: [...roles, { decorator: 'Routing', role: 'routing', options: {} }],
    });
  }

  transform(transform: ValueTransform<unknown>): FieldMaker {
    const { field, ...rest } = this[descriptionKey];
    if (field === undefined) return this;
    return new FieldMaker({ ...rest, field: { ...field, behavior: { ...field.behavior, transform } } });
  }
}

// What is no field, such as `f.text` without parentheses, is found when the metadata is built.
const unknownField: FieldDescription = { field: { decorator: 'f', type: undefined, options: {} }, roles: [] };

/** What a value of a definition says, whichever copy of the package made it. */
export function descriptionOf(field: unknown): FieldDescription {
  const known = typeof field === 'object' && field !== null && descriptionKey in field;
  return known ? (field as FieldMaker)[descriptionKey] : unknownField;
}

/** Records for `property` what the decorators would. */
export function recordDescription(
  metadata: Parameters<typeof recordField>[0],
  property: string,
  { field, roles }: FieldDescription,
): void {
  if (field !== undefined) recordField(metadata, { ...field, property });
  for (const role of roles) recordRole(metadata, { ...role, property });
}
