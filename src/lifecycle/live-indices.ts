// The indices that a name, an alias, a pattern or a data stream stands for at this moment.
import { ElastodmError } from '../errors/elastodm-error.js';
import type { LiveIndex } from '../mapping/diff-index.js';
import { drift } from './kept-index.js';
import type { KeptIndex } from './kept-index.js';

/** Indices by name, in the order of their names. */
export type LiveIndices = ReadonlyMap<string, LiveIndex & { readonly data_stream?: string }>;

/** Reads the indices. Throws an IndexDriftError where they are not of the kind that the classes ask for. */
export async function fetchIndices(kept: KeptIndex): Promise<LiveIndices> {
  const { index, connection } = kept;
  try {
    const answer = await connection.send({ api: 'indices.get', params: { index } });
    const live: LiveIndices = new Map(
      Object.entries(answer).sort(([left], [right]) => (left < right ? -1 : 1)),
    );
    checkKind(kept, live);
    return live;
  } catch (error) {
    if (error instanceof ElastodmError && error.code === 'INDEX_NOT_FOUND') return new Map();
    throw error;
  }
}

function checkKind(kept: KeptIndex, live: LiveIndices): void {
  const differences = [...live].flatMap(
    ([name, { data_stream: stream }]) => kindProblem(kept, name, stream) ?? [],
  );
  if (differences.length > 0) throw drift(kept, kept.index, differences);
}

function kindProblem({ group, index }: KeptIndex, name: string, stream?: string): string | undefined {
  const ofStream = `'${name}' is an index of the data stream '${stream}'`;
  if (group.some(({ dataStream }) => dataStream)) {
    if (stream === undefined) return `'${name}' is an index, and should be one of the data stream '${index}'`;
    return stream === index ? undefined : `${ofStream}, and should be one of the data stream '${index}'`;
  }
  if (stream !== undefined) return `${ofStream}, and should be an index by itself`;
  return name === index && requiresAlias(group)
    ? `'${name}' is an index, and should be an alias, as \`requireAlias\` says`
    : undefined;
}

/** Whether one of the classes says that its index is an alias. */
export function requiresAlias(group: KeptIndex['group']): boolean {
  return group.some(({ requireAlias }) => requireAlias === true);
}
