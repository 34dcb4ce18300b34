// What an application is told when something is missing, and where it belongs.
import { describe, expect, test } from '@jest/globals';
import type { Client } from '@elastic/elasticsearch';
import { Injectable, Module } from '@nestjs/common';
import type { ModuleMetadata } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ConfigurationError, DataSource, Document, Id, Keyword, Repository } from 'elastodm';
import {
  ElastodmModule,
  getConnectionToken,
  getRepositoryToken,
  InjectConnection,
  InjectDataSource,
  InjectRepository,
} from 'elastodm/nest';
import { uniqueIndex } from '../support/server.js';
import { rejection, thrown } from '../support/failing.js';
import { root, testApplications } from './scene.js';

const application = testApplications();

@Document(uniqueIndex('mistakes'))
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

@Injectable()
class FilmsService {
  constructor(@InjectRepository(Film) readonly films: Repository<Film>) {}
}

const messageOf = async (metadata: ModuleMetadata): Promise<string> =>
  ((await rejection(application(metadata))) as Error).message;

describe('Nest’s own message says what to add where', () => {
  test('a repository without forFeature in the module', async () => {
    @Module({ providers: [FilmsService] })
    class FilmsModule {}
    const message = await messageOf({ imports: [root(), FilmsModule] });
    expect(message).toContain(
      'argument Symbol(the Repository of Film of ElastodmModule.forFeature([Film])) at index [0]',
    );
    expect(message).toContain('FilmsModule');
  });

  test('a repository at an alias that no forFeature has', async () => {
    @Injectable()
    class Visits {
      constructor(@InjectRepository(Film, 'analytics') readonly films: Repository<Film>) {}
    }
    expect(
      await messageOf({ imports: [root(), ElastodmModule.forFeature([Film])], providers: [Visits] }),
    ).toContain("Symbol(the Repository of Film of ElastodmModule.forFeature([Film], 'analytics'))");
  });

  test('a DataSource that is not there', async () => {
    @Injectable()
    class Archive {
      constructor(@InjectDataSource('archive') readonly archive: DataSource) {}
    }
    expect(await messageOf({ imports: [root()], providers: [Archive] })).toContain(
      "Symbol(the DataSource 'archive' of ElastodmModule.forRoot({ name: 'archive', … }))",
    );
  });

  test('a connection of no DataSource', async () => {
    @Injectable()
    class Clients {
      constructor(@InjectConnection() readonly client: Client) {}
    }
    expect(await messageOf({ providers: [Clients] })).toContain(
      "Symbol(the connection 'default' of the DataSource 'default' of ElastodmModule.forRoot)",
    );
  });
});

