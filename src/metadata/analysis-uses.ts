// Which definitions the fields of a class use, and what of it the settings of its index need.
import { failure } from '../errors/failure.js';
import { withNames } from './analysis.js';
import type { AnalysisDefinition, AnalysisKind } from './analysis-options.js';
import { analysisOf, canonical, flatSettings } from './analysis-settings.js';
import type { DocumentMetadata } from './document-metadata.js';
import type { DocumentOptions } from './document-options.js';

type Settings = NonNullable<DocumentOptions['settings']>;

interface Use {
  readonly definition: AnalysisDefinition;
  /** The class and the field that used it first. */
  readonly className: string;
  readonly user: string;
}

/** The definitions that the fields of a class use, in the order of first use. */
export type AnalysisUses = Map<string, Use>;

/** What people call each kind. */
export const kindNames: Readonly<Record<AnalysisKind, string>> = {
  analyzer: 'analyzer',
  tokenizer: 'tokenizer',
  filter: 'token filter',
  char_filter: 'character filter',
  normalizer: 'normalizer',
};

const membersOf: Readonly<Record<string, AnalysisKind>> = {
  analyzer: 'analyzer',
  search_analyzer: 'analyzer',
  search_quote_analyzer: 'analyzer',
  normalizer: 'normalizer',
};

/** A field's options with names in place of definitions, which are added to `uses`. */
export function useDefinitions(
  options: Readonly<Record<string, unknown>>,
  className: string,
  field: string,
  uses: AnalysisUses,
): Readonly<Record<string, unknown>> {
  const found = (definition: AnalysisDefinition, option: string): void => {
    if (membersOf[option] !== definition.kind) {
      const reason = `the ${kindNames[definition.kind]} '${definition.name}' has no place there`;
      throw failure('METADATA_FIELD_OPTION', { className, field, option, reason });
    }
    addUse({ definition, className, user: `${className}.${field}` }, uses);
  };
  return withNames(options, found) as Readonly<Record<string, unknown>>;
}

function addUse(use: Use, uses: AnalysisUses): void {
  const { definition, className, user } = use;
  const { kind, name } = definition;
  const refuse = (reason: string): Error =>
    failure('METADATA_ANALYSIS', { className, kind: kindNames[kind], name, reason });
  const problem = nameProblem(name);
  if (problem !== undefined) throw refuse(problem);
  const key = `${kind}.${name}`;
  const twin = uses.get(key);
  if (twin === undefined) uses.set(key, use);
  else if (twin.definition === definition) return;
  else if (canonical(twin.definition.body) !== canonical(definition.body)) {
    throw refuse(
      twin.user === user
        ? `${user} uses two different definitions of that name`
        : `${twin.user} and ${user} use different definitions of that name`,
    );
  }
  for (const used of definition.uses) addUse({ definition: used, className, user }, uses);
}

// As Elasticsearch has it; a dot would separate settings from each other.
function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '') return 'its name is blank';
  if (name.startsWith('_')) return "its name starts with '_'";
  return name.includes('.') ? "its name contains '.'" : undefined;
}

/** The settings of an index with the definitions that its fields use. */
export function withAnalysis(settings: Settings, uses: AnalysisUses, className: string): Settings {
  const own = analysisOf(settings);
  const added: Record<string, Record<string, unknown>> = {};
  for (const [key, { definition, user }] of uses) {
    const { kind, name, body } = definition;
    const said = own.get(key);
    if (said === undefined) (added[kind] ??= {})[name] = body;
    else if (said !== canonical(body)) {
      const reason = `${user} uses a definition that differs from the one in the \`settings\` of ${className}`;
      throw failure('METADATA_ANALYSIS', { className, kind: kindNames[kind], name, reason });
    }
  }
  if (Object.keys(added).length === 0) return settings;
  const analysis = { ...(settings.analysis as Record<string, object> | undefined) };
  for (const [kind, definitions] of Object.entries(added)) {
    analysis[kind] = { ...analysis[kind], ...definitions };
  }
  return { ...settings, analysis };
}

/** Settings of one name in one index are one setting. Throws a MetadataError where classes say different things. */
export function checkSharedSettings(group: readonly DocumentMetadata[]): void {
  const seen = new Map<string, readonly [className: string, value: string]>();
  const check = (path: string, value: string, className: string): string | undefined => {
    const [otherClass, other] = seen.get(path) ?? [className, value];
    seen.set(path, [otherClass, other]);
    return other === value ? undefined : otherClass;
  };
  for (const { className, index, settings } of group) {
    for (const [path, value] of analysisOf(settings)) {
      const otherClass = check(`analysis.${path}`, value, className);
      if (otherClass === undefined) continue;
      const [kind = '', name = ''] = path.split('.');
      const reason = `${otherClass} shares the index '${index}', and defines it differently`;
      const kindName = kindNames[kind as AnalysisKind];
      throw failure('METADATA_ANALYSIS', { className, kind: kindName, name, reason });
    }
    for (const [path, value] of flatSettings(settings)) {
      const otherClass = check(path, canonical(value), className);
      if (otherClass === undefined) continue;
      const classNames = [otherClass, className] as const;
      throw failure('METADATA_SHARED_INDEX', { index, path: `settings.${path}`, classNames });
    }
  }
}
