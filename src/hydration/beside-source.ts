// What Elasticsearch keeps beside the source, as properties of a document.
import type { DocumentMetadata } from '../metadata/document-metadata.js';

export interface BesideSource {
  readonly version?: number | undefined;
  readonly routing?: string | undefined;
}

type Properties = Record<string, unknown>;

/** Gives a document its version and, where that is kept in no field, its routing. */
export function writeBeside(
  { versionProperty, routing: routingProperty, fields }: DocumentMetadata,
  document: object,
  { version, routing }: BesideSource,
): void {
  if (versionProperty !== undefined && version !== undefined) {
    (document as Properties)[versionProperty.name] = version;
  }
  if (routingProperty === undefined || routing === undefined) return;
  if (!fields.some(({ name }) => name === routingProperty))
    (document as Properties)[routingProperty] = routing;
}

/** Sets properties that the library filled in. Their names are those of decorated properties. */
export function assignProperties(document: object, values: Readonly<Properties>): void {
  Object.assign(document, values);
}

/** Remembers a document's own properties; the function that is returned brings them back. */
export function snapshotProperties(document: object): () => void {
  const before = { ...(document as Properties) };
  return () => {
    for (const name of Object.keys(document)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- what was not there before
      if (!Object.hasOwn(before, name)) delete (document as Properties)[name];
    }
    Object.assign(document, before);
  };
}
