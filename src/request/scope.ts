// Which documents of an index a class's repository sees: its own kinds, and none that are deleted.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { ScopeOptions } from '../metadata/in-scope.js';

export type { ScopeOptions } from '../metadata/in-scope.js';

type Json = Readonly<Record<string, unknown>>;

interface Scope {
  readonly filter: readonly Json[];
  readonly exclusions: readonly Json[];
}

function scopeOf(
  { discriminator, timestamps: { deletedAt } }: DocumentMetadata,
  { withDeleted = false }: ScopeOptions,
): Scope {
  const kinds = discriminator === undefined ? [] : [...discriminator.variants.keys()];
  const filter: Json[] =
    discriminator === undefined
      ? []
      : [
          kinds.length === 1
            ? { term: { [discriminator.field]: kinds[0] } }
            : { terms: { [discriminator.field]: kinds } },
        ];
  const exclusions: Json[] = deletedAt === undefined || withDeleted ? [] : [{ exists: { field: deletedAt } }];
  return { filter, exclusions };
}

/** The filters that leave just those documents; none where there are no others. */
export function scopeFilters(metadata: DocumentMetadata, options: ScopeOptions): readonly object[] {
  const { filter, exclusions } = scopeOf(metadata, options);
  return exclusions.length === 0 ? filter : [...filter, { bool: { must_not: exclusions } }];
}

/** The query for just those documents; undefined where all match. */
export function toScopedQuery(
  metadata: DocumentMetadata,
  query: object | undefined,
  options: ScopeOptions,
): object | undefined {
  const { filter, exclusions } = scopeOf(metadata, options);
  if (filter.length + exclusions.length === 0) return query;
  return {
    bool: {
      ...(query === undefined ? {} : { must: [query] }),
      ...(filter.length === 0 ? {} : { filter }),
      ...(exclusions.length === 0 ? {} : { must_not: exclusions }),
    },
  };
}

/** Whether a class has documents in its index that it does not see. */
export function isScoped(
  { discriminator, timestamps }: DocumentMetadata,
  { withDeleted = false }: ScopeOptions,
): boolean {
  return discriminator !== undefined || (timestamps.deletedAt !== undefined && !withDeleted);
}

/** Whether a document that was read by its id is one that the class sees. */
export function isInScope(
  { discriminator, timestamps: { deletedAt } }: DocumentMetadata,
  source: unknown,
  { withDeleted = false }: ScopeOptions,
): boolean {
  const fields = (source ?? {}) as Json;
  if (!withDeleted && deletedAt !== undefined && (fields[deletedAt] ?? null) !== null) return false;
  if (discriminator?.value === undefined) return true;
  const kind = fields[discriminator.field];
  return typeof kind === 'string' && discriminator.variants.has(kind);
}
