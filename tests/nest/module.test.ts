// elastodm/nest in an application: what is injected where.
import { describe, expect, test } from '@jest/globals';
import { Inject, Injectable, Module, Optional, Scope } from '@nestjs/common';
import { LazyModuleLoader, ModuleRef } from '@nestjs/core';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager, DataSource, Document, Id, Keyword, Repository, Text } from 'elastodm';
import {
  ElastodmModule,
  getConnectionToken,
  getDataSourceToken,
  getRepositoryToken,
  InjectConnection,
  InjectDataSource,
  InjectRepository,
} from 'elastodm/nest';
import type { ElastodmModuleOptions, ElastodmOptionsFactory } from 'elastodm/nest';
import { testIndices } from '../support/cleanup.js';
import { serverOptions } from '../support/server.js';
import { filmIn, root, testApplications } from './scene.js';

const indexOf = testIndices();
const application = testApplications();

@Document(indexOf('films'))
class Film {
  @Id() id?: string;
  @Text() title!: string;
  @Keyword() genre?: string;
}

@Document(indexOf('actors'))
class Actor {
  @Id() id?: string;
  @Text() name!: string;
}

@Injectable()
class FilmsService {
  constructor(
    @InjectRepository(Film) readonly films: Repository<Film>,
    readonly dataSource: DataSource,
  ) {}
}

@Module({
  imports: [ElastodmModule.forFeature([Film])],
  providers: [FilmsService],
  exports: [FilmsService, ElastodmModule],
})
class FilmsModule {}

describe('a repository', () => {
  test('is injected, is that of the DataSource, and reaches the cluster', async () => {
    const app = await application({ imports: [root({ synchronize: 'update' }), FilmsModule] });
    const { films, dataSource } = app.get(FilmsService);

    const saved = await films.save(films.create({ title: 'Alien', genre: 'Horror' }), { refresh: true });
    expect(await films.get(saved.id!)).toEqual({ id: saved.id, title: 'Alien', genre: 'Horror' });
    expect((await films.search({ query: { match: { title: 'alien' } } })).total).toBe(1);
    expect(dataSource.getRepository(Film)).toBe(films);
    // `synchronize` made the index by the class.
    const client = dataSource.connections.getConnection();
    const mapping = await client.indices.getMapping({ index: films.metadata.index });
    expect(Object.values(mapping)[0]?.mappings.properties).toEqual({
      title: { type: 'text' },
      genre: { type: 'keyword' },
    });
  });

  test('may be asked for by several modules, which all have the same one', async () => {
    @Injectable()
    class ReportsService {
      constructor(@InjectRepository(Film) readonly films: Repository<Film>) {}
    }
    @Module({ imports: [ElastodmModule.forFeature([Film, Actor])], providers: [ReportsService] })
    class ReportsModule {}

    const app = await application({ imports: [root(), FilmsModule, ReportsModule] });
    expect(app.get(ReportsService, { strict: false }).films).toBe(app.get(FilmsService).films);
  });

  test('is exported with the module that imports it', async () => {
    @Injectable()
    class TicketsService {
      constructor(@InjectRepository(Film) readonly films: Repository<Film>) {}
    }
    @Module({ imports: [FilmsModule], providers: [TicketsService] })
    class TicketsModule {}

    const app = await application({ imports: [root(), TicketsModule] });
    expect(app.get(TicketsService, { strict: false }).films).toBeInstanceOf(Repository);
  });

  test('is injected into properties, factories and providers of each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class OfRequest {
      @InjectRepository(Film) readonly films!: Repository<Film>;
    }
    const app = await application({
      imports: [root(), ElastodmModule.forFeature([Film])],
      providers: [
        OfRequest,
        {
          provide: 'COUNT',
          useFactory: (films: Repository<Film>) => films.metadata.className,
          inject: [getRepositoryToken(Film)],
        },
      ],
    });
    expect((await app.resolve(OfRequest)).films).toBeInstanceOf(Repository);
    expect(app.get('COUNT')).toBe('Film');
  });

  test('of two classes of one name is each its own', async () => {
    const [One, Other] = [filmIn(indexOf('one')), filmIn(indexOf('other'))];
    const app = await application({ imports: [root(), ElastodmModule.forFeature([One, Other])] });
    const get = (target: typeof One): Repository<object> => app.get(getRepositoryToken(target));
    expect(get(One).metadata.index).not.toBe(get(Other).metadata.index);
  });
});

