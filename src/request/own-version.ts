// Versions that users count themselves.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';

export interface OwnVersion {
  readonly version?: number;
  readonly version_type?: 'external' | 'external_gte';
}

/** The version of a document of a class whose `@Version` is external; else undefined. */
export function ownVersion(
  { className, versionProperty }: DocumentMetadata,
  document: object,
): OwnVersion | undefined {
  if (versionProperty === undefined || versionProperty.type === 'internal') return undefined;
  const { name, type } = versionProperty;
  const version = (document as Readonly<Record<string, unknown>>)[name];
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) {
    const reason = 'it is the version, and no whole number from 0 on';
    throw failure('DOCUMENT_INVALID_VALUE', { className, path: name, reason });
  }
  return { version, version_type: type };
}
