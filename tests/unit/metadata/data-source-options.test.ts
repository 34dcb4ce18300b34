// Options of a DataSource that would be ignored, or mean what nobody wrote.
import { describe, expect, test } from '@jest/globals';
import { ConfigurationError, DataSource } from 'elastodm';
import { thrown } from '../../support/failing.js';

const made = (options: object): DataSource => new DataSource({ documents: [], ...options });

describe('options of a DataSource', () => {
  test.each([
    [{ connection: {} }, 'connection', 'connections'],
    [{ sychronize: 'none' }, 'sychronize', 'synchronize'],
    [{ dropSchema: true }, 'dropSchema', undefined],
  ])('%j is unknown', (options, option, nearest) => {
    const error = thrown(() => made(options));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      code: 'DATA_SOURCE_OPTION_UNKNOWN',
      details: { option, ...(nearest === undefined ? {} : { nearest }) },
    });
  });

  // What TypeORM takes, and what the environment gives.
  test.each([
    [true, 'true'],
    [false, 'false'],
    [null, 'null'],
    ['', "''"],
    ['Update', "'Update'"],
    [{}, 'a value of type object'],
  ])('synchronize: %j makes no index', (synchronize, found) => {
    expect(thrown(() => made({ synchronize }))).toMatchObject({
      code: 'DATA_SOURCE_OPTION_INVALID',
      details: { option: 'synchronize', found, allowed: ['none', 'check', 'create', 'update'] },
    });
  });

  test('hydration is one of its words', () => {
    expect(thrown(() => made({ hydration: 'loose' }))).toMatchObject({
      code: 'DATA_SOURCE_OPTION_INVALID',
      message:
        "The option 'hydration' of a DataSource can't be 'loose'. Use one of 'lenient', 'strict', or leave it out. [DATA_SOURCE_OPTION_INVALID]",
    });
  });

  test('undefined is not said', () => {
    expect(made({ synchronize: undefined, nonsense: undefined })).toBeInstanceOf(DataSource);
  });
});