describe('documents', () => {
  test('of forFeature and of forRoot are registered, each once', async () => {
    const app = await application({ imports: [root({ documents: [Actor, Film] }), FilmsModule] });
    const dataSource = app.get(DataSource);
    expect(dataSource.getMetadata(Actor).className).toBe('Actor');
    expect(dataSource.getMetadata(Film).className).toBe('Film');
  });

  test('of one application are unknown to another', async () => {
    await application({ imports: [root(), FilmsModule] });
    const other = await application({ imports: [root(), ElastodmModule.forFeature([Actor])] });
    expect(() => other.get(DataSource).getMetadata(Film)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_NOT_REGISTERED' }),
    );
  });

  test('of a module that is loaded later are served if forRoot names them', async () => {
    const app = await application({ imports: [root({ documents: [Film] })] });
    const loaded = await app.get(LazyModuleLoader, { strict: false }).load(() => FilmsModule);
    expect(loaded.get(FilmsService).films.metadata.className).toBe('Film');
  });
});

describe('a class that extends Repository', () => {
  @Injectable()
  class Clock {
    readonly year = 1979;
  }

  @Injectable()
  class FilmRepository extends Repository<Film> {
    constructor(
      dataSource: DataSource,
      readonly clock: Clock,
    ) {
      super(Film, dataSource);
    }

    horrors(): Promise<Film[]> {
      return this.find({ where: { genre: 'Horror' } });
    }
  }

  test('is a provider as any other', async () => {
    @Injectable()
    class HorrorService {
      constructor(readonly films: FilmRepository) {}
    }
    const app = await application({
      imports: [root({ synchronize: 'update' }), ElastodmModule.forFeature([Film])],
      providers: [Clock, FilmRepository, HorrorService],
    });
    const { films } = app.get(HorrorService);
    const alien = await films.save(films.create({ id: 'alien', title: 'Alien', genre: 'Horror' }), {
      refresh: true,
    });
    expect(await films.horrors()).toContainEqual(alien);
    expect(films.clock.year).toBe(1979);
  });

  test('may stand in forFeature, and is injected by its class or by @InjectRepository', async () => {
    @Injectable()
    class Plain extends Repository<Film> {
      constructor(dataSource: DataSource) {
        super(Film, dataSource);
      }
    }
    @Injectable()
    class Both {
      constructor(
        readonly one: Plain,
        @InjectRepository(Plain) readonly other: Plain,
      ) {}
    }
    const app = await application({
      imports: [root(), ElastodmModule.forFeature([Film, Plain])],
      providers: [Both],
    });
    expect(app.get(Both).one).toBeInstanceOf(Plain);
    expect(app.get(Both).other).toBe(app.get(Both).one);
  });

  test('may take the place of the class’s own repository', async () => {
    const app = await application({
      imports: [root({ documents: [Film] })],
      providers: [Clock, { provide: getRepositoryToken(Film), useClass: FilmRepository }, FilmsService],
    });
    expect(app.get(FilmsService).films).toBeInstanceOf(FilmRepository);
  });
});

