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

/**
 * Remembers a document's own properties. The function that is returned, called once others have changed them, returns
 * one that takes just these changes back: what was assigned since stays.
 */
export function snapshotProperties(document: object): () => () => void {
  const properties = document as Properties;
  const before: Readonly<Properties> = { ...properties };
  return () => {
    const after: Readonly<Properties> = { ...properties };
    return () => {
      for (const [name, value] of Object.entries(after)) {
        if (Object.is(value, before[name]) || !Object.is(properties[name], value)) continue;
        if (Object.hasOwn(before, name)) properties[name] = before[name];
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- what was not there before
        else delete properties[name];
      }
      for (const [name, value] of Object.entries(before)) {
        if (!Object.hasOwn(after, name) && !Object.hasOwn(properties, name)) properties[name] = value;
      }
    };
  };
}
