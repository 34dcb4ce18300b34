// How instances of a class become `_source` and back: worked out once per class, then only applied.
import { failure } from '../errors/failure.js';
import type { FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { fieldTypes } from '../metadata/field-types.js';
import type { FieldType } from '../metadata/field-types.js';
import { transformsOf } from './class-transformer.js';
import { isHostile, readJson, writeJson } from './json.js';
import { objectCodec, toValueCodec } from './value-codecs.js';
import type { ValueCodec } from './value-codecs.js';
import { ValueProblem, writeAt, writeItems } from './value-problem.js';

export type Source = Readonly<Record<string, unknown>>;

/** The two directions for one class. */
export interface HydrationPlan {
  /** An instance with the values of a source. The class's constructor runs first, so its defaults hold. */
  readonly hydrate: (source: Source) => object;
  /** The source of an instance. Throws a ValueProblem. */
  readonly dehydrate: (instance: object) => Record<string, unknown>;
}

/** What the plan of a class needs to know beside its fields. */
interface PlanOptions {
  /** Whether properties without a decorator are fields too, or an error. */
  readonly strict: boolean;
  /** Properties that are no fields, such as the one of the `_id`. */
  readonly ignored: readonly string[];
}

interface FieldPlan extends ValueCodec {
  readonly name: string;
  readonly toSource: ((value: unknown, owner: object) => unknown) | undefined;
  readonly toClass: ((value: unknown, owner: object) => unknown) | undefined;
}

// Fields whose values are arrays or objects as a whole: never taken apart, item by item.
const wholeValues: ReadonlySet<FieldType> = new Set(['geo_point', 'point']);
// Whole values of numbers only: thousands of them, never copied.
const vectors: ReadonlySet<FieldType> = new Set(['dense_vector', 'rank_vectors']);
// Fields whose values are objects with keys that the cluster's clients chose.
const freeObjects: ReadonlySet<FieldType> = new Set([
  'flattened',
  'percolator',
  'object',
  'nested',
  'passthrough',
  'exponential_histogram',
]);

export function createHydrationPlan(
  { target, className, fields }: ObjectMetadata,
  options: PlanOptions,
): HydrationPlan {
  const reads: FieldPlan[] = [];
  const writes: FieldPlan[] = [];
  const known = new Set([...options.ignored, ...fields.map(({ name }) => name)]);
  for (const field of fields) {
    if (fieldTypes[field.type].codec === 'none') continue;
    const { excludedFromSource, excludedFromClass, toSource, toClass } = transformsOf(target, field.name);
    const plan: FieldPlan = { name: field.name, toSource, toClass, ...fieldCodec(field, options.strict) };
    if (!excludedFromSource) writes.push(plan);
    if (!excludedFromClass) reads.push(plan);
  }
  const isExtra = (key: string): boolean => !known.has(key) && !transformsOf(target, key).excludedFromSource;

  function hydrate(source: Source): object {
    let instance: Record<string, unknown>;
    try {
      instance = new target() as Record<string, unknown>;
    } catch (error) {
      throw failure('METADATA_CONSTRUCTOR', { className }, error);
    }
    for (const { name, read, toClass } of reads) {
      const value = source[name];
      if (value === undefined) continue;
      // Scalars are taken as they are; an object may have hostile keys, whatever the mapping makes of it.
      const converted =
        value === null
          ? null
          : read !== undefined
            ? read(value)
            : typeof value === 'object'
              ? readJson(value)
              : value;
      instance[name] = toClass === undefined ? converted : toClass(converted, source);
    }
    if (!options.strict) {
      for (const key of Object.keys(source)) {
        if (!known.has(key) && !isHostile(key)) instance[key] = readJson(source[key]);
      }
    }
    return instance;
  }

  function dehydrate(instance: object): Record<string, unknown> {
    const source: Record<string, unknown> = {};
    for (const { name, write, toSource } of writes) {
      const assigned = (instance as Source)[name];
      const value = toSource === undefined ? assigned : toSource(assigned, instance);
      if (value !== undefined) source[name] = value === null ? null : writeAt(name, write, value);
    }
    for (const key of Object.keys(instance)) {
      const value = (instance as Source)[key];
      if (known.has(key) || value === undefined || typeof value === 'function' || !isExtra(key)) continue;
      if (options.strict || isHostile(key)) throw new ValueProblem('unmapped', '', key);
      source[key] = writeAt(key, writeJson, value);
    }
    return source;
  }

  return { hydrate, dehydrate };
}

function fieldCodec(field: FieldMetadata, strict: boolean): ValueCodec {
  if (vectors.has(field.type)) return { ...toValueCodec('plain', {}), read: readVector };
  if (wholeValues.has(field.type)) return toValueCodec('plain', {});
  const { write, read } = itemCodec(field, strict);
  return {
    write: (value) => (Array.isArray(value) ? writeItems(value, write) : write(value)),
    read:
      read === undefined
        ? undefined
        : (value) =>
            Array.isArray(value)
              ? value.map((item: unknown) => (item === null ? null : read(item)))
              : read(value),
  };
}

// As it is, where it is one.
function readVector(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const component: unknown = Array.isArray(first) ? first[0] : first;
  return typeof component === 'number' ? value : readJson(value);
}

function itemCodec({ type, object, options }: FieldMetadata, strict: boolean): ValueCodec {
  if (object === undefined) {
    const { codec } = fieldTypes[type];
    return freeObjects.has(type) || codec === 'object' || codec === 'none'
      ? objectCodec
      : toValueCodec(codec, options);
  }
  const { dynamic, enabled } = options;
  const plan = createHydrationPlan(object, {
    strict: enabled !== false && (dynamic === undefined ? strict : dynamic === 'strict'),
    ignored: [],
  });
  return {
    write(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new ValueProblem('invalid', `it is no object, and ${object.className} is one`);
      }
      return plan.dehydrate(value);
    },
    // A scalar where an object is mapped stays what it is.
    read: (value) => (typeof value === 'object' && value !== null ? plan.hydrate(value as Source) : value),
  };
}