describe('connections and DataSources', () => {
  test('a client is injected by its alias; one that nobody asks for is not made', async () => {
    @Injectable()
    class Clients {
      constructor(
        @InjectConnection() readonly standard: Client,
        @InjectConnection('analytics') readonly analytics: Client,
      ) {}
    }
    const app = await application({
      imports: [
        root({
          connections: {
            default: serverOptions(),
            analytics: () => serverOptions(),
            production: () => {
              throw new Error('ES_PROD_HOSTS is not set');
            },
          },
        }),
      ],
      providers: [Clients],
    });
    const { standard, analytics } = app.get(Clients);
    expect(standard).toBeInstanceOf(Client);
    expect(analytics).not.toBe(standard);
    const { connections } = app.get(DataSource);
    expect(connections.getConnection('analytics')).toBe(analytics);
    expect((await analytics.cluster.health()).timed_out).toBe(false);
  });

  test('a client is there for whoever asks later: a class made by hand, a module that is loaded later', async () => {
    const app = await application({
      imports: [root({ connections: { default: serverOptions(), late: serverOptions() } })],
    });
    const { connections } = app.get(DataSource);
    expect(await app.resolve(getConnectionToken())).toBe(connections.getConnection());

    @Injectable()
    class Late {
      constructor(@InjectConnection('late') readonly client: Client) {}
    }
    @Module({ providers: [Late] })
    class LateModule {}
    const loaded = await app.get(LazyModuleLoader, { strict: false }).load(() => LateModule);
    expect(loaded.get(Late).client).toBe(connections.getConnection('late'));
    expect((await app.get(ModuleRef).create(Late)).client).toBe(connections.getConnection('late'));
  });

  test('a client that is not there may be optional', async () => {
    @Injectable()
    class Choosy {
      constructor(@Optional() @InjectConnection('nope') readonly client?: Client) {}
    }
    const app = await application({ imports: [root()], providers: [Choosy] });
    expect(app.get(Choosy).client).toBeUndefined();
  });

  test('a repository of an alias writes on that connection', async () => {
    @Injectable()
    class Visits {
      constructor(
        @InjectRepository(Film) readonly here: Repository<Film>,
        @InjectRepository(Film, 'analytics') readonly there: Repository<Film>,
      ) {}
    }
    const seen: string[] = [];
    const manager = new ConnectionManager();
    const headers = { 'x-cluster': 'analytics' };
    manager.createConnection('default', serverOptions());
    const analytics = manager.createConnection('analytics', { ...serverOptions(), headers });
    analytics.diagnostic.on('response', (_, event) => seen.push(String(event?.meta.request.params.path)));
    const app = await application({
      imports: [
        root({ connections: manager }),
        ElastodmModule.forFeature([Film]),
        ElastodmModule.forFeature([Film, 'analytics']),
      ],
      providers: [Visits],
    });
    const { here, there } = app.get(Visits);
    await here.save(here.create({ id: 'here', title: 'Alien' }));
    await there.save(there.create({ id: 'there', title: 'Aliens' }));
    expect(seen).toEqual([expect.stringContaining('/_doc/there')]);
    await app.close();
    // A manager that is kept by the user stays open.
    await manager.getConnection('analytics').cluster.health();
    await manager.close();
  });

  test('several DataSources are told apart by their names', async () => {
    @Injectable()
    class Archive {
      constructor(
        readonly standard: DataSource,
        @InjectDataSource('archive') readonly archive: DataSource,
        @InjectRepository(Film) readonly films: Repository<Film>,
        @InjectRepository(Actor, 'archive') readonly actors: Repository<Actor>,
        @InjectConnection('default', 'archive') readonly client: Client,
      ) {}
    }
    const app = await application({
      imports: [
        root(),
        root({ name: 'archive' }),
        ElastodmModule.forFeature([Film]),
        ElastodmModule.forFeature([Actor], 'archive'),
      ],
      providers: [Archive],
    });
    const { standard, archive, films, actors, client } = app.get(Archive);
    expect(archive).not.toBe(standard);
    expect(standard.getRepository(Film)).toBe(films);
    expect(archive.getRepository(Actor)).toBe(actors);
    expect(archive.connections.getConnection()).toBe(client);
    // Each knows its own documents only.
    expect(() => standard.getMetadata(Actor)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_NOT_REGISTERED' }),
    );
    expect(() => archive.getMetadata(Film)).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_NOT_REGISTERED' }),
    );
  });

  test('tokens are the same each time', () => {
    expect(getDataSourceToken()).toBe(DataSource);
    expect(getDataSourceToken('archive')).toBe(getDataSourceToken('archive'));
    expect(getDataSourceToken('archive')).not.toBe(getDataSourceToken('other'));
    expect(getRepositoryToken(Film)).toBe(getRepositoryToken(Film, 'default'));
    expect(getRepositoryToken(Film)).not.toBe(getRepositoryToken(Actor));
    expect(getRepositoryToken(Film, 'archive')).not.toBe(getRepositoryToken(Film));
    expect(getConnectionToken()).toBe(getConnectionToken('default', 'default'));
    expect(getConnectionToken('analytics')).not.toBe(getConnectionToken('analytics', 'archive'));
  });
});

