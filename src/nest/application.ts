// What an application consists of: its DataSources, and what its modules ask of them.
import type { ModulesContainer } from '@nestjs/core';
import type { AbstractClass, AskedConnection } from './tokens.js';

/** Stands in a module that makes a DataSource. */
export class Root {
  constructor(readonly name: string) {}
}

/** Stands in a module that asks for repositories. */
export class Feature {
  constructor(
    readonly documents: readonly AbstractClass[],
    readonly alias: string,
  ) {}
}

/** The names of the DataSources of an application. A name stands here as often as a module makes it. */
export function dataSourceNames(modules: ModulesContainer): readonly string[] {
  return valuesOf(modules, Root).map(({ name }) => name);
}

/** The documents that the modules of an application ask of a DataSource. */
export function documentsOf(
  modules: ModulesContainer,
  dataSource: string,
  isDefault: boolean,
): Set<AbstractClass> {
  const names = dataSourceNames(modules);
  return new Set(
    valuesOf(modules, Feature)
      // An alias that is no DataSource's is that of a connection of the default one.
      .filter(({ alias }) => alias === dataSource || (isDefault && !names.includes(alias)))
      .flatMap(({ documents }) => documents),
  );
}

/** What asks for a connection in an application, by its name. */
export function askerOf(modules: ModulesContainer, { token, classes }: AskedConnection): string | undefined {
  for (const { providers, controllers, injectables } of modules.values()) {
    for (const { metatype, inject, name } of [
      ...providers.values(),
      ...controllers.values(),
      ...injectables.values(),
    ]) {
      const isClass = typeof metatype === 'function';
      if (isClass && [...classes].some((asking) => isOrExtends(metatype, asking))) return metatype.name;
      if (inject?.some((asked) => asked === token) === true) return String(name);
    }
  }
  return undefined;
}

function isOrExtends(target: { readonly prototype?: unknown }, base: AbstractClass): boolean {
  return target === base || target.prototype instanceof base;
}

function valuesOf<T extends object>(
  modules: ModulesContainer,
  type: new (...args: never[]) => T,
): readonly T[] {
  return [...modules.values()].flatMap(({ providers }) =>
    [...providers.values()]
      .map(({ instance }): unknown => instance)
      .filter((value): value is T => value instanceof type),
  );
}
