// Certificates that must be refused, and credentials that are: one attempt, a typed error, nothing handed over.
import { expect, test } from '@jest/globals';
import { AuthenticationError, TlsError } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { canary, failureOf, setScene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServerOptions } from '../../../support/fault-server.js';
import { tlsFixtures } from '../../../support/tls-fixtures.js';
import type { TlsFixtures } from '../../../support/tls-fixtures.js';

type Case = readonly [
  name: string,
  server: (fixtures: TlsFixtures) => FaultServerOptions['tls'],
  client: (fixtures: TlsFixtures) => ConnectionOptions,
  reason: RegExp,
];

const refused: readonly Case[] = [
  [
    'another authority',
    ({ attackerLeaf }) => attackerLeaf,
    ({ ca }) => ({ caCerts: ca.cert }),
    /unable to verify|signature|self.signed|issuer/,
  ],
  ['no authority that Node knows', ({ leaf }) => leaf, () => ({}), /unable to verify|self.signed|issuer/],
  ['a certificate that has expired', ({ expired }) => expired, ({ ca }) => ({ caCerts: ca.cert }), /expired/],
  [
    'a certificate that is not valid yet',
    ({ notYetValid }) => notYetValid,
    ({ ca }) => ({ caCerts: ca.cert }),
    /not yet valid/,
  ],
  [
    'the name of another host',
    ({ otherName }) => otherName,
    ({ ca }) => ({ caCerts: ca.cert }),
    /altnames|does not match/,
  ],
  [
    'a certificate of its own',
    ({ selfSigned }) => selfSigned,
    ({ ca }) => ({ caCerts: ca.cert }),
    /self.signed/,
  ],
  [
    'another fingerprint',
    ({ leafWithCa }) => leafWithCa,
    ({ attackerCa }) => ({ sslAssertFingerprint: attackerCa.fingerprint }),
    /fingerprint/,
  ],
  [
    'the genuine authority behind a forged leaf',
    ({ forged }) => forged,
    ({ ca }) => ({ sslAssertFingerprint: ca.fingerprint }),
    /fingerprint|not signed/,
  ],
];

test.each(refused)('%s: one attempt, no request', async (_name, server, client, reason) => {
  const fixtures = tlsFixtures();
  await using node = await startFaultServer({ tls: server(fixtures) });
  await using scene = setScene({
    hosts: node.url,
    httpAuth: ['ann', canary],
    sniffOnConnectionFail: false,
    ...client(fixtures),
  });
  const { films } = scene;
  for (const [turn, call] of [
    () => films.count(),
    () => films.save(films.create({ title: canary })),
  ].entries()) {
    const error = await failureOf(call());
    expect(error).toBeInstanceOf(TlsError);
    expect(error.details).toMatchObject({ alias: 'default', host: node.url });
    expect(error.message).toContain(node.url);
    expect(error.message).toMatch(reason);
    expect([node.connections, node.deliveries]).toEqual([turn + 1, []]);
  }
  expect(scene.logger.told('retry')).toEqual([]);
});

test('a client without the certificate that is asked for is told so, and nothing is delivered', async () => {
  const { leaf, ca } = tlsFixtures();
  const tls = { ...leaf, ca: ca.cert, requestCert: true };
  await using node = await startFaultServer({ tls });
  await using scene = setScene({ hosts: node.url, caCerts: ca.cert, maxRetries: 0 });
  const error = await failureOf(scene.films.count());
  expect(error.code).toMatch(/^CONNECTION_(?:TLS|FAILED)$/);
  expect(node.deliveries).toEqual([]);
});

test('the same with the right certificates: answered', async () => {
  const { leaf, leafWithCa, client, ca } = tlsFixtures();
  for (const [tls, options] of [
    [leaf, { caCerts: ca.cert }],
    [leafWithCa, { sslAssertFingerprint: ca.fingerprint }],
    [
      { ...leaf, ca: ca.cert, requestCert: true },
      { caCerts: ca.cert, clientCert: client.cert, clientKey: client.key },
    ],
  ] as const) {
    await using node = await startFaultServer({ tls });
    node.store.createIndex('films');
    await using scene = setScene({ hosts: node.url, ...options });
    expect(await scene.films.count()).toBe(0);
  }
});

test('a wrong password: one delivery, to each call', async () => {
  await using node = await startFaultServer();
  node.failNext({ action: 'status', status: 401, times: Infinity });
  await using scene = setScene({ hosts: node.url, httpAuth: ['ann', canary] });
  const { films } = scene;
  expect(await failureOf(films.count())).toBeInstanceOf(AuthenticationError);
  expect(await failureOf(films.save(films.create({ title: canary })))).toBeInstanceOf(AuthenticationError);
  expect(node.deliveries.map(({ method }) => method)).toEqual(['GET', 'PUT']);
});
