// How single properties become members of the source: fields, the discriminator, properties without a decorator.
import type { Conversion } from '../metadata/class-transformer.js';
import { writeJson } from './json.js';
import type { FieldWriter, Source } from './plan.js';
import { ValueProblem, writeAt } from './value-problem.js';

export function fieldWriter(name: string, convert: Conversion): FieldWriter {
  return {
    name,
    write(owner, overrides) {
      const value = valueOf(name, owner, overrides);
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
