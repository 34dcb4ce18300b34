// What a hit of a class's index holds → an instance: of the class, of a part of it, or of the class of a nested field.
import { hydrateObject, hydratePartial } from '../hydration/document-hydration.js';
import { documentReader } from '../hydration/document-reader.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { SourceExtent } from '../query/source-extent.js';
import type { Origin } from '../types/wire-request.js';
import { rememberAnswer } from './remember-answer.js';
import { readWhole } from './to-document.js';
import type { AnswerHit, MakeDocument } from './to-hits.js';

type Source = Readonly<Record<string, unknown>>;

interface Wanted {
  /** How much of a document the search asked for. */
  readonly extent: SourceExtent;
  /** Whether all of the object at a path came, where a document came in part. */
  readonly isWhole?: (path: string) => boolean;
  /** The inner hits that are documents of the class, with all that is needed to save them. */
  readonly wholeGroups: ReadonlySet<string>;
}

/** Makes the documents of hits. Only those that came as a whole can be saved as a whole. */
export function documentMaker(
  metadata: DocumentMetadata,
  origin: Origin,
  { extent, wholeGroups, isWhole: isWholeObject }: Wanted,
): MakeDocument {
  const read = documentReader(metadata);
  return (hit, group) => {
    const { _id: id = '', _source: source, _nested: nested } = hit;
    if (nested !== undefined) {
      return source === undefined
        ? undefined
        : hydrateObject(metadata, id, nestedPath(hit), source as Source);
    }
    if (group === undefined && extent === 'none') return undefined;
    const isWhole = group === undefined ? extent === 'whole' : wholeGroups.has(group);
    if (isWhole) return readWhole(metadata, read, origin, hit);
    if (source === undefined) return undefined;
    const { _version: version, _routing: routing } = hit;
    const document = hydratePartial(
      metadata,
      id,
      source as Source,
      { version, routing },
      group === undefined ? isWholeObject : undefined,
    );
    // Where it is, and as what it was found there: fields of it can be changed on that condition.
    rememberAnswer(origin, document, id, hit);
    return document;
  };
}

// Elasticsearch says the path step by step.
function nestedPath({ _nested: nested }: AnswerHit): string {
  const names: string[] = [];
  for (let step = nested; step !== undefined; step = step._nested) names.push(step.field);
  return names.join('.');
}
