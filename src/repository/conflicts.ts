// What a server refused or did not answer → errors in the user's names.
import type { DocumentVersion } from '../errors/catalogue.js';
import { ElastodmError, VersionConflictError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toGetRequest } from '../request/to-document-requests.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { toDocument } from '../response/to-document.js';
import type { SendOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';

/** A document that something was to be done to. */
export interface Subject extends AddressOptions {
  readonly metadata: DocumentMetadata;
  readonly id: string;
  readonly document?: object | undefined;
  readonly state?: DocumentState | undefined;
}

export function hasStatus(error: unknown, status: number): error is ElastodmError<'REQUEST_REFUSED'> {
  return (
    error instanceof ElastodmError &&
    error.code === 'REQUEST_REFUSED' &&
    (error.details as { readonly status: number }).status === status
  );
}

/** Whether a write may have been applied: an abort ends one that may have left. */
export function isUnknown(error: unknown): boolean {
  return (
    error instanceof ElastodmError &&
    (error.code === 'WRITE_OUTCOME_UNKNOWN' || error.code === 'REQUEST_ABORTED')
  );
}

/** The error to throw for one that a write of `subject` met: a conflict with both versions, or a missing document. */
export async function toNamed(
  error: unknown,
  subject: Subject,
  connection: Connection,
  { signal }: SendOptions,
): Promise<unknown> {
  const { metadata, id } = subject;
  const { className } = metadata;
  if (hasStatus(error, 404) && error.details.type === 'document_missing_exception')
    return notFound(metadata, id);
  if (!hasStatus(error, 409)) return error;
  const { document, state, index = metadata.index } = subject;
  const current = await readCurrent(subject, connection, signal === undefined ? {} : { signal });
  const details = {
    className,
    id,
    index,
    reason: error.details.reason,
    ...(state === undefined ? {} : { expected: versionOf(state) }),
    ...(current?.version === undefined ? {} : { current: current.version }),
  };
  return VersionConflictError.of(details, { document, current: current?.document }, error.cause);
}

export function notFound({ className, index }: DocumentMetadata, id: string): ElastodmError {
  return failure('DOCUMENT_NOT_FOUND', { className, id, index });
}

type Version = Pick<DocumentState, 'version' | 'seqNo' | 'primaryTerm'>;

/** Where a subject is, as requests want it. */
export function placeOf({ index, routing }: AddressOptions): AddressOptions {
  return { ...(index === undefined ? {} : { index }), ...(routing === undefined ? {} : { routing }) };
}

/** What a state says of the version, and no member that it does not say. */
export function versionOf({ version, seqNo, primaryTerm }: Version): DocumentVersion {
  return {
    ...(version === undefined ? {} : { version }),
    ...(seqNo === undefined ? {} : { seqNo }),
    ...(primaryTerm === undefined ? {} : { primaryTerm }),
  };
}

// What is stored now is good to know, and no reason to fail otherwise.
async function readCurrent(
  { metadata, id, ...options }: Subject,
  connection: Connection,
  send: SendOptions,
): Promise<{ version?: DocumentVersion; document: object | null } | undefined> {
  try {
    const found = await connection.send(toGetRequest(metadata, id, options), send);
    if (!found.found) return { document: null };
    const { _version: version, _seq_no: seqNo, _primary_term: primaryTerm } = found;
    return {
      version: versionOf({ version, seqNo, primaryTerm }),
      document: toDocument(metadata, connection, found),
    };
  } catch {
    return undefined;
  }
}
