// Changing a document that is at hand: by what changed in it, by fields, by a script, or by a function of its newest state.
import { VersionConflictError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { checkDocument, diffSource, refusePartial } from '../hydration/document-hydration.js';
import { mergeSource } from '../hydration/merge-source.js';
import { ownVersion } from '../request/own-version.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { checkRouting, conditionOf, toSaveOperation } from '../request/to-save-request.js';
import type { UpdateRequestOptions } from '../request/to-update-request.js';
import { applySaved } from '../response/to-saved.js';
import type { CallOptions } from '../types/call-options.js';
import { notFound } from './conflicts.js';
import { getDocument } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { writeDocument } from './save-documents.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { toUpdate, touched } from './update-parts.js';
import { withHooks, sendUpdate, toResult, noop } from './send-update.js';
import { holdings, unsentChanges, refreshed } from './refresh-document.js';

type Source = Readonly<Record<string, unknown>>;

/** Sends what changed in a document since it was read or saved. */
export async function updateChanged(
  context: RepositoryContext,
  document: object,
  options: UpdateRequestOptions & AddressOptions & CallOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata, state } = known;
    refusePartial(metadata, document);
    const source = state?.source;
    if (source === undefined) throw failure('DOCUMENT_NOT_LOADED', { className: metadata.className });
    checkDocument(metadata, document);
    checkRouting(metadata, document, state);
    const version = ownVersion(metadata, document);
    const isRecounted = version !== undefined && version.version !== state?.version;
    if (!isRecounted && isUnchanged(diffSource(metadata, document, source))) return noop(known);
    const overrides = touched(metadata);
    const { changes, mergeable } = diffSource(metadata, document, source, overrides);
    if (!mergeable || version !== undefined) {
      // What an update merges can't take anything away: the whole document can.
      const operation = toSaveOperation(metadata, document, connection, { overrides });
      const whole = { metadata, document, operation, overrides };
      const answer = await writeDocument(context, whole, connection, options);
      return toResult(known, { ...answer, result: 'updated' });
    }
    const { retryOnConflict = 0 } = options;
    if (retryOnConflict > 0) {
      const held = holdings(known);
      const answer = await sendUpdate(
        context,
        known,
        { doc: changes, returnSource: true },
        connection,
        options,
      );
      return refreshed(known, answer, connection, options, { held });
    }
    const update = { doc: changes, condition: conditionOf(state) };
    const answer = await sendUpdate(context, known, update, connection, options);
    applySaved(metadata, connection, document, known.id, answer, {
      source: mergeSource(source, changes),
      overrides,
    });
    return toResult(known, answer);
  });
}

/** Sends fields, or a script, for a document that is at hand; what is stored afterwards becomes what it holds there. */
export async function updateKnown(
  context: RepositoryContext,
  document: object,
  changes: object,
  options: UpdateOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata, state } = known;
    const update = { ...toUpdate(metadata, changes, state, options), returnSource: true };
    const held = holdings(known, update.doc ?? {});
    const unsent = unsentChanges(known, update.doc ?? {});
    const answer = await sendUpdate(context, known, update, connection, options);
    // What a document is that was never read can't be told from what it was made with.
    const only = state?.source === undefined ? Object.keys(update.doc ?? {}) : undefined;
    return refreshed(known, answer, connection, options, { held, unsent, only });
  });
}

/** Reads a document, has it changed, and sends what changed; again from the start where it meets another change. */
export async function changeDocument(
  context: RepositoryContext,
  id: string,
  change: (document: object) => void | Promise<void>,
  { retryOnConflict = 0, ...options }: UpdateOptions,
): Promise<UpdateResult<object>> {
  for (let left = retryOnConflict; ; left--) {
    const document = await getDocument(context, id, options);
    if (document === null) throw notFound(context.metadata, id);
    await change(document);
    try {
      return await updateChanged(context, document, options);
    } catch (error) {
      if (left <= 0 || !(error instanceof VersionConflictError)) throw error;
    }
  }
}

function isUnchanged({
  changes,
  mergeable,
}: {
  readonly changes: Source;
  readonly mergeable: boolean;
}): boolean {
  return mergeable && Object.keys(changes).length === 0;
}