describe('forRootAsync', () => {
  @Injectable()
  class Config {
    readonly hosts = serverOptions();
  }
  @Module({ providers: [Config], exports: [Config] })
  class ConfigModule {}

  const optionsOf = ({ hosts }: Config): ElastodmModuleOptions => ({ connections: { default: hosts } });

  @Injectable()
  class Options implements ElastodmOptionsFactory {
    constructor(@Inject(Config) private readonly config: Config) {}

    createElastodmOptions(): ElastodmModuleOptions {
      return optionsOf(this.config);
    }
  }
  @Module({ imports: [ConfigModule], providers: [Options], exports: [Options] })
  class OptionsModule {}

  test.each([
    [
      'useFactory',
      ElastodmModule.forRootAsync({ imports: [ConfigModule], inject: [Config], useFactory: optionsOf }),
    ],
    [
      'an asynchronous useFactory',
      ElastodmModule.forRootAsync({
        imports: [ConfigModule],
        inject: [Config],
        useFactory: (config: Config) => Promise.resolve(optionsOf(config)),
      }),
    ],
    ['useClass', ElastodmModule.forRootAsync({ imports: [ConfigModule], useClass: Options })],
    ['useExisting', ElastodmModule.forRootAsync({ imports: [OptionsModule], useExisting: Options })],
    [
      'extraProviders',
      ElastodmModule.forRootAsync({ extraProviders: [Config], inject: [Config], useFactory: optionsOf }),
    ],
  ])('makes the options by %s', async (_, asyncRoot) => {
    @Injectable()
    class OfClient {
      constructor(@InjectConnection() readonly client: Client) {}
    }
    const app = await application({ imports: [asyncRoot, FilmsModule], providers: [OfClient] });
    expect(await app.get(FilmsService).films.count()).toBeGreaterThanOrEqual(0);
    expect(app.get(OfClient).client).toBe(app.get(DataSource).connections.getConnection());
  });

  test('takes its name beside the factory, and a factory of the DataSource', async () => {
    const made: DataSource[] = [];
    const app = await application({
      imports: [
        ElastodmModule.forRootAsync({
          name: 'archive',
          useFactory: () => ({ connections: { default: serverOptions() } }),
          dataSourceFactory: (options) => {
            const dataSource = new DataSource(options);
            made.push(dataSource);
            return dataSource;
          },
        }),
        ElastodmModule.forFeature([Film], 'archive'),
      ],
    });
    expect(app.get(getDataSourceToken('archive'))).toBe(made[0]);
    expect(made[0]?.isInitialized).toBe(true);
    expect(app.get<Repository<Film>>(getRepositoryToken(Film, 'archive'))).toBe(made[0]?.getRepository(Film));
  });
});

describe('in a test', () => {
  @Injectable()
  class FilmRepository extends Repository<Film> {
    constructor(dataSource: DataSource) {
      super(Film, dataSource);
    }
  }
  @Injectable()
  class Everything {
    constructor(
      @InjectConnection() readonly client: Client,
      @InjectRepository(Film) readonly films: Repository<Film>,
      readonly own: FilmRepository,
    ) {}
  }
  const away = { default: { hosts: 'http://127.0.0.1:9', maxRetries: 0 } };
  const metadata = {
    imports: [
      root({ connections: away, synchronize: 'update', retryAttempts: 1 }),
      ElastodmModule.forFeature([Film]),
    ],
    providers: [Everything, FilmRepository],
  };
  const fake = { get: () => Promise.resolve({ title: 'Alien' }) };

  test('each provider can be replaced; a DataSource in the place of ours is not initialized', async () => {
    const app = await application(metadata, (builder) =>
      builder
        .overrideProvider(DataSource)
        .useValue(new DataSource({ connections: away, documents: [Film] }))
        .overrideProvider(getRepositoryToken(Film))
        .useValue(fake),
    );
    const { client, films, own } = app.get(Everything);
    expect(films).toBe(fake);
    expect(client).toBeInstanceOf(Client);
    expect(own.metadata.className).toBe('Film');
    expect(app.get(DataSource).isInitialized).toBe(false);
  });

  test('there need be no DataSource at all', async () => {
    const app = await application(metadata, (builder) =>
      builder
        .overrideProvider(DataSource)
        .useValue({})
        .overrideProvider(getRepositoryToken(Film))
        .useValue(fake)
        .overrideProvider(FilmRepository)
        .useValue(fake)
        .overrideProvider(getConnectionToken())
        .useValue('a client'),
    );
    expect(app.get(Everything)).toEqual({ client: 'a client', films: fake, own: fake });
  });
});