describe('errors of our own', () => {
  test('a document that the DataSource does not know', async () => {
    const error = await rejection(
      application({ imports: [root({ autoLoadDocuments: false }), ElastodmModule.forFeature([Film])] }),
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      code: 'NEST_DOCUMENT_NOT_REGISTERED',
      details: { className: 'Film', dataSource: 'default', registered: [] },
      message: expect.stringContaining('Add Film to the `documents` of ElastodmModule.forRoot.'),
    });
  });

  test('forFeature without forRoot', async () => {
    expect(await rejection(application({ imports: [ElastodmModule.forFeature([Film])] }))).toMatchObject({
      code: 'NEST_ALIAS_NOT_FOUND',
      message: expect.stringContaining('Import ElastodmModule.forRoot in the root module.'),
    });
  });

  test('an alias that is neither a DataSource nor a connection', async () => {
    const error = await rejection(
      application({
        imports: [root(), root({ name: 'archive' }), ElastodmModule.forFeature([Film], 'analytics')],
      }),
    );
    expect(error).toMatchObject({
      code: 'NEST_ALIAS_NOT_FOUND',
      details: {
        className: 'Film',
        alias: 'analytics',
        dataSources: ['default', 'archive'],
        connections: ['default'],
      },
    });
  });

  test('a connection that the DataSource does not have', async () => {
    @Injectable()
    class Reports {
      constructor(@InjectConnection('reports') readonly client: Client) {}
    }
    expect(await rejection(application({ imports: [root()], providers: [Reports] }))).toMatchObject({
      code: 'NEST_CONNECTION_NOT_FOUND',
      details: { alias: 'reports', asker: 'Reports', dataSource: 'default', aliases: ['default'] },
    });
    // An application in which nobody asks for it starts.
    const app = await application({ imports: [root()] });
    expect(await rejection(app.get(ModuleRef).create(Reports))).toMatchObject({
      code: 'NEST_CONNECTION_NOT_FOUND',
    });
    expect(await rejection(app.resolve(getConnectionToken('reports')))).toMatchObject({
      code: 'NEST_CONNECTION_NOT_FOUND',
    });
  });

  test('a class that extends Repository, at an alias', () => {
    class FilmRepository extends Repository<Film> {}
    for (const ask of [
      () => ElastodmModule.forFeature([Film, FilmRepository], 'archive'),
      () => InjectRepository(FilmRepository, 'archive'),
    ]) {
      expect(thrown(ask)).toMatchObject({
        code: 'NEST_REPOSITORY_ALIAS',
        details: { className: 'FilmRepository', alias: 'archive' },
      });
    }
  });

  test('a class that extends Repository, without a constructor', async () => {
    @Injectable()
    class FilmRepository extends Repository<Film> {}
    expect(
      await rejection(application({ imports: [root({ documents: [Film] })], providers: [FilmRepository] })),
    ).toMatchObject({ code: 'REPOSITORY_WITHOUT_DATA_SOURCE', details: { repository: 'FilmRepository' } });
  });

  test.each([
    ['no list', Film, 'class Film'],
    ['nothing', undefined, 'undefined'],
    ['a name only', ['archive'], 'archive'],
  ])('forFeature with %s', (_, list, found) => {
    expect(thrown(() => ElastodmModule.forFeature(list as never))).toMatchObject({
      code: 'NEST_ARGUMENT',
      details: { asked: 'ElastodmModule.forFeature', found, needs: 'a list of classes' },
    });
  });

  test.each([
    ['a misspelled option', { retryAttempt: 3 }, 'DATA_SOURCE_OPTION_UNKNOWN'],
    ['TypeORM’s synchronize', { synchronize: true }, 'DATA_SOURCE_OPTION_INVALID'],
    ['an empty synchronize', { synchronize: '' }, 'DATA_SOURCE_OPTION_INVALID'],
  ])('%s', async (_, options, code) => {
    expect(await rejection(application({ imports: [root(options as never)] }))).toMatchObject({ code });
  });

  test('a name that is said in the wrong place', async () => {
    const useFactory = () => ({ name: 'archive' });
    expect(
      await rejection(application({ imports: [ElastodmModule.forRootAsync({ useFactory })] })),
    ).toMatchObject({
      code: 'DATA_SOURCE_OPTION_INVALID',
      details: { option: 'name', allowed: ['default'] },
    });
  });

  test.each([
    ['of one name', [root(), root()]],
    ['of one name, in two modules', [root({ name: 'archive' }), moduleWith(root({ name: 'archive' }))]],
    ['asynchronously', [root(), ElastodmModule.forRootAsync({ useFactory: () => ({}) })]],
  ])('a DataSource that is made twice %s', async (_, imports) => {
    expect(await rejection(application({ imports }))).toMatchObject({
      code: 'NEST_DATA_SOURCE_TWICE',
      message: expect.stringContaining('Import it once, in the root module'),
    });
  });

  test('one forRoot that two modules import is one DataSource', async () => {
    const once = root();
    const app = await application({ imports: [once, moduleWith(once)] });
    expect(app.get(DataSource).isInitialized).toBe(true);
  });

  test('forFeature twice in one module is no mistake', async () => {
    const app = await application({
      imports: [root(), ElastodmModule.forFeature([Film]), ElastodmModule.forFeature([Film])],
      providers: [FilmsService],
    });
    expect(app.get(FilmsService).films).toBeInstanceOf(Repository);
  });

  test('a class that is not there yet', () => {
    const missing = undefined as unknown as typeof Film;
    for (const [ask, asked] of [
      [
        () => ElastodmModule.forFeature([Film, missing]),
        'ElastodmModule.forFeature, at place 1 of its list,',
      ],
      [() => InjectRepository(missing), '@InjectRepository'],
      [() => getRepositoryToken(missing), '@InjectRepository'],
    ] as const) {
      expect(thrown(ask)).toMatchObject({
        code: 'NEST_ARGUMENT',
        details: { asked, found: 'undefined', needs: 'a class' },
        message: expect.stringContaining('two files import each other'),
      });
    }
  });

  test('forRootAsync without a way to its options', () => {
    expect(thrown(() => ElastodmModule.forRootAsync({}))).toMatchObject({
      code: 'NEST_NO_OPTIONS',
    });
  });

  test('a class that extends Repository, and was given no DataSource', async () => {
    // Without @Injectable, there is no metadata of its constructor.
    class FilmRepository extends Repository<Film> {
      constructor(dataSource: DataSource) {
        super(Film, dataSource);
      }
    }
    expect(
      await rejection(application({ imports: [root({ documents: [Film] })], providers: [FilmRepository] })),
    ).toMatchObject({
      code: 'REPOSITORY_WITHOUT_DATA_SOURCE',
      details: { className: 'Film', repository: 'FilmRepository' },
    });
  });
});

function moduleWith(imported: ReturnType<typeof root>): new () => object {
  @Module({ imports: [imported] })
  class Importing {}
  return Importing;
}
