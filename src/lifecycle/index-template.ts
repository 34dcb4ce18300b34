// The index template of a pattern or a data stream: Elasticsearch makes their indices by it when documents are written.
import { describeDifference } from '../mapping/diff-index.js';
import { diffTemplate, isOwnTemplate, mergeTemplate } from '../mapping/diff-template.js';
import type { LiveTemplate } from '../mapping/diff-template.js';
import { toIndexTemplate } from '../mapping/to-index-template.js';
import type { IndexTemplate } from '../mapping/to-index-template.js';
import { drift, isRefusal } from './kept-index.js';
import type { KeptIndex } from './kept-index.js';
import { fetchIndices } from './live-indices.js';
import { mendIndices } from './mend-indices.js';

/** Applies the mode to the template, and to the indices that exist already. */
export async function synchronizeTemplate(kept: KeptIndex): Promise<void> {
  const expected = toIndexTemplate(...kept.group);
  const live = await fetchTemplate(kept, expected.name);
  const differences = describeTemplate(expected, live);
  if (live !== undefined && !isOwnTemplate(live)) {
    throw drift(kept, kept.index, [
      `there is an index template '${expected.name}' that elastodm did not make`,
    ]);
  }
  const mayPut = kept.mode === 'update' || (kept.mode === 'create' && live === undefined);
  if (differences.length > 0 && !mayPut) throw drift(kept, kept.index, differences);
  // An index that can't be mended leaves the template as it is: new indices are like the old ones.
  await mendIndices(kept, await fetchIndices(kept));
  if (differences.length === 0) return;
  if (await put(kept, expected, live)) {
    // Indices that were made in the meantime are made by the template as it was.
    await mendIndices(kept, await fetchIndices(kept));
  } else {
    await synchronizeTemplate(kept);
  }
}

async function fetchTemplate({ connection }: KeptIndex, name: string): Promise<LiveTemplate | undefined> {
  try {
    const answer = await connection.send({ api: 'indices.getIndexTemplate', params: { name } });
    return answer.index_templates[0]?.index_template;
  } catch (error) {
    if (isRefusal(error, 404)) return undefined;
    throw error;
  }
}

function describeTemplate(expected: IndexTemplate, live: LiveTemplate | undefined): readonly string[] {
  const { name } = expected;
  if (live === undefined) return [`the index template '${name}' is missing`];
  return diffTemplate(expected, live).map(
    (difference) => `in the index template '${name}': ${describeDifference(difference)}`,
  );
}

// False where another process made the template at the same time.
async function put(
  kept: KeptIndex,
  expected: IndexTemplate,
  live: LiveTemplate | undefined,
): Promise<boolean> {
  const { connection, index } = kept;
  const { name, priority } = expected;
  const params = live === undefined ? { ...expected, create: true } : mergeTemplate(expected, live);
  try {
    await connection.send({ api: 'indices.putIndexTemplate', params });
    return true;
  } catch (error) {
    if (!isRefusal(error, 400)) throw error;
    if (live === undefined && (await fetchTemplate(kept, name)) !== undefined) return false;
    const { reason } = error.details as { readonly reason: string };
    if (!reason.includes('matching patterns from existing templates')) throw error;
    const problem = `another index template for the same indices has its priority, ${priority}; give it another one: ${reason}`;
    throw drift(kept, index, [`the index template '${name}' can't be made: ${problem}`], error);
  }
}
