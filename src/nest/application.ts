// What an application consists of: its DataSources, and what its modules ask of them.
import type { ValueProvider } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import type { AbstractClass } from '../index.js';
import { defaultName } from './tokens.js';

/** What a module asks for by `forFeature`. */
export interface Feature {
  readonly documents: readonly AbstractClass[];
  readonly alias: string;
}

// The ESM and the CommonJS copy of the package find each other's marks.
const rootMark = Symbol.for('elastodm.nest.root');
const featureMark = Symbol.for('elastodm.nest.feature');

/** Stands in a module that makes a DataSource of this name. */
export function markRoot(name: string): ValueProvider<string> {
  return { provide: rootMark, useValue: name };
}

/** Stands in a module that asks for repositories. */
export function markFeature(feature: Feature): ValueProvider<Feature> {
  return { provide: featureMark, useValue: feature };
}

/** The names of the DataSources of an application. A name stands here as often as a module makes it. */
export function dataSourceNames(modules: ModulesContainer): readonly string[] {
  return marksOf(modules, rootMark) as readonly string[];
}

/** The documents that the modules of an application ask of a DataSource. */
export function documentsOf(modules: ModulesContainer, dataSource: string): ReadonlySet<AbstractClass> {
  const names = dataSourceNames(modules);
  return new Set(
    (marksOf(modules, featureMark) as readonly Feature[])
      // An alias that is no DataSource's is that of a connection of the default one.
      .filter(({ alias }) => alias === dataSource || (dataSource === defaultName && !names.includes(alias)))
      .flatMap(({ documents }) => documents),
  );
}

function marksOf(modules: ModulesContainer, mark: symbol): readonly unknown[] {
  return [...modules.values()].flatMap(({ providers }) => {
    const marked = providers.get(mark);
    return marked === undefined ? [] : [marked.instance];
  });
}
