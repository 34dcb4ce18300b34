// Classes that share an index must say the same of what is in it once: a field, an alias, a part of the mapping.
import { failure } from '../errors/failure.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { checkSharedSettings } from './analysis-uses.js';
import type { DocumentMetadata, FieldMetadata } from './document-metadata.js';

/** Something that a class says of its index. */
interface Statement {
  readonly part: 'field' | 'index';
  readonly path: string;
  readonly said: unknown;
}

// What these hold is told apart by name: classes may add to them.
const collections: ReadonlySet<string> = new Set(['_meta', 'runtime']);

/** Throws a MetadataError where classes of one index contradict each other. */
export function checkSharedIndex(group: readonly DocumentMetadata[]): void {
  const seen = new Map<string, readonly [className: string, said: string]>();
  for (const metadata of group) {
    const { className, index } = metadata;
    for (const { part, path, said } of statementsOf(metadata)) {
      const text = toText(said);
      const [otherClass, other] = seen.get(`${part} ${path}`) ?? [className, text];
      if (other !== text) {
        throw failure('METADATA_SHARED_INDEX', { index, path, classNames: [otherClass, className] });
      }
      seen.set(`${part} ${path}`, [otherClass, other]);
    }
  }
  checkSharedSettings(group);
}

function* statementsOf({
  dataStream,
  dynamic,
  aliases,
  mappings,
  fields,
}: DocumentMetadata): Generator<Statement> {
  yield { part: 'index', path: 'dataStream', said: dataStream };
  yield { part: 'index', path: 'dynamic', said: String(dynamic) };
  for (const [alias, said] of Object.entries(aliases))
    yield { part: 'index', path: `aliases.${alias}`, said };
  for (const [name, said] of Object.entries(mappings) as [string, unknown][]) {
    if (collections.has(name) && typeof said === 'object' && said !== null && isPlainObject(said)) {
      for (const [member, inner] of Object.entries(said))
        yield { part: 'index', path: `mappings.${name}.${member}`, said: inner };
    } else if (said !== undefined) yield { part: 'index', path: `mappings.${name}`, said };
  }
  yield* fieldStatements(fields, '');
}

function* fieldStatements(fields: readonly FieldMetadata[], prefix: string): Generator<Statement> {
  for (const { name, type, options, object } of fields) {
    const path = `${prefix}${name}`;
    yield { part: 'field', path, said: { type, options } };
    if (object !== undefined) yield* fieldStatements(object.fields, `${path}.`);
  }
}

// The same text for the same value, in whichever order its members stand.
function toText(said: unknown): string {
  return JSON.stringify(said, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
