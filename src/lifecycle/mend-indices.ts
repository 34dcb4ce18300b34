// Holds live indices against what their classes describe, and mends what Elasticsearch can change in a live index.
import { describeDifference, diffIndex } from '../mapping/diff-index.js';
import type { IndexDifference } from '../mapping/diff-index.js';
import { drift, isRefusal } from './kept-index.js';
import type { KeptIndex } from './kept-index.js';
import type { LiveIndices } from './live-indices.js';

/** Looks at each index; throws an IndexDriftError at the first with a difference that the mode does not mend. */
export async function mendIndices(kept: KeptIndex, live: LiveIndices): Promise<void> {
  for (const [index, actual] of live) {
    // The aliases of a data stream are its own, and not in the description of the indices behind it.
    const { aliases: _, ...withoutAliases } = kept.body;
    const expected = actual.data_stream === undefined ? kept.body : withoutAliases;
    const differences = diffIndex(expected, actual);
    if (differences.length === 0) continue;
    if (kept.mode !== 'update') throw drift(kept, index, differences.map(describeDifference));
    await mend(kept, index, differences);
  }
}

async function mend(kept: KeptIndex, index: string, differences: readonly IndexDifference[]): Promise<void> {
  const { connection, body } = kept;
  const parts = new Set(differences.map(({ part }) => part));
  // Left out, it would stay required.
  const noRouting = differences.some(({ path, expected }) => path === '_routing' && expected === undefined);
  const routing = noRouting ? { _routing: { required: false } } : {};
  try {
    if (parts.has('mapping')) {
      const params = { index, ...body.mappings, ...routing };
      await connection.send({ api: 'indices.putMapping', params });
    }
    if (parts.has('setting')) {
      const changed = differences.filter(({ part }) => part === 'setting');
      const settings = Object.fromEntries(changed.map(({ path, expected }) => [path, expected]));
      await connection.send({ api: 'indices.putSettings', params: { index, settings } });
    }
    for (const { part, path: name } of differences) {
      if (part !== 'alias') continue;
      await connection.send({ api: 'indices.putAlias', params: { index, name, ...body.aliases?.[name] } });
    }
  } catch (error) {
    if (!isRefusal(error, 400)) throw error;
    throw drift(kept, index, differences.map(describeDifference), error);
  }
}
