// Scripts as values: a source that is written by a programmer, and parameters that may come from anywhere.
import type { estypes } from '@elastic/elasticsearch';
import { checkValues } from './check-values.js';

const brand = Symbol.for('elastodm.script');

/** A script for `update` and `updateBy`. Make one with {@link script} or {@link storedScript}. */
export interface Script {
  readonly source?: string;
  /** The id of a script that is stored in the cluster. */
  readonly id?: string;
  readonly lang?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ScriptOptions {
  /** The script's language. Default: Elasticsearch's own, `painless`. */
  readonly lang?: string;
}

/**
 * A script with its parameters. Values belong into `params`: a source that is put together from them is compiled anew
 * each time, and runs what they say.
 *
 * Sends: `{ "script": { "source": "ctx._source.views += params.by", "params": { "by": 1 } } }`.
 *
 * @example
 * ```ts
 * await films.update('tt0078748', script('ctx._source.views += params.by', { by: 1 }), { retryOnConflict: 3 });
 * ```
 * @see https://www.elastic.co/docs/explore-analyze/scripting
 */
export function script(
  source: string,
  params: Readonly<Record<string, unknown>> = {},
  { lang }: ScriptOptions = {},
): Script {
  return branded({ source, ...(lang === undefined ? {} : { lang }), params });
}

/** A script that is stored in the cluster under `id`, with its parameters. */
export function storedScript(id: string, params: Readonly<Record<string, unknown>> = {}): Script {
  return branded({ id, params });
}

function branded(value: Script): Script {
  return Object.freeze(Object.defineProperty({ ...value }, brand, { value: true }));
}

export function isScript(value: unknown): value is Script {
  return typeof value === 'object' && value !== null && brand in value;
}

/** The script as a request has it. Throws a RequestError for parameters that JSON can't hold. */
export function toScriptBody(className: string, { source, id, lang, params }: Script): estypes.Script {
  checkValues(className, params, 'params');
  return {
    ...(source === undefined ? {} : { source }),
    ...(id === undefined ? {} : { id }),
    ...(lang === undefined ? {} : { lang }),
    ...(Object.keys(params).length === 0 ? {} : { params: { ...params } }),
  };
}
