import { expect, test } from '@jest/globals';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { createAuthority, issueCertificate } from '../../../src/testing/certificates.js';
import type { CertificateRequest } from '../../../src/testing/certificates.js';

const authority = createAuthority('Test CA');

/** The error code of a TLS handshake with this certificate; 'ok' when it is accepted. */
async function shakeHands(request: CertificateRequest, ca: string, host: string): Promise<string> {
  const { certificate, key } = issueCertificate(authority, request);
  const server = createServer({ cert: certificate, key });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, ca, servername: host });
  const outcome = await new Promise<string>((resolve) => {
    socket.once('secureConnect', () => resolve('ok'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  socket.destroy();
  server.close();
  return outcome;
}

test('the authority is a certificate authority that signed itself', () => {
  const certificate = new X509Certificate(authority.certificate);
  expect([certificate.ca, certificate.subject, certificate.issuer]).toEqual([
    true,
    'CN=Test CA',
    'CN=Test CA',
  ]);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
});

test('a certificate carries its names, and is signed by the authority', () => {
  const names = ['es.test', '10.1.2.3', '::1', '2001:db8::5'];
  const { certificate, key } = issueCertificate(authority, { cn: 'Ä node', names });
  const parsed = new X509Certificate(certificate);
  expect(parsed.subjectAltName).toBe(
    'DNS:es.test, IP Address:10.1.2.3, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:0:5',
  );
  expect([parsed.ca, parsed.checkIssued(new X509Certificate(authority.certificate))]).toEqual([false, true]);
  expect(parsed.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
});

test('dates before and after the year 2050 are read back as they were', () => {
  const notBefore = new Date('2020-01-02T03:04:05Z');
  const notAfter = new Date('2051-02-03T04:05:06Z');
  const parsed = new X509Certificate(
    issueCertificate(authority, { cn: 'x', notBefore, notAfter }).certificate,
  );
  expect([new Date(parsed.validFrom), new Date(parsed.validTo)]).toEqual([notBefore, notAfter]);
});

test.each<[outcome: string, request: CertificateRequest, host: string]>([
  ['ok', { cn: 'node' }, 'localhost'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { cn: 'node', names: ['other.test'] }, 'localhost'],
  ['CERT_HAS_EXPIRED', { cn: 'node', notBefore: new Date(0), notAfter: new Date(1e12) }, 'localhost'],
  ['CERT_NOT_YET_VALID', { cn: 'node', notBefore: new Date(Date.now() + 1e8) }, 'localhost'],
])('a handshake ends with %s: %j', async (outcome, request, host) => {
  expect(await shakeHands(request, authority.certificate, host)).toBe(outcome);
});

test('another authority of the same name is not trusted', async () => {
  const impostor = createAuthority('Test CA');
  expect(await shakeHands({ cn: 'node' }, impostor.certificate, 'localhost')).not.toBe('ok');
});

test('every certificate and key is different, and each can be read back', () => {
  const serials = new Set<string>();
  for (let index = 0; index < 50; index += 1) {
    serials.add(
      new X509Certificate(issueCertificate(authority, { cn: `node-${index}` }).certificate).serialNumber,
    );
  }
  expect(serials.size).toBe(50);
});
