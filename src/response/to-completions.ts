// The answer to a search for completions → texts with their documents.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import { toDocument } from './to-document.js';
import type { ReturnedDocument } from './to-document.js';

/** What a text may become, and the document that says so. */
export interface AutocompleteHit<TDocument> {
  readonly text: string;
  readonly score: number;
  readonly document: TDocument;
}

/** What was asked for. */
interface Asked {
  /** Where the text stands in a document. */
  readonly field: { readonly type: string; readonly source: string };
  readonly text: string;
  readonly size: number;
  readonly skipDuplicates: boolean;
}

type Answer = WireAnswer<'search'>;
interface Found extends ReturnedDocument {
  readonly text?: string;
  readonly _score?: number | null;
}

/** The completions whose documents `sees` lets through, the best first. */
export function toCompletions(
  metadata: DocumentMetadata,
  origin: Origin,
  { field, text, size, skipDuplicates }: Asked,
  answer: Answer,
  sees: (source: unknown) => boolean,
): readonly AutocompleteHit<object>[] {
  const found = field.type === 'completion' ? suggested(answer) : (answer.hits.hits as readonly Found[]);
  const seen = new Set<string>();
  const named = found
    .filter(({ _source: source }) => sees(source))
    .map((hit) => ({ hit, text: hit.text ?? bestText(valuesAt(hit._source, field.source.split('.')), text) }))
    .filter((one) => !skipDuplicates || (!seen.has(one.text) && seen.add(one.text)));
  return named.slice(0, size).map(({ hit, text: completed }) => ({
    text: completed,
    score: hit._score ?? 0,
    document: toDocument(metadata, origin, hit),
  }));
}

function suggested({ suggest }: Answer): readonly Found[] {
  const [entry] = (suggest?.['completions'] ?? []) as unknown as readonly {
    readonly options: readonly Found[];
  }[];
  return entry?.options ?? [];
}

// Of several values, the one that the text begins.
function bestText(values: readonly string[], text: string): string {
  const start = text.trim().toLowerCase();
  const [word = ''] = start.split(/\s+/);
  const begins = (value: string): boolean => value.toLowerCase().startsWith(start);
  const holds = (value: string): boolean => value.toLowerCase().includes(start);
  const near = (value: string): boolean => value.toLowerCase().includes(word);
  return values.find(begins) ?? values.find(holds) ?? values.find(near) ?? values[0] ?? '';
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly string[] {
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).flatMap((item) =>
      valuesAt(item, name === undefined ? [] : [name, ...rest]),
    );
  }
  if (name === undefined) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Readonly<Record<string, unknown>>)[name], rest);
}
