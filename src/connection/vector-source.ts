// Asking for vectors, which servers from 9.2 on leave out of what they return, and earlier ones know nothing of.
import { ElastodmError } from '../errors/elastodm-error.js';

const parameter = '_source_exclude_vectors';
const member = 'exclude_vectors';

type Json = Readonly<Record<string, unknown>>;

/** Whether a request asks for vectors: by its parameter, or inside of its body. */
export function asksForVectors(params: object): boolean {
  return parameter in params || placesOf(params as Json).some((source) => member in source);
}

/** The request without asking for them. */
export function withoutVectorSource<T extends object>(params: T): T {
  if (!asksForVectors(params)) return params;
  return strip(params as Json) as T;
}

/** Whether a server refused a request because it does not know how it is asked for vectors. */
export function refusesVectorSource(error: unknown): boolean {
  return error instanceof ElastodmError && error.code === 'REQUEST_REFUSED' && error.message.includes(member);
}

// Where a body says what comes back of documents: its own, or those of several searches.
function placesOf({ _source: source, searches }: Json): readonly Json[] {
  const inner = Array.isArray(searches) ? (searches as Json[]).flatMap(placesOf) : [];
  return isObject(source) ? [source, ...inner] : inner;
}

function strip({ [parameter]: _, ...params }: Json & { readonly [parameter]?: unknown }): Json {
  const { _source: source, searches } = params;
  return {
    ...params,
    ...(isObject(source) ? { _source: withoutMember(source) } : {}),
    ...(Array.isArray(searches) ? { searches: (searches as Json[]).map(strip) } : {}),
  };
}

// `{}` would be no source at all to some versions.
function withoutMember({ [member]: _, ...source }: Json & { readonly [member]?: unknown }): Json | true {
  return Object.keys(source).length === 0 ? true : source;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
