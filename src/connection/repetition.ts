// Which requests of ours may be repeated when it is not known whether they were applied.
import type { WireRequest } from '../types/wire-request.js';
import { documentWrites } from '../types/writes.js';
import { isWholeUnderId, operationsOf, readOperation } from './bulk-operations.js';
import { partOf } from './stored-as-sent.js';

/**
 * Whether `request` may be sent again although it may have been applied. Writes that name their documents may: what a
 * repetition finds changed is read back, and counts as done when it is as we wrote it. An update may when it says all
 * that comes of it, and on which state of the document; what goes through many documents may not.
 */
export function mayRepeat({ api, params }: WireRequest): boolean {
  if (!documentWrites.has(api)) return true;
  if (api === 'updateByQuery' || api === 'deleteByQuery') return false;
  if (api === 'update') {
    const { if_seq_no, if_primary_term } = params as WireRequest<'update'>['params'];
    return if_seq_no !== undefined && if_primary_term !== undefined && partOf(params) !== undefined;
  }
  if (api !== 'bulk') return (params as { readonly id?: string }).id !== undefined;
  return operationsOf(params as WireRequest<'bulk'>['params']).every(
    (text) => isWholeUnderId(text) || mayRepeatOperation(text),
  );
}

function mayRepeatOperation(text: string): boolean {
  const { action, id, isConditional, source } = readOperation(text);
  return id !== '' && (action !== 'update' || (isConditional && partOf(source) !== undefined));
}
