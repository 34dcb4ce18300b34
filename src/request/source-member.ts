// Which parts of the documents a search asks for.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import { scopeFields } from '../metadata/in-scope.js';
import { groupsOf, sourceExtent, toSourceFilter } from '../query/source-extent.js';
import { vectorSource } from './vector-source.js';

type Members = Readonly<Record<string, unknown>>;

/** The collapse of a request, which asks for what a document of a group needs to be saved again. */
export function toCollapseMember({ collapse }: { readonly collapse?: unknown }): Members {
  if (collapse === undefined) return {};
  const { inner_hits: inner, ...others } = collapse as Members;
  if (inner === undefined) return { collapse };
  const groups = groupsOf(collapse as Members).map((group) =>
    sourceExtent(group) === 'whole' ? { seq_no_primary_term: true, version: true, ...group } : group,
  );
  return { collapse: { ...others, inner_hits: Array.isArray(inner) ? groups : groups[0] } };
}

/**
 * The members that ask for the sources: vectors too, unless fields were named; and with the fields that were named, those
 * without which a document can't be told or found.
 */
export function toSourceMember(metadata: DocumentMetadata, request: object): Members {
  const { _source: source } = request as Members;
  const forbidden = ['_source_includes', '_source_excludes', 'stored_fields'].find((name) => name in request);
  if (forbidden !== undefined) {
    const reason = 'say which fields you want in `_source`, or in `fields`';
    throw failure('QUERY_INVALID_VALUE', { className: metadata.className, path: forbidden, reason });
  }
  if (source === undefined || source === true) return vectorSource(metadata) ?? {};
  // Suggestions are told by their sources whether the class sees them.
  const told = 'suggest' in request ? scopeFields(metadata) : [];
  if (source === false) return { _source: told.length === 0 ? false : { includes: told } };
  const { includes, excludes } = toSourceFilter(source);
  const vectors = vectorSource(metadata) === undefined ? {} : { exclude_vectors: false };
  return {
    _source: {
      ...vectors,
      ...(includes === undefined
        ? {}
        : {
            includes: [
              ...new Set([
                ...includes.map((path) => storedPath(metadata, path)),
                ...needed(metadata),
                ...told,
              ]),
            ],
          }),
      ...(excludes === undefined ? {} : { excludes }),
    },
  };
}

function needed({ discriminator, routing, fields }: DocumentMetadata): readonly string[] {
  return [
    ...(discriminator === undefined ? [] : [discriminator.field]),
    ...(routing !== undefined && fields.some(({ name }) => name === routing) ? [routing] : []),
  ];
}

/** What is stored of a field: a multi-field has its value in the main one. */
function storedPath({ fields }: DocumentMetadata, path: string): string {
  const names = path.split('.');
  let inside: readonly FieldMetadata[] = fields;
  for (const [place, name] of names.entries()) {
    const found = inside.find((one) => one.name === name);
    if (found === undefined) return path;
    if (found.object === undefined) {
      const { fields: subFields } = found.options as { readonly fields?: object };
      return subFields !== undefined && names.length > place + 1 ? names.slice(0, place + 1).join('.') : path;
    }
    inside = found.object.fields;
  }
  return path;
}
