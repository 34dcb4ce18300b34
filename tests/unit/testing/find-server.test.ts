import { expect, test } from '@jest/globals';
import { checkOptions } from '../../../src/testing/options.js';
import type { ServerSource } from '../../../src/testing/options.js';
import { findServer, toSourceOrder } from '../../../src/testing/sources/find-server.js';
import { decline, declineUnset } from '../../../src/testing/sources/source.js';
import type { Source, SourceContext } from '../../../src/testing/sources/source.js';

const image: Source = () =>
  Promise.resolve({ kind: 'image', image: 'elasticsearch:9.2.4', version: '9.2.4' });
const none: Readonly<Record<ServerSource, Source>> = {
  url: () => Promise.resolve(declineUnset('ELASTICSEARCH_URL')),
  home: () => Promise.resolve(decline('no home')),
  cache: () => Promise.resolve(decline('no cache')),
  archive: () => Promise.resolve(decline('no archive')),
  maven: () => Promise.resolve(decline('no maven')),
  docker: () => Promise.resolve(decline('no docker')),
};

function contextFor(env: NodeJS.ProcessEnv, lines: string[] = []): SourceContext {
  return {
    plan: checkOptions({}, env),
    env,
    cache: '/nowhere',
    workspace: { folder: '/nowhere', runAs: undefined, run: () => Promise.resolve({ code: 1, output: '' }) },
    log: (line) => void lines.push(line),
  };
}

test('asks all sources in their order, or the forced one', () => {
  expect(toSourceOrder(undefined)).toEqual(['url', 'home', 'cache', 'archive', 'maven', 'docker']);
  expect(toSourceOrder('maven')).toEqual(['maven']);
});

test('takes the first source that has a server, and asks no further', async () => {
  const lines: string[] = [];
  const found = await findServer(contextFor({}, lines), {
    ...none,
    archive: image,
    maven: () => Promise.reject(new Error('asked')),
  });
  expect(found.source).toBe('archive');
  // What nobody asked for is not worth a line.
  expect(lines).toEqual(['not from home: no home', 'not from cache: no cache']);
});

test('a forced source is the only one', async () => {
  const forced = contextFor({ ELASTODM_ES_SOURCE: 'home' });
  await expect(findServer(forced, { ...none, archive: image })).rejects.toMatchObject({
    code: 'CLUSTER_NO_SOURCE',
    details: { tried: ['home: no home'] },
  });
});

test('the error lists what was tried, and what to install', async () => {
  await expect(findServer(contextFor({}), none)).rejects.toMatchObject({
    name: 'ClusterStartError',
    code: 'CLUSTER_NO_SOURCE',
    details: {
      tried: [
        'url: ELASTICSEARCH_URL is not set',
        'home: no home',
        'cache: no cache',
        'archive: no archive',
        'maven: no maven',
        'docker: no docker',
      ],
    },
    message: expect.stringMatching(/Install Docker, or a JDK/),
  });
});
