// Builds and checks the metadata of a class from what its decorators recorded. Pure: same class, same value.
import { failure } from '../errors/failure.js';
import type { AbstractClass } from '../types/class.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { withAnalysis } from './analysis-uses.js';
import type { AnalysisUses } from './analysis-uses.js';
import { buildFields } from './build-fields.js';
import { indexNameProblem, patternProblem } from './check-index-name.js';
import { classChain, collectHooks, collectRecords, nameOf } from './collect-records.js';
import type {
  DiscriminatorMetadata,
  DocumentMetadata,
  FieldMetadata,
  IndexFunction,
  Timestamps,
  VersionProperty,
} from './document-metadata.js';
import type { DocumentOptions, Hydration, RefreshPolicy } from './document-options.js';
import { rawDocumentsOf } from './raw-records.js';
import type { RawRole, Role } from './raw-records.js';
import type { SearchLimits } from './search-limits.js';

/** What the DataSource says for classes that say nothing themselves. */
export interface DocumentDefaults {
  readonly refresh?: RefreshPolicy | undefined;
  readonly hydration?: Hydration | undefined;
  readonly limits?: SearchLimits | undefined;
}

/**
 * The frozen metadata of a class with `@Document`. Throws a MetadataError that names class and field.
 *
 * @param subclasses The metadata of its subclasses: what a document that is read may be.
 */
export function buildDocumentMetadata(
  target: AbstractClass,
  defaults: DocumentDefaults = {},
  subclasses: readonly DocumentMetadata[] = [],
): DocumentMetadata {
  const className = nameOf(target);
  const options = checkDocumentOptions(target, className);
  const collected = collectRecords(target, className);
  const uses: AnalysisUses = new Map();
  const fields = buildFields(collected.fields, className, [target], uses);
  const roles = toRoles(collected.roles, className);
  const property = (role: Role): string | undefined => roles.get(role)?.property;
  const isFunction = typeof options.index === 'function';
  // Filled at the end: a class is one of its own variants.
  const variants = new Map<string, DocumentMetadata>();
  const metadata: DocumentMetadata = Object.freeze({
    target: target as DocumentMetadata['target'],
    className,
    fields,
    index: isFunction ? (options.pattern as string) : options.index,
    indexOf: isFunction ? (options.index as unknown as IndexFunction) : undefined,
    readFrom: options.readFrom,
    dataStream: options.dataStream ?? false,
    requireAlias: options.requireAlias,
    connection: options.connection ?? 'default',
    idProperty: property('id'),
    versionProperty: toVersionProperty(roles.get('version')),
    dynamic: options.dynamic ?? 'strict',
    routing: findRouting(options, property('routing'), fields, className),
    timestamps: toTimestamps(property),
    discriminator: toDiscriminator(options, property('discriminator'), className, variants),
    hooks: collectHooks(target),
    refresh: options.refresh ?? defaults.refresh,
    hydration: options.hydration ?? defaults.hydration,
    limits: frozenCopy(defaults.limits ?? {}),
    settings: frozenCopy(withAnalysis(options.settings ?? {}, uses, className)),
    aliases: frozenCopy(options.aliases ?? {}),
    mappings: frozenCopy(options.mappings ?? {}),
  });
  if (metadata.dataStream) checkDataStream(metadata);
  addVariants(metadata, subclasses, variants);
  return metadata;
}

function checkDocumentOptions(target: AbstractClass, className: string): DocumentOptions {
  const [options, ...more] = rawDocumentsOf(target);
  if (more.length > 0) throw failure('METADATA_TWO_DOCUMENTS', { className });
  if (options === undefined) {
    const documented = [...classChain(target)].find((base) => rawDocumentsOf(base).length > 0);
    throw failure('METADATA_NO_DOCUMENT', {
      className,
      ...(documented === undefined ? {} : { documentedBase: nameOf(documented) }),
    });
  }
  if (typeof options.index === 'function') {
    const reason = patternProblem(options.pattern);
    if (reason !== undefined) throw failure('METADATA_INDEX_PATTERN', { className, reason });
    if ((options as { readonly dataStream?: unknown }).dataStream === true) {
      throw failure('METADATA_DATA_STREAM', { className, reason: 'its `index` is a function' });
    }
    return options;
  }
  // What the types forbid, JavaScript may say.
  const { pattern, readFrom } = options as { readonly pattern?: unknown; readonly readFrom?: unknown };
  if (pattern !== undefined || readFrom !== undefined) {
    const reason = 'it belongs to an `index` that is a function';
    throw failure('METADATA_INDEX_PATTERN', { className, reason });
  }
  const reason = indexNameProblem(options.index);
  if (reason !== undefined) throw failure('METADATA_INDEX_NAME', { className, index: options.index, reason });
  return options;
}

