// The user's data inside of a request: what an error that speaks of the request must not show.
import type { WireRequest } from '../types/wire-request.js';
import { valuesIn } from '../util/hide-values.js';
import { operationsOf, sourceOf } from './bulk-operations.js';

// Members of a search that hold names of fields and Elasticsearch's own words, which its reasons speak of.
const names: ReadonlySet<string> = new Set([
  '_source',
  'analyzer',
  'collapse',
  'default_field',
  'docvalue_fields',
  'field',
  'fields',
  'format',
  'highlight',
  'operator',
  'order',
  'path',
  'runtime_mappings',
  'sort',
  'stored_fields',
  'type',
]);

/** The values of a request's documents, of its query, or of its script's parameters. */
export function sentValuesOf({ api, params }: WireRequest): readonly string[] {
  if (api === 'create' || api === 'index')
    return valuesIn((params as WireRequest<'index'>['params']).document);
  if (api === 'bulk') {
    return valuesIn(operationsOf(params as WireRequest<'bulk'>['params']).map(sourceOf));
  }
  if (api === 'update') {
    const { doc, upsert, script } = params as WireRequest<'update'>['params'];
    return valuesIn([doc, upsert, paramsOf(script)]);
  }
  if (api === 'updateByQuery' || api === 'deleteByQuery') {
    const { query, script } = params as WireRequest<'updateByQuery'>['params'];
    return [...valuesIn(query, (member) => names.has(member)), ...valuesIn(paramsOf(script))];
  }
  if (api === 'esql.query') {
    const { params: values, filter } = params as WireRequest<'esql.query'>['params'];
    return [...valuesIn(values), ...valuesIn(filter, (member) => names.has(member))];
  }
  if (api !== 'search' && api !== 'count') return [];
  // Where it searches and what page is no secret.
  const { index: _, from: _from, size: _size, ...search } = params as WireRequest<'search'>['params'];
  return valuesIn(search, (member) => names.has(member));
}

// Its source is the program's, not the user's.
function paramsOf(script: unknown): unknown {
  return (script as { readonly params?: unknown } | undefined)?.params;
}
