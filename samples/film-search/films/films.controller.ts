// GET /films and GET /films/:id.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { FilmId, FilmsQuery } from './films.query.js';
import { FilmsService } from './films.service.js';
import type { FilmDetail, FilmPage } from './film-view.js';

@Controller('films')
export class FilmsController {
  constructor(private readonly films: FilmsService) {}

  @Get()
  search(@Query() query: FilmsQuery): Promise<FilmPage> {
    return this.films.search(query);
  }

  @Get(':id')
  detail(@Param() { id }: FilmId): Promise<FilmDetail> {
    return this.films.detail(id);
  }
}
