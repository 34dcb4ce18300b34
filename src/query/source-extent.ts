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
