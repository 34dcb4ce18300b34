// Builds and checks the fields of a class, and of the classes of its object fields.
import { failure } from '../errors/failure.js';
import type { AbstractClass, Class } from '../types/class.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { useDefinitions } from './analysis-uses.js';
import type { AnalysisUses } from './analysis-uses.js';
import { exposedName } from './class-transformer.js';
import { classChain, collectRecords, nameOf } from './collect-records.js';
import { toDateFormat } from './date-format.js';
import { inferField } from './design-type.js';
import type { FieldMetadata, ObjectMetadata } from './document-metadata.js';
import type { FieldBehavior } from './field-behavior.js';
import { fieldTypes, isFieldType } from './field-types.js';
import type { FieldType } from './field-types.js';
import { rawFieldsOf, rawHooksOf } from './raw-records.js';
import type { RawField } from './raw-records.js';

/** The fields of a class, in their order. The definitions that they use are added to `uses`. */
export function buildFields(
  rawFields: readonly RawField[],
  className: string,
  enclosing: readonly AbstractClass[],
  uses: AnalysisUses,
): readonly FieldMetadata[] {
  return Object.freeze(rawFields.map((field) => buildField(field, className, enclosing, uses)));
}

function buildField(
  field: RawField,
  className: string,
  enclosing: readonly AbstractClass[],
  uses: AnalysisUses,
): FieldMetadata {
  const { property: name, designType } = field;
  const inferred = field.type === undefined ? inferField(designType) : undefined;
  const type = field.type ?? inferred?.type ?? inferObjectType(designType);
  if (type === undefined) {
    throw failure('METADATA_FIELD_TYPE_UNKNOWN', {
      className,
      field: name,
      designType: describe(designType),
    });
  }
  if (!isFieldType(type)) {
    throw failure('METADATA_FIELD_TYPE', { className, field: name, type, known: Object.keys(fieldTypes) });
  }
  const said = { ...inferred?.options, ...field.options };
  checkExposedName(enclosing.at(-1), className, name);
  const options = frozenCopy(useDefinitions(said, className, name, uses));
  const { codec } = fieldTypes[type];
  if (
    (codec === 'date' || codec === 'dateRange') &&
    toDateFormat(options['format'], options['locale']) === undefined
  ) {
    const format = String(options['format']);
    throw failure('METADATA_DATE_FORMAT', { className, field: name, format });
  }
  const behavior = Object.freeze({ ...inferred?.behavior, ...field.behavior });
  checkBehavior(behavior, type, className, name);
  if (codec !== 'object') return Object.freeze({ name, type, options, behavior });
  const objectType = field.objectType ?? (field.type === undefined ? () => designType : undefined);
  if (objectType === undefined) return Object.freeze({ name, type, options, behavior });
  return Object.freeze({
    name,
    type,
    options,
    behavior,
    object: buildObject(objectType(), className, name, enclosing, uses),
  });
}

// Its own plainToInstance would read the field from another member of the source.
function checkExposedName(target: AbstractClass | undefined, className: string, field: string): void {
  const name = target === undefined ? undefined : exposedName(target, field);
  if (name !== undefined && name !== field) throw failure('METADATA_EXPOSE_NAME', { className, field, name });
}

const withBigint: ReadonlySet<FieldType> = new Set(['long', 'unsigned_long', 'long_range']);

function checkBehavior(
  { bigint, transform, validate }: FieldBehavior,
  type: FieldType,
  className: string,
  field: string,
): void {
  const invalid = (option: string, reason: string): Error =>
    failure('METADATA_FIELD_OPTION', { className, field, option, reason });
  if (bigint === true && !withBigint.has(type)) {
    throw invalid('bigint', `a field of type ${type} holds no whole numbers beyond 2^53`);
  }
  if (validate !== undefined && typeof validate !== 'function')
    throw invalid('validate', 'it is no function');
  const { to, from } = (transform ?? {}) as Partial<Record<string, unknown>>;
  if (transform !== undefined && (typeof to !== 'function' || typeof from !== 'function')) {
    throw invalid('transform', 'it needs the functions `to` and `from`');
  }
}

// A design type that is a decorated class makes an object field.
function inferObjectType(designType: unknown): 'object' | undefined {
  if (typeof designType !== 'function') return undefined;
  const decorated = [...classChain(designType as Class)].some((owner) => rawFieldsOf(owner).length > 0);
  return decorated ? 'object' : undefined;
}

function buildObject(
  target: unknown,
  className: string,
  field: string,
  enclosing: readonly AbstractClass[],
  uses: AnalysisUses,
): ObjectMetadata {
  if (typeof target !== 'function') throw failure('METADATA_TYPE_UNDEFINED', { className, field });
  const objectClass = target as Class;
  const path = [...enclosing, objectClass];
  if (enclosing.includes(objectClass)) {
    throw failure('METADATA_CIRCULAR_TYPE', { className, field, path: path.map(nameOf) });
  }
  const objectName = nameOf(objectClass);
  const { fields, roles } = collectRecords(objectClass, objectName);
  const [role] = roles;
  if (role !== undefined) {
    const details = { className: objectName, field: role.property, usedBy: `${className}.${field}` };
    throw role.role === 'id'
      ? failure('METADATA_ID_IN_OBJECT', details)
      : failure('METADATA_ROLE_IN_OBJECT', { ...details, decorator: role.decorator });
  }
  const hook = [...classChain(objectClass)].flatMap((owner) => rawHooksOf(owner))[0];
  if (hook !== undefined) {
    throw failure('METADATA_ROLE_IN_OBJECT', {
      className: objectName,
      field: hook.property,
      usedBy: `${className}.${field}`,
      decorator: hook.decorator,
    });
  }
  return Object.freeze({
    target: objectClass,
    className: objectName,
    fields: buildFields(fields, objectName, path, uses),
  });
}

function describe(designType: unknown): string {
  return typeof designType === 'function' ? designType.name : 'not recorded';
}
