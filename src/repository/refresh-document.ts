// After an update: a document gets what is stored now, and keeps what is its own.
import { assignProperties } from '../hydration/beside-source.js';
import { dehydrate, diffSource, hydrate, storedFields } from '../hydration/document-hydration.js';
import { mergeSource, namesThatDiffer, withoutMembers } from '../hydration/merge-source.js';
import { toGetRequest } from '../request/to-document-requests.js';
import { vectorSource } from '../request/vector-source.js';
import { applySaved } from '../response/to-saved.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer } from '../types/wire-request.js';
import { notFound, placeOf } from './conflicts.js';
import type { Subject } from './conflicts.js';
import type { Known } from './known-document.js';
import type { UpdateResult } from './update-options.js';
import { toResult } from './send-update.js';

type Source = Readonly<Record<string, unknown>>;

/**
 * What a document holds when something is sent: what it holds afterwards tells what was changed meanwhile. What was taken
 * away before, and is not sent, is told too.
 */
export function holdings({ metadata, document, state }: Known, doc: Source = {}): () => ReadonlySet<string> {
  const sent = dehydrate(metadata, document);
  const loaded = state?.source ?? {};
  const removed = storedFields(metadata).filter(
    (name) => sent[name] === undefined && loaded[name] !== undefined && !Object.hasOwn(doc, name),
  );
  return () => {
    try {
      return new Set([...removed, ...namesThatDiffer(sent, dehydrate(metadata, document))]);
    } catch {
      // What can't be stored was put there meanwhile.
      return new Set(Object.keys(document));
    }
  };
}

// The changes of a document that are not sent: they stay its own, and are still to be sent.
export function unsentChanges({ metadata, document, state }: Known, doc: Source): Source {
  if (state?.source === undefined) return {};
  const { changes } = diffSource(metadata, document, state.source);
  return withoutMembers(changes, doc);
}

interface Refresh {
  /** Which fields were changed since the request left. */
  readonly held: () => ReadonlySet<string>;
  /** What the document held beside, and was not sent. */
  readonly unsent?: Source;
  /** The fields that it gets, where those are not all. */
  readonly only?: readonly string[] | undefined;
}

// Fills a document with what is stored now. What it held beside, and what was changed in it meanwhile, stays its own.
export async function refreshed(
  known: Known,
  answer: WireAnswer<'update'>,
  connection: Connection,
  options: CallOptions,
  { held, unsent = {}, only }: Refresh,
): Promise<UpdateResult<object>> {
  const { metadata, document, id } = known;
  const source = await storedSource(known, answer, connection, options);
  const meanwhile = held();
  const filled = hydrate(metadata, id, mergeSource(source, unsent), {}) as Source;
  const stored = storedFields(metadata);
  const extras = metadata.dynamic === 'strict' ? [] : Object.keys(source);
  const names = [...new Set(only ?? [...stored, ...extras])].filter((name) => !meanwhile.has(name));
  const present = names.filter((name) => name in filled || name in document);
  assignProperties(document, Object.fromEntries(present.map((name) => [name, filled[name]])));
  applySaved(metadata, connection, document, id, answer, only === undefined ? { source } : {});
  return toResult(known, answer);
}

export async function storedSource(
  { metadata, id, index, routing }: Subject,
  answer: WireAnswer<'update'>,
  connection: Connection,
  { signal }: CallOptions,
): Promise<Source> {
  const source = answer.get?._source as Source | undefined;
  // An update's answer leaves vectors out.
  if (source !== undefined && vectorSource(metadata) === undefined) return source;
  const found = await connection.send(
    toGetRequest(metadata, id, placeOf({ index, routing })),
    signal === undefined ? {} : { signal },
  );
  if (!found.found) throw notFound(metadata, id);
  return found._source as Source;
}
