// Which documents of an index a class's repository sees: its own kinds, and none that are deleted.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { ScopeOptions } from '../metadata/in-scope.js';

export type { ScopeOptions } from '../metadata/in-scope.js';

type Json = Readonly<Record<string, unknown>>;

interface Scope {
  readonly filter: readonly Json[];
  readonly exclusions: readonly Json[];
}

// Text that says false would be taken for true.
function seesDeleted({ className }: DocumentMetadata, { withDeleted = false }: ScopeOptions): boolean {
  if (typeof withDeleted === 'boolean') return withDeleted;
  const reason = 'it is neither true nor false';
  throw failure('QUERY_UNFIT', { className, path: 'withDeleted', reason, remedy: 'Give it a boolean.' });
}

function scopeOf(metadata: DocumentMetadata, options: ScopeOptions): Scope {
  const {
    discriminator,
    timestamps: { deletedAt },
  } = metadata;
  const withDeleted = seesDeleted(metadata, options);
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
export function isScoped(metadata: DocumentMetadata, options: ScopeOptions): boolean {
  const { discriminator, timestamps } = metadata;
  const withDeleted = seesDeleted(metadata, options);
  return discriminator !== undefined || (timestamps.deletedAt !== undefined && !withDeleted);
}

/** Whether a document that was read by its id is one that the class sees. */
export function isInScope(metadata: DocumentMetadata, source: unknown, options: ScopeOptions): boolean {
  const {
    discriminator,
    timestamps: { deletedAt },
  } = metadata;
  const fields = (source ?? {}) as Json;
  if (!seesDeleted(metadata, options) && deletedAt !== undefined && (fields[deletedAt] ?? null) !== null)
    return false;
  if (discriminator?.value === undefined) return true;
  const kind = fields[discriminator.field];
  return typeof kind === 'string' && discriminator.variants.has(kind);
}
