// How much of the documents a search asks for.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { hasVectors } from '../metadata/has-vectors.js';

type Members = Readonly<Record<string, unknown>>;

/** What of a document a search gives. */
export type SourceExtent = 'whole' | 'part' | 'none';

/** What the documents of a search are made of. */
export function sourceExtent(request: object): SourceExtent {
  const { _source: source, stored_fields: stored } = request as Members;
  if (source === undefined) return stored === undefined ? 'whole' : 'none';
  if (typeof source === 'boolean') return source ? 'whole' : 'none';
  return 'part';
}

/** The groups of a collapsed search whose documents come as a whole. */
export function wholeGroups(metadata: DocumentMetadata, request: object): ReadonlySet<string> {
  const { collapse } = request as { readonly collapse?: Members };
  // Of the documents of groups, Elasticsearch gives no vectors, whatever it is asked.
  if (hasVectors(metadata)) return new Set();
  const names = groupsOf(collapse)
    .filter((group) => sourceExtent(group) === 'whole')
    .map(({ name = collapse?.['field'] }) => String(name));
  return new Set(names);
}

/** The inner hits of a collapsed search, by which each group shows others of its hits. */
export function groupsOf(collapse: Members | undefined): readonly Members[] {
  const inner = collapse?.['inner_hits'];
  if (inner === undefined) return [];
  return Array.isArray(inner) ? (inner as Members[]) : [inner as Members];
}

/** Which fields come, and which do not. */
export interface SourceNames {
  readonly includes?: readonly string[] | undefined;
  readonly excludes?: readonly string[] | undefined;
}

export function toSourceFilter(source: unknown): SourceNames {
  if (typeof source === 'string' || Array.isArray(source)) return { includes: toList(source) };
  if (typeof source !== 'object' || source === null) return {};
  const { includes, excludes } = source as Members;
  return { includes: toList(includes), excludes: toList(excludes) };
}

function toList(names: unknown): readonly string[] | undefined {
  if (names === undefined) return undefined;
  return Array.isArray(names) ? (names as string[]) : [names as string];
}

/** Tells of the object at a path whether all of it comes. */
export function wholeObjects(request: object): (path: string) => boolean {
  const { includes, excludes = [] } = toSourceFilter((request as Members)['_source'] ?? true);
  const isAbove = (name: string, path: string): boolean => path === name || path.startsWith(`${name}.`);
  return (path) =>
    (includes === undefined || includes.some((name) => isAbove(name, path) || name === '*')) &&
    !excludes.some((name) => name.includes('*') || isAbove(path, name) || isAbove(name, path));
}
