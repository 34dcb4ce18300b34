// Metadata → all that an index is created with.
import type { estypes } from '@elastic/elasticsearch';
import { flatSettings } from '../metadata/analysis-settings.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toMapping } from './to-mapping.js';

export interface IndexBody {
  readonly mappings: estypes.MappingTypeMapping;
  readonly settings?: estypes.IndicesIndexSettings;
  readonly aliases?: Record<string, estypes.IndicesAlias>;
}

/** The body of `PUT /{index}` for a class; for several that share the index, the union. None contradicts another. */
export function toIndexBody(...group: readonly DocumentMetadata[]): IndexBody {
  const settings = toSettings(group.map((metadata) => metadata.settings));
  const aliases = Object.assign({}, ...group.map((metadata) => metadata.aliases)) as IndexBody['aliases'];
  return {
    ...(isEmpty(settings) ? {} : { settings }),
    mappings: toMapping(...group),
    ...(isEmpty(aliases) ? {} : { aliases }),
  };
}

// One class's settings stay as they were written; those of several are written in one way, so that none is there twice.
function toSettings(all: readonly estypes.IndicesIndexSettings[]): estypes.IndicesIndexSettings {
  const [only = {}, ...more] = all.filter((settings) => !isEmpty(settings));
  if (more.length === 0) return only;
  return Object.fromEntries([only, ...more].flatMap((settings) => [...flatSettings(settings)]));
}

function isEmpty(value: object = {}): boolean {
  return Object.keys(value).length === 0;
}
