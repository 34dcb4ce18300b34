// What an update is made of, before it is a request.
import { failure } from '../errors/failure.js';
import {
  checkChanges,
  checkDocument,
  dehydrate,
  dehydrateChanges,
  fillObjects,
} from '../hydration/document-hydration.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { isScript } from '../request/script.js';
import { conditionOf } from '../request/to-save-request.js';
import type { Condition } from '../request/to-save-request.js';
import type { Update } from '../request/to-update-request.js';
import type { UpdateOptions } from './update-options.js';

type Source = Readonly<Record<string, unknown>>;

export function toUpdate(
  metadata: DocumentMetadata,
  changes: object,
  state: DocumentState | undefined,
  { retryOnConflict = 0, upsert }: UpdateOptions,
): Update {
  refuseOwnVersion(metadata);
  // Elasticsearch takes a condition neither beside repetitions nor beside an upsert.
  const condition: Condition = retryOnConflict > 0 || upsert !== undefined ? {} : conditionOf(state);
  const made = upsert === true && !isScript(changes) ? changes : upsert;
  const common = { condition, ...(made === undefined ? {} : toUpsert(metadata, made, upsert === true)) };
  if (isScript(changes)) return { script: changes, ...common };
  checkChanges(metadata, changes);
  return {
    doc: { ...dehydrateChanges(metadata, changes), ...dehydrateChanges(metadata, untold(metadata, changes)) },
    ...common,
  };
}

// Elasticsearch would count the version up by itself.
export function refuseOwnVersion({ className, versionProperty }: DocumentMetadata): void {
  if (versionProperty === undefined || versionProperty.type === 'internal') return;
  const reason = "an update of a part of the document can't send it: change the document, and save it";
  throw failure('DOCUMENT_INVALID_VALUE', { className, path: versionProperty.name, reason });
}

// With `bare`, what is made has these values alone, without the class's defaults.
function toUpsert(metadata: DocumentMetadata, upsert: object | true, bare: boolean): Pick<Update, 'upsert'> {
  const { target, className } = metadata;
  if (upsert === true) {
    const reason = 'a script says nothing of a document that is not there: give its values';
    throw failure('QUERY_INVALID_VALUE', { className, path: 'upsert', reason });
  }
  const made: object = bare ? (Object.create(target.prototype as object) as object) : new target();
  const document: object =
    upsert instanceof target ? upsert : Object.assign(made, fillObjects(metadata, upsert));
  const filledIn = { ...touched(metadata), ...creation(metadata, document) };
  checkDocument(metadata, document, filledIn);
  return { upsert: dehydrate(metadata, document, filledIn) };
}

export function creation({ timestamps: { createdAt } }: DocumentMetadata, document: object): Source {
  if (createdAt === undefined || (document as Source)[createdAt] != null) return {};
  return { [createdAt]: new Date() };
}

/** What each write sets. */
export function touched({ timestamps: { updatedAt } }: DocumentMetadata): Readonly<Record<string, unknown>> {
  return updatedAt === undefined ? {} : { [updatedAt]: new Date() };
}

// What the caller did not set itself.
function untold(metadata: DocumentMetadata, changes: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(touched(metadata)).filter(([name]) => !(name in changes)));
}
