// How single properties become members of the source: fields, the discriminator, properties without a decorator.
import type { Conversion } from '../metadata/class-transformer.js';
import { writeJson } from './json.js';
import { areKept, isKept } from './kept-values.js';
import type { KeptValues } from './kept-values.js';
import type { FieldWriter, Source } from './plan.js';
import { ValueProblem, writeAt } from './value-problem.js';

/** `kept` are the values that `convert` gives back as they are. */
export function fieldWriter(name: string, convert: Conversion, kept: KeptValues): FieldWriter {
  return {
    name,
    write(owner, overrides) {
      const value = overrides === undefined ? owner[name] : valueOf(name, owner, overrides);
      if (isKept(value, kept)) return value;
      if (Array.isArray(value) && areKept(value, kept)) return [...(value as unknown[])];
      try {
        return convert(value, owner);
      } catch (problem) {
        throw problem instanceof ValueProblem ? problem.within(name) : problem;
      }
    },
  };
}

/** The discriminator is in each source, whether the property has its value or none. */
export function kindWriter(name: string, kind: string): FieldWriter {
  return {
    name,
    write(owner, overrides) {
      const value = valueOf(name, owner, overrides);
      if (value !== undefined && value !== kind) {
        throw new ValueProblem('invalid', `documents of this class have '${kind}' there`, name);
      }
      return kind;
    },
  };
}

/** A property without a decorator, in a class that takes more than its fields. */
export function extraWriter(name: string): FieldWriter {
  return {
    name,
    write(owner) {
      const value = owner[name];
      return value === undefined || typeof value === 'function' ? undefined : writeAt(name, writeJson, value);
    },
  };
}

function valueOf(name: string, owner: Source, overrides: Source | undefined): unknown {
  return overrides !== undefined && Object.hasOwn(overrides, name) ? overrides[name] : owner[name];
}
