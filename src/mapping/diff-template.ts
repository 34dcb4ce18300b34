// What an index template is, compared with what its classes say it is; and the two together.
import type { estypes } from '@elastic/elasticsearch';
import { flatSettings } from '../metadata/analysis-settings.js';
import { diffIndex } from './diff-index.js';
import type { IndexDifference } from './diff-index.js';
import { mergeMappings } from './merge-mappings.js';
import { sameValue } from './same-value.js';
import type { IndexTemplate } from './to-index-template.js';
import { manager } from './to-index-template.js';

/** An index template as `GET /_index_template/{name}` describes it. */
export type LiveTemplate = estypes.IndicesIndexTemplate;

/** Whether the library made a template. */
export function isOwnTemplate({ _meta }: LiveTemplate): boolean {
  return _meta?.['managed_by'] === manager;
}

/** The differences of a template; what only the live one has is none. */
export function diffTemplate(expected: IndexTemplate, actual: LiveTemplate): readonly IndexDifference[] {
  const members = [
    ['index_patterns', expected.index_patterns, actual.index_patterns],
    ['priority', expected.priority, actual.priority],
    ['data_stream', toStream(expected.data_stream), toStream(actual.data_stream)],
  ] as const;
  return [
    ...members
      .filter(([, wanted, is]) => !sameValue(wanted, is))
      .map(
        ([path, wanted, is]) =>
          ({ part: 'template', path, kind: 'changed', expected: wanted, actual: is }) as const,
      ),
    ...diffIndex(expected.template, actual.template ?? {}),
  ];
}

// Elasticsearch adds members to what it was given.
function toStream(stream: IndexTemplate['data_stream']): object | undefined {
  return stream === undefined ? undefined : { allow_custom_routing: stream.allow_custom_routing ?? false };
}

/** The template with what only the live one has: as with an index, nothing is taken away. */
export function mergeTemplate(
  expected: IndexTemplate,
  actual: LiveTemplate,
): estypes.IndicesPutIndexTemplateRequest {
  const { composed_of, ignore_missing_component_templates, version, allow_auto_create } = actual;
  const live = actual.template ?? {};
  const { template } = expected;
  const settings = { ...toFlat(live.settings), ...toFlat(template.settings) };
  const aliases = { ...live.aliases, ...template.aliases };
  return {
    ...(composed_of.length === 0 ? {} : { composed_of }),
    ...withoutUndefined({ ignore_missing_component_templates, version, allow_auto_create }),
    ...expected,
    ...(expected.data_stream === undefined
      ? {}
      : { data_stream: { ...actual.data_stream, ...toStream(expected.data_stream) } }),
    _meta: { ...actual._meta, ...expected._meta },
    template: {
      ...live,
      ...(Object.keys(settings).length === 0 ? {} : { settings }),
      mappings: mergeMappings(template.mappings, live.mappings ?? {}),
      ...(Object.keys(aliases).length === 0 ? {} : { aliases }),
    },
  };
}

function toFlat(settings: object = {}): Readonly<Record<string, unknown>> {
  return Object.fromEntries(flatSettings(settings));
}

function withoutUndefined(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