function toRoles(roles: readonly RawRole[], className: string): ReadonlyMap<Role, RawRole> {
  const byRole = new Map<Role, RawRole>();
  for (const role of roles) {
    const twin = byRole.get(role.role);
    if (twin !== undefined) {
      const fields = [twin.property, role.property];
      throw role.role === 'id'
        ? failure('METADATA_TWO_IDS', { className, fields })
        : failure('METADATA_TWO_ROLES', { className, decorator: role.decorator, fields });
    }
    byRole.set(role.role, role);
  }
  return byRole;
}

function findRouting(
  { routing }: DocumentOptions,
  property: string | undefined,
  fields: readonly FieldMetadata[],
  className: string,
): string | undefined {
  if (routing === undefined) return property;
  if (property !== undefined && property !== routing) {
    throw failure('METADATA_TWO_ROLES', { className, decorator: 'Routing', fields: [property, routing] });
  }
  if (property === undefined && !fields.some(({ name }) => name === routing)) {
    throw failure('METADATA_ROUTING_FIELD', { className, routing });
  }
  return routing;
}

function toVersionProperty(role: RawRole | undefined): VersionProperty | undefined {
  if (role === undefined) return undefined;
  const type = (role.options['type'] ?? 'internal') as VersionProperty['type'];
  return Object.freeze({ name: role.property, type });
}

function toTimestamps(property: (role: Role) => string | undefined): Timestamps {
  return Object.freeze({
    createdAt: property('createdAt'),
    updatedAt: property('updatedAt'),
    deletedAt: property('deletedAt'),
  });
}

function toDiscriminator(
  { discriminator: value }: DocumentOptions,
  field: string | undefined,
  className: string,
  variants: ReadonlyMap<string, DocumentMetadata>,
): DiscriminatorMetadata | undefined {
  if (field === undefined) {
    if (value === undefined) return undefined;
    const reason = 'no property has @Discriminator()';
    throw failure('METADATA_DISCRIMINATOR', { className, reason });
  }
  if (value === '')
    throw failure('METADATA_DISCRIMINATOR', { className, reason: 'its `discriminator` is empty' });
  return Object.freeze({ field, value, variants });
}

// A class without a value is a base: what is read from its index is one of its subclasses.
function addVariants(
  metadata: DocumentMetadata,
  subclasses: readonly DocumentMetadata[],
  variants: Map<string, DocumentMetadata>,
): void {
  const { discriminator, className } = metadata;
  if (discriminator === undefined) return;
  if (discriminator.value !== undefined) variants.set(discriminator.value, metadata);
  for (const subclass of subclasses) {
    const { value } = subclass.discriminator ?? {};
    if (value === undefined) continue;
    const twin = variants.get(value);
    if (twin !== undefined) {
      const reason = `'${value}' means both ${twin.className} and ${subclass.className}`;
      throw failure('METADATA_DISCRIMINATOR', { className, reason });
    }
    variants.set(value, subclass);
  }
  if (variants.size === 0) {
    const reason = 'it has no value of its own, and no subclass that is registered has one';
    throw failure('METADATA_DISCRIMINATOR', { className, reason });
  }
}

function checkDataStream({ className, fields, versionProperty }: DocumentMetadata): void {
  const timestamp = fields.find(({ name }) => name === '@timestamp');
  if (timestamp === undefined || (timestamp.type !== 'date' && timestamp.type !== 'date_nanos')) {
    throw failure('METADATA_DATA_STREAM', { className, reason: "it has no date field '@timestamp'" });
  }
  if (versionProperty !== undefined && versionProperty.type !== 'internal') {
    const reason = 'its documents are only added, and have no versions of your own';
    throw failure('METADATA_DATA_STREAM', { className, reason });
  }
}
