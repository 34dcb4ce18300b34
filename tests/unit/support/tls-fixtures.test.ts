// The certificates of the TLS tests: which of them Node accepts, and why it refuses the others.
import { expect, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServerOptions } from '../../support/fault-server.js';
import { tlsFixtures } from '../../support/tls-fixtures.js';
import type { TlsPair } from '../../support/tls-fixtures.js';
import { call } from './call.js';
import type { Called } from './call.js';

const fixtures = tlsFixtures();
const { ca, attackerCa, rootCa, intermediateCa } = fixtures;

async function meet(served: NonNullable<FaultServerOptions['tls']>, tls: TlsOptions): Promise<Called> {
  await using server = await startFaultServer({ tls: served });
  const called = await call(`GET ${server.url}/`, { tls });
  expect(server.connections).toBe(1);
  return called;
}

const accepted: [string, TlsPair, string][] = [
  ['a leaf', fixtures.leaf, ca.cert],
  ['a leaf with its authority', fixtures.leafWithCa, ca.cert],
  ['a chain', fixtures.chain, rootCa.cert],
  ['a chain with its root', fixtures.chainWithRoot, rootCa.cert],
  [
    'a chain whose intermediate the client knows',
    fixtures.chainWithoutIntermediate,
    intermediateCa.cert + rootCa.cert,
  ],
  ['a leaf that is trusted itself', fixtures.selfSigned, fixtures.selfSigned.cert],
  ['a leaf of the attacker, for the attacker', fixtures.attackerLeaf, attackerCa.cert],
];
test.each(accepted)('%s is accepted', async (_name, served, trusted) => {
  expect(await meet(served, { ca: trusted })).toMatchObject({ status: 200, error: undefined });
});

const refused: [string, TlsPair, string, string][] = [
  ['an expired leaf', fixtures.expired, ca.cert, 'CERT_HAS_EXPIRED'],
  ['a leaf of tomorrow', fixtures.notYetValid, ca.cert, 'CERT_NOT_YET_VALID'],
  ['another name', fixtures.otherName, ca.cert, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['the attacker', fixtures.attackerLeaf, ca.cert, 'CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['a forged chain', fixtures.forged, ca.cert, 'CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [
    'a missing intermediate',
    fixtures.chainWithoutIntermediate,
    rootCa.cert,
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ],
  ['a leaf of nobody', fixtures.selfSigned, ca.cert, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
];
test.each(refused)('%s is refused', async (_name, served, trusted, code) => {
  const called = await meet(served, { ca: trusted });
  expect(called.error).toMatch(new RegExp(code));
  expect(called.status).toBeUndefined();
});

test('a client must show a certificate where one is asked for', async () => {
  const served = { ...fixtures.leaf, ca: ca.cert, requestCert: true };
  const show = ({ cert, key }: TlsPair): Promise<Called> => meet(served, { ca: ca.cert, cert, key });
  expect(await show(fixtures.client)).toMatchObject({ status: 200 });
  expect(await show(fixtures.attackerClient)).toMatchObject({ status: undefined });
  expect(await meet(served, { ca: ca.cert })).toMatchObject({ status: undefined });
});

test('versions of TLS can be set', async () => {
  const served = { ...fixtures.leaf, maxVersion: 'TLSv1.2' as const };
  expect(await meet(served, { ca: ca.cert })).toMatchObject({ status: 200 });
  expect(await meet(served, { ca: ca.cert, minVersion: 'TLSv1.3' })).toMatchObject({
    error: 'EPROTO',
  });
});

test('the attacker has the name of the authority, not its key; the forged chain ends with the genuine one', () => {
  const [genuine, attacker] = [new X509Certificate(ca.cert), new X509Certificate(attackerCa.cert)];
  expect(attacker.subject).toBe(genuine.subject);
  expect(attackerCa.fingerprint).not.toBe(ca.fingerprint);
  expect(fixtures.forged.cert.endsWith(ca.cert)).toBe(true);
  const leaf = new X509Certificate(fixtures.forged.cert);
  expect([leaf.verify(genuine.publicKey), leaf.verify(attacker.publicKey)]).toEqual([false, true]);
  expect(ca.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(tlsFixtures()).toBe(fixtures);
});
