// The version in which a server is addressed: the client's own, and those that a server takes beside it.
import { describe, expect, test } from '@jest/globals';
import * as elastodm from 'elastodm';
import { rejection } from '../../support/failing.js';
import { serverOptions, uniqueIndex } from '../../support/server.js';
import { useEverything } from './everything.js';

declare const testServer: '8' | '9';
const own = Number(testServer) as 8 | 9;
const index = (): string => uniqueIndex('compatibility');

describe('compatibility', () => {
  test('unset: the client and the server of one version understand each other', async () => {
    await useEverything(elastodm, serverOptions(), index());
  });

  test('that of the server', async () => {
    await useEverything(elastodm, { ...serverOptions(), compatibility: own }, index());
  });

  (own === 9 ? test : test.skip)('8, with a server of version 9', async () => {
    await useEverything(elastodm, { ...serverOptions(), compatibility: 8 }, index());
  });

  (own === 8 ? test : test.skip)('9, with a server of version 8: the error says so', async () => {
    const options = { ...serverOptions(), compatibility: 9 } as const;
    const error = await rejection(useEverything(elastodm, options, index()));
    expect(error).toMatchObject({ name: 'ConnectionFailedError', code: 'CONNECTION_COMPATIBILITY' });
  });
});
