// The films: how they are stored, loaded and searched.
import { Module } from '@nestjs/common';
import { ElastodmModule } from 'elastodm/nest';
import { Film } from './film.js';
import { FilmsController } from './films.controller.js';
import { FilmsLoader } from './films.loader.js';
import { FilmsService } from './films.service.js';

@Module({
  imports: [ElastodmModule.forFeature([Film])],
  controllers: [FilmsController],
  providers: [FilmsService, FilmsLoader],
})
export class FilmsModule {}
