// The providers of a module that uses repositories.
import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { failure } from '../errors/failure.js';
import { ElastodmError } from '../index.js';
import type { AbstractClass, DataSource, Repository } from '../index.js';
import { dataSourceNames, markFeature } from './application.js';
import {
  checkAlias,
  checkClass,
  defaultName,
  getRepositoryToken,
  isRepositoryClass,
  sharedDataSourceToken,
} from './tokens.js';

/** A provider for each repository of these classes. */
export function featureProviders(
  list: readonly (AbstractClass | string)[],
  alias: string = defaultName,
): Provider[] {
  const first: unknown = Array.isArray(list) ? list[0] : list;
  if (!Array.isArray(list) || typeof first === 'string') {
    const found = typeof first === 'function' ? `class ${first.name}` : String(first);
    throw failure('NEST_ARGUMENT', { asked: 'ElastodmModule.forFeature', found, needs: 'a list of classes' });
  }
  const last: unknown = list.at(-1);
  if (typeof last === 'string') return featureProviders(list.slice(0, -1), last);
  const classes = list.map((target: unknown, place): AbstractClass => {
    checkClass(`ElastodmModule.forFeature, at place ${place} of its list,`, target);
    return target;
  });
  const documents = classes.filter((target) => !isRepositoryClass(target));
  const repositories = classes.filter(isRepositoryClass);
  for (const repository of repositories) checkAlias(repository, alias);
  return [
    markFeature({ documents, alias }),
    ...documents.map((target) => repositoryProvider(target, alias)),
    ...(repositories as Type[]),
  ];
}

function repositoryProvider(target: AbstractClass, alias: string): FactoryProvider {
  return {
    provide: getRepositoryToken(target, alias),
    useFactory: (
      named: DataSource | undefined,
      standard: DataSource | undefined,
      modules: ModulesContainer,
    ) => repositoryOf(target, alias, { named, standard }, modules),
    inject: [
      { token: sharedDataSourceToken(alias), optional: true },
      { token: sharedDataSourceToken(defaultName), optional: true },
      ModulesContainer,
    ],
  };
}

interface Found {
  /** The DataSource of the alias's name. */
  readonly named: DataSource | undefined;
  readonly standard: DataSource | undefined;
}

function repositoryOf(
  target: AbstractClass,
  alias: string,
  { named, standard }: Found,
  modules: ModulesContainer,
): Repository<object> {
  if (named !== undefined) return registered(target, named, alias);
  if (standard?.connections.has(alias) === true) {
    return registered(target, standard, defaultName).using(alias);
  }
  throw failure('NEST_ALIAS_NOT_FOUND', {
    className: target.name,
    alias,
    dataSources: dataSourceNames(modules),
    connections: standard?.connections.aliases() ?? [],
  });
}

function registered(target: AbstractClass, dataSource: DataSource, name: string): Repository<object> {
  try {
    return dataSource.getRepository(target);
  } catch (error) {
    if (!(error instanceof ElastodmError) || error.code !== 'DOCUMENT_NOT_REGISTERED') throw error;
    const { registered } = error.details as { readonly registered: readonly string[] };
    throw failure(
      'NEST_DOCUMENT_NOT_REGISTERED',
      { className: target.name, dataSource: name, registered },
      error,
    );
  }
}
