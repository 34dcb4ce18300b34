// No option without a test of its effect: each has a `describe` of its name.
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionOptionNames } from '../../../../src/connection/options/connection-options.js';

test('each connection option has its tests here', () => {
  const described = ['wire', 'tls', 'behaviour'].flatMap((name) => {
    const text = readFileSync(join(__dirname, `${name}.test.ts`), 'utf8');
    return [...text.matchAll(/^describe\('(\w+)', /gm)].map(([, title]) => title);
  });
  expect(described.toSorted()).toEqual([...connectionOptionNames].toSorted());
});
