// Fills the index when the application starts, before it listens: anew if an earlier start was broken off.
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from 'elastodm/nest';
import { Repository } from 'elastodm';
import { Film } from './film.js';
import { vegaFilms } from './vega-films.js';

@Injectable()
export class FilmsLoader implements OnApplicationBootstrap {
  constructor(@InjectRepository(Film) private readonly films: Repository<Film>) {}

  async onApplicationBootstrap(): Promise<void> {
    const all = vegaFilms();
    await this.films.refresh();
    const found = await this.films.count();
    if (found >= all.length) {
      console.log(`${found} films are there.`);
      return;
    }
    await this.films.saveMany(all, {
      refresh: true,
      chunkSize: 800,
      onProgress: ({ succeeded }) => console.log(`Loading films: ${succeeded} of ${all.length}`),
    });
  }
}
