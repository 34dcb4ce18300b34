// Refuses options of a DataSource that would be ignored, or mean something that nobody wrote. Used by data-source.ts.
import { failure } from '../errors/failure.js';
import { nearest } from '../util/nearest.js';

/** The names of the options. */
const names = [
  'documents',
  'connections',
  'synchronize',
  'refresh',
  'hydration',
  'limits',
  'subscribers',
  'logger',
] as const;

const allowed: Readonly<Record<string, readonly string[]>> = {
  synchronize: ['none', 'check', 'create', 'update'],
  hydration: ['lenient', 'strict'],
};

/** Throws a ConfigurationError. What is undefined was not said. */
export function checkDataSourceOptions(options: object): void {
  for (const [option, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) continue;
    if (!(names as readonly string[]).includes(option)) {
      const meant = nearest(option, names);
      throw failure('DATA_SOURCE_OPTION_UNKNOWN', {
        option,
        ...(meant === undefined ? {} : { nearest: meant }),
      });
    }
    const values = allowed[option];
    if (values !== undefined && !values.includes(value as string)) {
      const found = typeof value === 'string' ? `'${value}'` : describe(value);
      throw failure('DATA_SOURCE_OPTION_INVALID', { option, found, allowed: values });
    }
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
    : `a value of type ${typeof value}`;
}
