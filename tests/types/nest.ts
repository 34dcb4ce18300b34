// elastodm/nest: what may be passed to the module, to its decorators and tokens. Decorators of parameters, which only the
// legacy mode has, are tried in tests/nest.
/* eslint-disable @typescript-eslint/no-unsafe-assignment -- wrong names are what is tested */
import { Module } from '@nestjs/common';
import type { InjectionToken } from '@nestjs/common';
import { DataSource, Document, Id, Keyword, Repository } from 'elastodm';
import {
  ElastodmModule,
  getConnectionToken,
  getDataSourceToken,
  getRepositoryToken,
  InjectConnection,
  InjectDataSource,
  InjectRepository,
} from 'elastodm/nest';
import type {
  ElastodmModuleOptions,
  ElastodmOptionsFactory,
  InjectDecorator,
  ElastodmHealthIndicator,
} from 'elastodm/nest';
import { expectTypeOf } from 'expect-type';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}
class FilmRepository extends Repository<Film> {
  constructor(dataSource: DataSource) {
    super(Film, dataSource);
  }
  titles(): Promise<string[]> {
    return this.find().then((films) => films.map(({ title }) => title));
  }
}
class Settings {
  readonly hosts = 'localhost:9200';
}
class Options implements ElastodmOptionsFactory {
  createElastodmOptions(name: string): ElastodmModuleOptions {
    return { name, synchronize: 'update' };
  }
}

// — the module —
ElastodmModule.forRoot();
ElastodmModule.forRoot({ synchronize: 'create', documents: [Film], retryAttempts: 3, toRetry: () => false });
ElastodmModule.forRoot({ connections: { default: { hosts: 'localhost:9200' } } }, 'archive');
// @ts-expect-error there is no such option
ElastodmModule.forRoot({ entities: [Film] });
// @ts-expect-error there is no such way to synchronise
ElastodmModule.forRoot({ synchronize: true });
// @ts-expect-error nor such a connection option
ElastodmModule.forRoot({ connections: { default: { host: 'localhost' } } });

ElastodmModule.forFeature([Film, FilmRepository]);
ElastodmModule.forFeature([Film], 'archive');
ElastodmModule.forFeature([Film, 'archive']);
// @ts-expect-error the alias comes last
ElastodmModule.forFeature(['archive', Film]);
// @ts-expect-error a list is needed
ElastodmModule.forFeature(Film);
// @ts-expect-error a name alone is no list of classes
ElastodmModule.forFeature(['archive']);
// @ts-expect-error an instance is no class
ElastodmModule.forFeature([new Film()]);

ElastodmModule.forRootAsync({ useFactory: () => ({ synchronize: 'update' }) });
ElastodmModule.forRootAsync({
  inject: [Settings],
  useFactory: ({ hosts }: Settings) => Promise.resolve({ connections: { default: { hosts } } }),
});
ElastodmModule.forRootAsync({ name: 'archive', useClass: Options });
ElastodmModule.forRootAsync({ useExisting: Options });
// @ts-expect-error it makes no options
ElastodmModule.forRootAsync({ useClass: Settings });
// @ts-expect-error the options are wrong
ElastodmModule.forRootAsync({ useFactory: () => ({ synchronize: 'always' }) });

@Module({
  imports: [ElastodmModule.forRoot(), ElastodmModule.forFeature([Film])],
  providers: [FilmRepository],
})
export class AppModule {}

// — what is injected —
expectTypeOf(InjectRepository(Film)).toEqualTypeOf<InjectDecorator>();
InjectRepository(Film, 'archive');
InjectRepository(FilmRepository);
InjectDataSource();
InjectDataSource('archive');
InjectConnection();
InjectConnection('analytics', 'archive');
// @ts-expect-error a class is needed
InjectRepository('Film');
// @ts-expect-error a name is needed
InjectDataSource(DataSource);
// @ts-expect-error an alias is needed
InjectConnection({ alias: 'analytics' });

getRepositoryToken(Film, 'archive');
getDataSourceToken('archive');
expectTypeOf(getConnectionToken('analytics', 'archive')).toEqualTypeOf<InjectionToken>();
// @ts-expect-error a class is needed
getRepositoryToken('Film');

// — health —
declare const indicator: ElastodmHealthIndicator;
const checked = await indicator.isHealthy('elasticsearch', { aliases: ['default'], dataSource: 'archive' });
expectTypeOf(checked.elasticsearch.status).toEqualTypeOf<'up' | 'down'>();
// @ts-expect-error the key is another
export const missing = checked.opensearch;
// @ts-expect-error there is no such option
await indicator.isHealthy('elasticsearch', { alias: 'default' });

// — classes that extend Repository —
declare const dataSource: DataSource;
const films = new FilmRepository(dataSource);
expectTypeOf(films.get('1')).resolves.toEqualTypeOf<Film>();
// `using` keeps the class.
expectTypeOf(films.using('analytics')).toEqualTypeOf<FilmRepository>();
expectTypeOf(dataSource.getRepository(Film).using('analytics')).toEqualTypeOf<Repository<Film>>();
// @ts-expect-error a DataSource is needed
new Repository(Film);
// @ts-expect-error it is of films
const other: Repository<{ pages: number }> = new Repository(Film, dataSource);
export { other };
