// What a class's fields demand of their values before a document is sent: `required` and `validate`, at any depth.
import { exclusionOf } from '../metadata/class-transformer.js';
import type { DocumentMetadata, FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import type { ValueTransform } from '../metadata/field-behavior.js';
import { fieldTypes } from '../metadata/field-types.js';
import { wholeValues } from './field-kinds.js';
import type { Source } from './plan.js';
import { messageOf } from './value-problem.js';

interface Problem {
  readonly path: string;
  readonly reason: string;
}

const validations = new WeakMap<DocumentMetadata, Validate | null>();

/** All problems of a document. Values in `overrides` stand in for its own. */
export function problemsOf(
  metadata: DocumentMetadata,
  document: object,
  overrides?: Source,
  /** Whether `document` only names changes: what it does not name is not missing. */
  partial = false,
): readonly Problem[] {
  let validate = validations.get(metadata);
  if (validate === undefined) {
    const { discriminator } = metadata;
    // Saving fills it.
    const filled = discriminator?.value === undefined ? [] : [discriminator.field];
    validations.set(metadata, (validate = createValidation(metadata, new Set(filled)) ?? null));
  }
  const problems: Problem[] = [];
  validate?.(document as Source, { path: '', problems, partial }, overrides);
  return problems;
}

/** Adds the problems of an object's values. Values in `overrides` stand in for its own. */
type Validate = (owner: Source, at: Place, overrides?: Source) => void;

/** Where a value stands. */
interface Place {
  readonly path: string;
  readonly problems: Problem[];
  readonly partial: boolean;
}

/** The checks of a class; undefined where no field, at any depth, demands anything. */
function createValidation(
  { fields, target }: ObjectMetadata,
  filled: ReadonlySet<string> = new Set(),
): Validate | undefined {
  const isUnwritten = exclusionOf(target, 'toSource');
  const checks = fields
    .filter(({ name, type }) => fieldTypes[type].codec !== 'none' && !isUnwritten(name) && !filled.has(name))
    .flatMap((field) => createCheck(field) ?? []);
  if (checks.length === 0) return undefined;
  return (owner, at, overrides) => {
    for (const { name, check } of checks) {
      const value = overrides !== undefined && Object.hasOwn(overrides, name) ? overrides[name] : owner[name];
      if (value === undefined && at.partial) continue;
      check(value, owner, { ...at, path: at.path === '' ? name : `${at.path}.${name}` });
    }
  };
}

type Check = (value: unknown, owner: Source, at: Place) => void;

function createCheck(field: FieldMetadata): { readonly name: string; readonly check: Check } | undefined {
  const { name, type, behavior, object } = field;
  const { required = false, validate, transform } = behavior;
  const validateInside = object === undefined ? undefined : createValidation(object);
  if (!required && validate === undefined && validateInside === undefined) return undefined;
  // With a transform, the property's value is one, whatever it is.
  const itemsOf = (value: unknown): readonly (readonly [place: string, item: unknown])[] =>
    Array.isArray(value) && transform === undefined && !(wholeValues.has(type) && isPair(value))
      ? value.map((item: unknown, place) => [`[${place}]`, item] as const)
      : [['', value]];
  const checkItem = (item: unknown, owner: Source, at: Place): void => {
    const { path, problems } = at;
    if (item === undefined || item === null) return;
    const reason = validate === undefined ? undefined : reasonOf(validate, item, owner);
    if (reason !== undefined) problems.push({ path, reason });
    if (validateInside === undefined) return;
    for (const [place, inside] of itemsInside(item, transform)) {
      // Items of a list are sent as a whole.
      validateInside(inside, { problems, path: `${path}${place}`, partial: at.partial && place === '' });
    }
  };
  return {
    name,
    check(value, owner, at) {
      const { path, problems } = at;
      if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
        if (required) problems.push({ path, reason: 'it is required' });
        return;
      }
      for (const [place, item] of itemsOf(value)) {
        checkItem(item, owner, { problems, path: `${path}${place}`, partial: at.partial && place === '' });
      }
    },
  };
}

// The objects that a value of an object field is, or becomes by its transform.
function itemsInside(
  item: unknown,
  transform: ValueTransform<unknown> | undefined,
): readonly (readonly [place: string, item: Source])[] {
  let stored = item;
  try {
    if (transform !== undefined) stored = transform.to(item);
  } catch {
    // Writing it says so.
    return [];
  }
  const items: readonly (readonly [place: string, item: unknown])[] = Array.isArray(stored)
    ? stored.map((inside: unknown, place) => [`[${place}]`, inside])
    : [['', stored]];
  return items.filter((each): each is [string, Source] => typeof each[1] === 'object' && each[1] !== null);
}

// A point as two numbers is one value.
function isPair(value: readonly unknown[]): boolean {
  return typeof value[0] === 'number';
}

function reasonOf(
  validate: (value: unknown, owner: object) => unknown,
  value: unknown,
  owner: object,
): string | undefined {
  try {
    const reason = validate(value, owner);
    return typeof reason === 'string' ? reason : undefined;
  } catch (error) {
    return messageOf(error);
  }
}
