// elastodm/nest in an application: what is injected, from where, and when it starts and ends.
import { afterEach, describe, expect, test } from '@jest/globals';
import { Controller, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource, Document, Id, Keyword, Repository, Text } from 'elastodm';
import { ElastodmModule, InjectRepository } from 'elastodm/nest';
import { serverOptions, uniqueIndex } from '../support/server.js';

@Document(uniqueIndex('nest'))
class Film {
  @Id() id?: string;
  @Text() title!: string;
}

@Injectable()
class FilmsService {
  constructor(@InjectRepository(Film) readonly films: Repository<Film>, readonly dataSource: DataSource) {}
}

@Module({ imports: [ElastodmModule.forFeature([Film])], providers: [FilmsService] })
class FilmsModule {}

test('works', async () => {
  const ref = await Test.createTestingModule({
    imports: [ElastodmModule.forRoot({ connections: { default: serverOptions() }, synchronize: 'update' }), FilmsModule],
  }).compile();
  const service = ref.get(FilmsService);
  const saved = await service.films.save(service.films.create({ title: 'Alien' }));
  expect((await service.films.get(saved.id!)).title).toBe('Alien');
  expect(service.dataSource.getRepository(Film)).toBe(service.films);
  await service.dataSource.connections.getConnection().indices.delete({ index: service.films.metadata.index as string });
  await ref.close();
  expect(service.dataSource.isInitialized).toBe(false);
});
