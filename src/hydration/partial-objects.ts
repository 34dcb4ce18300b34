// The objects inside of a document that was read in part: which of them came in part themselves.
import type { FieldMetadata } from '../metadata/document-metadata.js';
import { isPartial, rememberPartial } from './document-state.js';
import { ValueProblem } from './value-problem.js';

/** Marks the objects of lists of which only some fields were asked for: they are not written back. */
export function rememberPartialObjects(
  fields: readonly FieldMetadata[],
  owner: object,
  isWhole: (path: string) => boolean,
  above = '',
): void {
  for (const { name, object } of fields) {
    const path = above === '' ? name : `${above}.${name}`;
    const value = (owner as Readonly<Record<string, unknown>>)[name];
    if (object === undefined || typeof value !== 'object' || value === null || isWhole(path)) continue;
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      if (typeof item !== 'object' || item === null) continue;
      rememberPartial(item);
      rememberPartialObjects(object.fields, item, isWhole, path);
    }
  }
}

/**
 * Throws a ValueProblem for an object of a list of which only some fields came: lists are replaced as a whole, and the
 * others would be lost. One alone is merged.
 */
export function checkWholeObjects(fields: readonly FieldMetadata[], owner: object): void {
  for (const { name, object } of fields) {
    if (object === undefined) continue;
    const value = (owner as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [place, item] of (isList ? (value as unknown[]) : [value]).entries()) {
      if (typeof item !== 'object' || item === null) continue;
      const path = isList ? `${name}[${place}]` : name;
      if (isList && isPartial(item)) {
        throw new ValueProblem(
          'invalid',
          'only some of its fields were read, and the others would be lost',
          path,
        );
      }
      try {
        checkWholeObjects(object.fields, item);
      } catch (problem) {
        throw problem instanceof ValueProblem ? problem.within(path) : problem;
      }
    }
  }
}
