// Which requests of ours may be repeated when it is not known whether they were applied.
import type { Api, WireRequest } from '../types/wire-request.js';
import { namesEveryDocument } from './read-back.js';

/** The requests that change documents: whether they were applied is asked when they fail. */
export const documentWrites: ReadonlySet<Api> = new Set(['bulk', 'create', 'delete', 'index']);

/**
 * Whether `request` may be sent again although it may have been applied. Writes that name their documents may: what a
 * repetition finds changed is read back, and counts as done when it is as we wrote it.
 */
export function mayRepeat({ api, params }: WireRequest): boolean {
  if (!documentWrites.has(api)) return true;
  if (api !== 'bulk') return (params as { readonly id?: string }).id !== undefined;
  const { operations } = params as WireRequest<'bulk'>['params'];
  return operations !== undefined && namesEveryDocument(operations);
}
