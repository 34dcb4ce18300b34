import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseJdk, findJdks, javaRangeOf, toJavaMajor } from '../../../src/testing/java.js';

test.each([
  ['JAVA_VERSION="21.0.5"', 21],
  ['IMPLEMENTOR="Someone"\nJAVA_VERSION="17.0.15"\nJAVA_VERSION_DATE="2025-04-15"', 17],
  ['JAVA_VERSION="1.8.0_402"', 8],
  ['JAVA_VERSION="25"', 25],
  ['OS_NAME="Linux"', undefined],
  ['', undefined],
])('reads the feature release of %j', (release, major) => {
  expect(toJavaMajor(release)).toBe(major);
});

test.each([
  ['9.2.4', 21, Infinity],
  ['8.19.21', 17, Infinity],
  ['8.15.0', 17, 23],
])('Elasticsearch %s runs on Java %s to %s', (version, minimum, maximum) => {
  expect(javaRangeOf(version)).toEqual({ minimum, maximum });
});

test('chooses the first JDK in the range', () => {
  const found = [
    { home: '/eight', major: 8 },
    { home: '/seventeen', major: 17 },
    { home: '/twenty-five', major: 25 },
    { home: '/twenty-one', major: 21 },
  ];
  expect(chooseJdk(found, javaRangeOf('9.2.4'))?.home).toBe('/twenty-five');
  expect(chooseJdk(found, javaRangeOf('8.15.0'))?.home).toBe('/seventeen');
  expect(chooseJdk(found.slice(0, 2), javaRangeOf('9.2.4'))).toBeUndefined();
});

describe('findJdks', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'elastodm-test-')));
  afterAll(() => rmSync(folder, { recursive: true }));
  const createJdk = (name: string, version: string): string => {
    const home = join(folder, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'release'), `JAVA_VERSION="${version}"\n`);
    writeFileSync(join(home, 'bin', 'java'), '');
    return home;
  };

  test('asks ES_JAVA_HOME, JAVA_HOME and the PATH, in this order, each folder once', () => {
    const first = createJdk('first', '21.0.1');
    const second = createJdk('second', '17.0.1');
    const third = createJdk('third', '1.8.0');
    const env = {
      ES_JAVA_HOME: first,
      JAVA_HOME: second,
      PATH: `${join(folder, 'no')}:${join(third, 'bin')}`,
    };
    expect(findJdks(env).slice(0, 3)).toEqual([
      { home: first, major: 21 },
      { home: second, major: 17 },
      { home: third, major: 8 },
    ]);
    expect(
      findJdks({ ES_JAVA_HOME: first, JAVA_HOME: first }).filter(({ home }) => home === first),
    ).toHaveLength(1);
  });

  test('passes over a folder without a release file', () => {
    const homes = findJdks({ ES_JAVA_HOME: join(folder, 'nothing') }).map(({ home }) => home);
    expect(homes).not.toContain(join(folder, 'nothing'));
  });
});
