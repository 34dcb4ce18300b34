// One index, or the alias of one or several: creates it where it is missing.
import { drift, isRefusal } from './kept-index.js';
import type { KeptIndex } from './kept-index.js';
import { fetchIndices, requiresAlias } from './live-indices.js';
import type { LiveIndices } from './live-indices.js';
import { mendIndices } from './mend-indices.js';

/** Applies the mode to one index. Its name is an alias where indices of other names answer to it. */
export async function synchronizeSingle(kept: KeptIndex): Promise<{ readonly alias: boolean }> {
  const found = await fetchIndices(kept);
  const live = found.size === 0 ? await create(kept) : found;
  await mendIndices(kept, live);
  return { alias: live.size > 0 && !live.has(kept.index) };
}

// The indices that another process made at the same time; none where this one made it.
async function create(kept: KeptIndex): Promise<LiveIndices> {
  const { group, connection, mode, index, body } = kept;
  // An index of that name would stand in the alias's way.
  if (requiresAlias(group)) throw drift(kept, index, ['the alias is missing']);
  if (mode === 'check') throw drift(kept, index, ['the index is missing']);
  try {
    await connection.send({ api: 'indices.create', params: { index, ...body } });
    return new Map();
  } catch (error) {
    if (!isRefusal(error, 400, 'resource_already_exists_exception')) throw error;
    return fetchIndices(kept);
  }
}
