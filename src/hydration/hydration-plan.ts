// How instances of a class become `_source` and back: worked out once per class, then only applied.
import { exclusionOf } from '../metadata/class-transformer.js';
import type { Conversion } from '../metadata/class-transformer.js';
import type { FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { fieldTypes } from '../metadata/field-types.js';
import { withConversions } from './conversions.js';
import { fieldCodec } from './field-codec.js';
import { extraWriter, fieldWriter, kindWriter } from './field-writers.js';
import { isHostile, readJson } from './json.js';
import { newInstance } from './new-instance.js';
import type { FieldWriter, HydrationPlan, Source } from './plan.js';
import { strictCodec } from './strict-reading.js';
import { ValueProblem } from './value-problem.js';

/** What the plan of a class needs to know beside its fields. */
export interface PlanOptions {
  /** Whether properties without a decorator are an error, or fields too. */
  readonly strict: boolean;
  /** Properties that are no fields, such as the one of the `_id`. */
  readonly ignored: readonly string[];
  /** Whether values of other types than the mapping's are an error when they are read. */
  readonly checked: boolean;
  /** Whether sources may lack fields that are stored: what the class has in their place is then taken away. */
  readonly partial: boolean;
  /** The field that says of which class a document is, and what it says for this one. */
  readonly kind?: { readonly field: string; readonly value: string } | undefined;
}

interface FieldReader {
  readonly name: string;
  readonly read: Conversion;
  readonly readsNull: boolean;
  readonly keepsScalars: boolean;
}

export function createHydrationPlan(object: ObjectMetadata, options: PlanOptions): HydrationPlan {
  const { readers, writers } = planFields(object, options);
  const known = new Set([...options.ignored, ...object.fields.map(({ name }) => name)]);
  const isUnwritten = exclusionOf(object.target, 'toSource');
  const isUnread = exclusionOf(object.target, 'toClass');
  const { strict, checked, partial } = options;
  const fieldWriters = [...writers.values()];

  function hydrate(source: Source): object {
    const instance = newInstance(object) as Record<string, unknown>;
    let place = '';
    try {
      for (const { name, read, readsNull, keepsScalars } of readers) {
        const value = source[name];
        // Scalars are taken as they are; an object may have hostile keys, whatever the mapping makes of it.
        if (keepsScalars && (typeof value === 'string' || typeof value === 'number')) instance[name] = value;
        else if (value === undefined) {
          if (partial) Reflect.deleteProperty(instance, name);
        } else if (value === null && !readsNull) instance[name] = null;
        else instance[(place = name)] = read(value, source);
      }
    } catch (problem) {
      throw problem instanceof ValueProblem ? problem.within(place) : problem;
    }
    if (!strict) readExtras(source, instance);
    else if (checked) refuseExtras(source);
    return instance;
  }

  function readExtras(source: Source, instance: Record<string, unknown>): void {
    for (const key of Object.keys(source)) {
      if (!known.has(key) && !isHostile(key) && !isUnread(key)) instance[key] = readJson(source[key]);
    }
  }

  function refuseExtras(source: Source): void {
    const unknown = Object.keys(source).find((key) => !known.has(key));
    if (unknown !== undefined) throw new ValueProblem('unmapped', 'the class has no such field', unknown);
  }

  function dehydrate(instance: object, overrides?: Source): Record<string, unknown> {
    const source: Record<string, unknown> = {};
    const inPlace = overrides === undefined || isEmpty(overrides) ? undefined : overrides;
    for (const { name, write } of fieldWriters) {
      const value = write(instance as Source, inPlace);
      if (value !== undefined) source[name] = value;
    }
    if (hasExtras(instance)) {
      for (const { name, write } of extraWriters(instance)) {
        const value = write(instance as Source, inPlace);
        if (value !== undefined) source[name] = value;
      }
    }
    return source;
  }

  // Most instances have none, and nothing is to be made to see that.
  function hasExtras(instance: object): boolean {
    for (const key in instance) if (!known.has(key)) return true;
    return false;
  }

  function extraWriters(instance: object): readonly FieldWriter[] {
    const extras: FieldWriter[] = [];
    for (const key of Object.keys(instance)) {
      if (known.has(key)) continue;
      const value = (instance as Source)[key];
      if (value === undefined || typeof value === 'function' || isUnwritten(key)) continue;
      if (strict || isHostile(key)) throw new ValueProblem('unmapped', 'it has no field decorator', key);
      extras.push(extraWriter(key));
    }
    return extras;
  }

  return { hydrate, dehydrate, writers, extraWriters };
}

function isEmpty(values: Source): boolean {
  for (const _ in values) return false;
  return true;
}

function planFields(
  object: ObjectMetadata,
  options: PlanOptions,
): { readonly readers: readonly FieldReader[]; readonly writers: ReadonlyMap<string, FieldWriter> } {
  const isUnwritten = exclusionOf(object.target, 'toSource');
  const isUnread = exclusionOf(object.target, 'toClass');
  const readers: FieldReader[] = [];
  const writers = new Map<string, FieldWriter>();
  for (const field of object.fields) {
    const { name, type } = field;
    if (fieldTypes[type].codec === 'none') continue;
    const codec = fieldCodec(field, planOfObject(field, options));
    const { write, kept, ...reader } = withConversions(
      object,
      field,
      options.checked ? strictCodec(field, codec) : codec,
    );
    if (!isUnread(name)) readers.push({ name, ...reader });
    if (name === options.kind?.field) writers.set(name, kindWriter(name, options.kind.value));
    else if (!isUnwritten(name)) writers.set(name, fieldWriter(name, write, kept));
  }
  return { readers, writers };
}

function planOfObject(
  { object, options: { dynamic, enabled } }: FieldMetadata,
  { strict, checked, partial }: PlanOptions,
): HydrationPlan | undefined {
  if (object === undefined) return undefined;
  // Without a word of its own, an object is as strict as what it is in.
  const isStrict = enabled !== false && (dynamic === undefined ? strict : dynamic === 'strict');
  return createHydrationPlan(object, { strict: isStrict, ignored: [], checked, partial });
}
