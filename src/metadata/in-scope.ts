// Which documents of an index a class sees, told by what is stored of them.
import type { DocumentMetadata } from './document-metadata.js';

export interface ScopeOptions {
  /** Whether documents that were deleted softly are found too. Default: false. */
  readonly withDeleted?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether what came of a document says that the class does not see it: a part may say nothing of that. */
export function isOutOfScope(
  { discriminator, timestamps: { deletedAt } }: DocumentMetadata,
  source: unknown,
  { withDeleted = false }: ScopeOptions,
): boolean {
  const fields = (source ?? {}) as Json;
  if (!withDeleted && deletedAt !== undefined && (fields[deletedAt] ?? null) !== null) return true;
  if (discriminator === undefined) return false;
  const kind = fields[discriminator.field];
  return typeof kind === 'string' && !discriminator.variants.has(kind);
}

/** The fields by which it is told whether a class sees a document. */
export function scopeFields({
  discriminator,
  timestamps: { deletedAt },
}: DocumentMetadata): readonly string[] {
  return [
    ...(discriminator === undefined ? [] : [discriminator.field]),
    ...(deletedAt === undefined ? [] : [deletedAt]),
  ];
}
