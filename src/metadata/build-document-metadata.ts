// Builds and checks the metadata of a class from what its decorators recorded. Pure: same class, same value.
import { failure } from '../errors/failure.js';
import type { AbstractClass, Class } from '../types/class.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { fieldNameProblem } from './check-field-name.js';
import { indexNameProblem } from './check-index-name.js';
import { toDateFormat } from './date-format.js';
import { inferField } from './design-type.js';
import type { DocumentMetadata, FieldMetadata, ObjectMetadata } from './document-metadata.js';
import type { DocumentOptions } from './document-options.js';
import { fieldTypes, isFieldType } from './field-types.js';
import { rawDocumentsOf, rawFieldsOf } from './raw-records.js';
import type { RawField } from './raw-records.js';

/** The frozen metadata of a class with `@Document`. Throws a MetadataError that names class and field. */
export function buildDocumentMetadata(target: Class): DocumentMetadata {
  const className = nameOf(target);
  const options = checkDocumentOptions(target, className);
  const rawFields = collectRawFields(target, className);
  const fields = buildFields(rawFields, className, [target]);
  const routing = options.routing;
  if (routing !== undefined && !fields.some(({ name }) => name === routing)) {
    throw failure('METADATA_ROUTING_FIELD', { className, routing });
  }
  return Object.freeze({
    target,
    className,
    fields,
    index: options.index,
    connection: options.connection ?? 'default',
    idProperty: findIdProperty(rawFields, className),
    dynamic: options.dynamic ?? 'strict',
    routing,
    settings: frozenCopy(options.settings ?? {}),
    aliases: frozenCopy(options.aliases ?? {}),
    mappings: frozenCopy(options.mappings ?? {}),
  });
}

function nameOf(target: AbstractClass): string {
  return target.name === '' ? '(anonymous class)' : target.name;
}

// From the class up to its last base: the class itself first.
function* classChain(target: AbstractClass): Generator<AbstractClass> {
  for (
    let current: unknown = target;
    typeof current === 'function';
    current = Object.getPrototypeOf(current)
  ) {
    if (current !== Function.prototype) yield current as AbstractClass;
  }
}

function checkDocumentOptions(target: Class, className: string): DocumentOptions {
  const [options, ...more] = rawDocumentsOf(target);
  if (more.length > 0) throw failure('METADATA_TWO_DOCUMENTS', { className });
  if (options === undefined) {
    const documented = [...classChain(target)].find((base) => rawDocumentsOf(base).length > 0);
    throw failure('METADATA_NO_DOCUMENT', {
      className,
      ...(documented === undefined ? {} : { documentedBase: nameOf(documented) }),
    });
  }
  const reason = indexNameProblem(options.index);
  if (reason !== undefined) throw failure('METADATA_INDEX_NAME', { className, index: options.index, reason });
  return options;
}

// A subclass's property takes the place of its base's property of the same name.
function collectRawFields(target: AbstractClass, className: string): readonly RawField[] {
  const collected = new Map<string, RawField>();
  for (const owner of [...classChain(target)].reverse()) {
    const own = new Map<string, RawField>();
    for (const field of rawFieldsOf(owner)) {
      checkPlacement(field, nameOf(owner));
      const twin = own.get(field.property);
      if (twin !== undefined) {
        const decorators = [twin.decorator, field.decorator].map((name) => `@${name}`);
        throw failure('METADATA_DUPLICATE_FIELD', {
          className: nameOf(owner),
          field: field.property,
          decorators,
        });
      }
      own.set(field.property, field);
      collected.set(field.property, field);
    }
  }
  if (collected.size === 0) throw failure('METADATA_NO_FIELDS', { className });
  return [...collected.values()];
}

function checkPlacement({ property, decorator, misplacedOn, type }: RawField, className: string): void {
  if (misplacedOn !== undefined) {
    throw failure('METADATA_DECORATED_MEMBER', { className, field: property, decorator, kind: misplacedOn });
  }
  const reason = type === 'id' ? undefined : fieldNameProblem(property);
  if (reason !== undefined) throw failure('METADATA_FIELD_NAME', { className, field: property, reason });
}

function findIdProperty(rawFields: readonly RawField[], className: string): string | undefined {
  const ids = rawFields.filter(({ type }) => type === 'id').map(({ property }) => property);
  if (ids.length > 1) throw failure('METADATA_TWO_IDS', { className, fields: ids });
  return ids[0];
}

function buildFields(
  rawFields: readonly RawField[],
  className: string,
  enclosing: readonly Class[],
): readonly FieldMetadata[] {
  return Object.freeze(
    rawFields.filter(({ type }) => type !== 'id').map((field) => buildField(field, className, enclosing)),
  );
}

function buildField(field: RawField, className: string, enclosing: readonly Class[]): FieldMetadata {
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
  const options = frozenCopy({ ...inferred?.options, ...field.options });
  const { codec } = fieldTypes[type];
  if ((codec === 'date' || codec === 'dateRange') && toDateFormat(options['format']) === undefined) {
    const format = String(options['format']);
    throw failure('METADATA_DATE_FORMAT', { className, field: name, format });
  }
  if (codec !== 'object') return Object.freeze({ name, type, options });
  const objectType = field.objectType ?? (field.type === undefined ? () => designType : undefined);
  if (objectType === undefined) return Object.freeze({ name, type, options });
  return Object.freeze({
    name,
    type,
    options,
    object: buildObject(objectType(), className, name, enclosing),
  });
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
  enclosing: readonly Class[],
): ObjectMetadata {
  if (typeof target !== 'function') throw failure('METADATA_TYPE_UNDEFINED', { className, field });
  const objectClass = target as Class;
  const path = [...enclosing, objectClass];
  if (enclosing.includes(objectClass)) {
    throw failure('METADATA_CIRCULAR_TYPE', { className, field, path: path.map(nameOf) });
  }
  const objectName = nameOf(objectClass);
  const rawFields = collectRawFields(objectClass, objectName);
  const id = findIdProperty(rawFields, objectName);
  if (id !== undefined)
    throw failure('METADATA_ID_IN_OBJECT', {
      className: objectName,
      field: id,
      usedBy: `${className}.${field}`,
    });
  return Object.freeze({
    target: objectClass,
    className: objectName,
    fields: buildFields(rawFields, objectName, path),
  });
}

function describe(designType: unknown): string {
  return typeof designType === 'function' ? designType.name : 'not recorded';
}
