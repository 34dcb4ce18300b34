// Hits → hits whose documents are plain: their sources themselves, not copies, as nobody else has the answer.
import { isHostile } from '../hydration/json.js';
import type { PlainDocument } from '../query/plain-document.js';
import type { SearchHit } from './search-hit.js';
import { toHits } from './to-hits.js';
import type { AnswerHit } from './to-hits.js';

/** The hits, with plain documents. */
export function toPlainHits(hits: readonly AnswerHit[]): readonly SearchHit<unknown>[] {
  return toHits({ hits: hits as AnswerHit[] }, toPlainDocument).hits;
}

/** The source of a hit; empty where none came. */
export function toPlainDocument({ _source: source }: Pick<AnswerHit, '_source'>): PlainDocument {
  if (source === undefined) return {};
  disarm(source);
  return source as PlainDocument;
}

// Takes out what could change the object that a source is copied into.
function disarm(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') disarm(item);
    return;
  }
  const members = value as Record<string, unknown>;
  for (const key in members) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- it is one of three
    if (isHostile(key)) delete members[key];
    else if (typeof members[key] === 'object') disarm(members[key]);
  }
}
