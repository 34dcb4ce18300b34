// Whether an item of a bulk answer speaks of the operation that was sent in its place, and says what came of it.

interface Said {
  readonly _id?: unknown;
  readonly status?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What the first line of an operation begins with: `index`, `create`, `update` or `delete`. */
export function bulkActionOf(text: string): string {
  return text.slice(2, text.indexOf('"', 2));
}

/**
 * Whether an item fits. `id` is empty where the cluster was to make it: then any will do, and a refusal may have none.
 * Without `action`, it is not compared.
 */
export function isBulkItemFit(item: object | null | undefined, id: string, action?: string): boolean {
  for (const answered in item) {
    // `index` with `op_type: 'create'` is answered as what it is.
    const isSame = action === undefined || answered === action || isCreation(answered, action);
    return isSame && isSaid((item as Readonly<Record<string, unknown>>)[answered], id, answered);
  }
  return false;
}

function isCreation(answered: string, action: string): boolean {
  return action === 'index' && answered === 'create';
}

function isSaid(about: unknown, id: string, answered: string): boolean {
  if (typeof about !== 'object' || about === null) return false;
  const { _id, status, result, error } = about as Said;
  const isRefused = error !== undefined;
  if (id === '' ? typeof _id !== 'string' && !isRefused : _id !== id) return false;
  if (isRefused || typeof status !== 'number' || status < 400) return true;
  // A deletion that found nothing is no error.
  return answered === 'delete' && status === 404 && result === 'not_found';
}
