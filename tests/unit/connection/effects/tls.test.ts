// Each option of TLS, by the handshake and by what is sent after it: a server that is not trusted gets nothing.
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { ConnectionManager, ElastodmError, TlsError } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { createAuthority, issueCertificate } from '../../../../src/testing/certificates.js';
import { startStub } from '../../../support/stub-server.js';
import { fingerprintOf, tlsFixtures } from '../../../support/tls-fixtures.js';
import type { TlsPair } from '../../../support/tls-fixtures.js';
import { startTlsFront } from '../../../support/tls-front.js';
import type { Handshake } from '../../../support/tls-front.js';
import { loopback, startThings, thing, withThings } from './things.js';

const fixtures = tlsFixtures();
const { ca, attackerCa, rootCa, intermediateCa, leaf } = fixtures;
const root = join(__dirname, '..', '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'elastodm-tls-'));
const emitted = jest.spyOn(process, 'emitWarning');

beforeEach(() => {
  emitted.mockReset();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, ...contents: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, contents.join(''));
  return path;
}

interface Met {
  readonly url: string;
  readonly error: unknown;
  readonly handshakes: readonly Handshake[];
  readonly connections: number;
  /** Deciphered bytes of requests. */
  readonly received: string;
  /** Requests. */
  readonly deliveries: number;
}

/** A count from a server that shows this certificate; what became of it, on both sides. */
async function meet(served: TlsPair, options: ConnectionOptions, tls: TlsOptions = {}): Promise<Met> {
  await using server = await startThings();
  await using front = await startTlsFront(server, served, tls);
  const secret = { hosts: front.url, httpAuth: 'ann:secret' } as const;
  const error = await withThings({ ...secret, ...options }, (things) => things.count()).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await front.idle();
  const { url, handshakes, connections, received } = front;
  return { url, error, handshakes, connections, received, deliveries: server.deliveries.length };
}

function expectAccepted(met: Met): void {
  expect(met).toMatchObject({ error: undefined, deliveries: 1 });
  expect(met.received).toContain('authorization: Basic YW5uOnNlY3JldA==');
}

/** Refused in one attempt, with the host and the reason, before a byte of a request was sent. */
function expectRefused(met: Met, reason: RegExp): void {
  expect(met.error).toBeInstanceOf(TlsError);
  const { code, details } = met.error as ElastodmError<'CONNECTION_TLS'>;
  expect([code, details.alias, details.host]).toEqual(['CONNECTION_TLS', 'default', met.url]);
  expect(details.reason).toMatch(reason);
  expect(met).toMatchObject({ connections: 1, deliveries: 0, received: '' });
}

/** The warnings that were emitted, as `type code message`. */
function warnings(): readonly string[] {
  return (emitted.mock.calls as unknown as [string, { type: string; code: string }][]).map(
    ([message, { type, code }]) => `${type} ${code} ${message}`,
  );
}

const unknownAuthority = /unable to verify|self-signed|unable to get|signature failure/i;

describe('useSsl', () => {
  test('hosts without a scheme are reached over TLS', async () => {
    await using server = await startThings();
    await using front = await startTlsFront(server, leaf);
    for (const hosts of [`127.0.0.1:${front.port}`, `localhost:${front.port}`, front.url])
      await withThings({ hosts, useSsl: true, caCerts: ca.cert }, (things) => things.count());
    expect(front.handshakes.map(({ servername }) => servername)).toEqual([undefined, 'localhost', undefined]);
    expect(server.deliveries).toHaveLength(3);
  });

  test('a server that speaks no TLS', async () => {
    await using server = await startStub(() => ({}));
    const hosts = `127.0.0.1:${server.port}`;
    await expect(withThings({ hosts, useSsl: true }, (things) => things.count())).rejects.toMatchObject({
      code: 'CONNECTION_TLS',
      details: { host: `https://${hosts}`, reason: expect.stringMatching(/wrong version number/) },
    });
    expect(server.requests).toEqual([]);
  });

  test('false and unset: hosts without a scheme are http:', async () => {
    await using server = await startThings();
    for (const options of [{}, { useSsl: false }])
      await withThings({ hosts: `127.0.0.1:${server.port}`, ...options }, (things) => things.count());
    expect(server.deliveries).toHaveLength(2);
  });
});

describe('verifyCerts', () => {
  const untrusted = [
    ['of nobody', fixtures.selfSigned],
    ['expired', fixtures.expired],
    ['for another name', fixtures.otherName],
  ] as const;

  test.each(untrusted)('true and unset: a certificate %s is refused', async (_name, served) => {
    for (const options of [{}, { verifyCerts: true }]) {
      expectRefused(await meet(served, options), /unable to verify|self-signed|has expired/);
      expect(warnings()).toEqual([]);
    }
  });

  test.each(untrusted)('false: a certificate %s is taken, and warned of', async (_name, served) => {
    const met = await meet(served, { verifyCerts: false });
    expectAccepted(met);
    expect(warnings()).toEqual([
      `ElastodmWarning ELASTODM_UNSAFE_CONNECTION Connection 'default' does not check the certificate of ${met.url} ` +
        '(verifyCerts: false): whoever is on the way can read and change what is sent. Name the authority in `caCerts`, ' +
        'or the certificate in `sslAssertFingerprint`; `sslShowWarn: false` hides this warning.',
    ]);
  });
});

describe('sslShowWarn', () => {
  test('false: no word of verifyCerts; true: as without it', async () => {
    expectAccepted(await meet(fixtures.selfSigned, { verifyCerts: false, sslShowWarn: false }));
    expect(warnings()).toEqual([]);
    expectAccepted(await meet(fixtures.selfSigned, { verifyCerts: false, sslShowWarn: true }));
    expect(warnings()).toHaveLength(1);
  });

  test('a warning of credentials without TLS does not follow it', () => {
    const manager = new ConnectionManager();
    manager.createConnection({ hosts: 'http://es.example.com', httpAuth: 'ann:secret', sslShowWarn: false });
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^ElastodmWarning .* sends its password unencrypted to http:\/\/es\.example\.com:/,
      ),
    ]);
    expect(warnings().join()).not.toContain('secret');
  });

  test.each([
    ['http://127.0.0.1:9200', { httpAuth: 'ann:secret' }],
    ['http://localhost:9200', { apiKey: 'id:secret' }],
    ['http://[::1]:9200', { bearerAuth: 'secret' }],
    ['https://es.example.com', { httpAuth: 'ann:secret' }],
    ['http://es.example.com', {}],
  ])('nothing to warn of: %s with %j', (hosts, credentials) => {
    new ConnectionManager().createConnection({ hosts, ...credentials });
    expect(warnings()).toEqual([]);
  });

  test("the process hears of it as a 'warning'", () => {
    const program = `
      import { ConnectionManager } from './src/index.ts';
      process.on('warning', ({ name, code }) => console.log(name, code));
      const options = { hosts: 'https://es.example.com', verifyCerts: false };
      new ConnectionManager().createConnection(options);
      new ConnectionManager().createConnection({ ...options, sslShowWarn: false });`;
    const args = ['--import', 'tsx', '--no-warnings', '--input-type=module', '--eval', program];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['ElastodmWarning ELASTODM_UNSAFE_CONNECTION\n', '']);
  });
});

describe('caCerts', () => {
  test.each<[string, () => string]>([
    ['a text', () => ca.cert],
    ['a file', () => fileOf('ca.pem', ca.cert)],
    ['a file with several', () => fileOf('several.pem', attackerCa.cert, rootCa.cert, ca.cert)],
    ['a text with several', () => `${rootCa.cert}${ca.cert}`],
  ])('%s', async (_name, caCerts) => {
    expectAccepted(await meet(leaf, { caCerts: caCerts() }));
  });

  test('an authority above another', async () => {
    expectAccepted(await meet(fixtures.chain, { caCerts: rootCa.cert }));
  });

  test.each([
    ['another authority', leaf, rootCa.cert],
    ['another authority of the same name', leaf, attackerCa.cert],
    ['a leaf of an attacker', fixtures.attackerLeaf, ca.cert],
    ['a leaf of an attacker, followed by the genuine authority', fixtures.forged, ca.cert],
    ['a leaf of nobody', fixtures.selfSigned, ca.cert],
    ['a chain whose middle is missing', fixtures.chainWithoutIntermediate, rootCa.cert],
  ])('refused: %s', async (_name, served, caCerts) => {
    expectRefused(await meet(served, { caCerts }), unknownAuthority);
  });

  test.each([
    ['expired', fixtures.expired, /certificate has expired/],
    ['not yet valid', fixtures.notYetValid, /certificate is not yet valid/],
    ['for another name', fixtures.otherName, /does not match certificate's altnames/],
  ])('refused: %s', async (_name, served, reason) => {
    expectRefused(await meet(served, { caCerts: ca.cert }), reason);
  });
});

const demanding = { ca: ca.cert, requestCert: true, rejectUnauthorized: true };

describe('clientCert', () => {
  const { cert, key } = fixtures.client;

  test.each<[string, () => ConnectionOptions]>([
    ['as text', () => ({ clientCert: cert, clientKey: key })],
    ['in files', () => ({ clientCert: fileOf('client.pem', cert), clientKey: fileOf('client.key', key) })],
  ])('is shown to a server that asks for it: %s', async (_name, options) => {
    const met = await meet(leaf, { caCerts: ca.cert, ...options() }, demanding);
    expectAccepted(met);
    expect(met.handshakes.map(({ client }) => client)).toEqual(['reader']);
  });

  test('is shown to a server that is known by its fingerprint', async () => {
    const pinned = { sslAssertFingerprint: leaf.fingerprint, clientCert: cert, clientKey: key };
    const met = await meet(leaf, pinned, demanding);
    expectAccepted(met);
    expect(met.handshakes.map(({ client }) => client)).toEqual(['reader']);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('none, where %s demands one', async (maxVersion) => {
    const met = await meet(leaf, { caCerts: ca.cert }, { ...demanding, maxVersion });
    expect(met.error).toBeInstanceOf(TlsError);
    const { details } = met.error as ElastodmError<'CONNECTION_TLS'>;
    expect(details).toEqual({
      alias: 'default',
      host: met.url,
      reason: expect.stringMatching(/^(tlsv13 alert certificate required|sslv3 alert handshake failure)$/),
    });
    expect(met).toMatchObject({ connections: 1, deliveries: 0, handshakes: [] });
  });

  test('a stranger’s is no way in', async () => {
    const { cert: clientCert, key: clientKey } = fixtures.attackerClient;
    const met = await meet(leaf, { caCerts: ca.cert, clientCert, clientKey }, demanding);
    expect(met.error).toBeInstanceOf(ElastodmError);
    expect(met).toMatchObject({ deliveries: 0, received: '' });
  });

  test('is not shown to a server that is not trusted', async () => {
    const met = await meet(fixtures.attackerLeaf, { caCerts: ca.cert, clientCert: cert, clientKey: key });
    expectRefused(met, unknownAuthority);
  });
});

describe('clientKey', () => {
  test('proves the certificate: one that is not its own is no way in', async () => {
    const options = { caCerts: ca.cert, clientCert: fixtures.client.cert, clientKey: leaf.key };
    let error: unknown;
    const met = await meet(leaf, options, demanding).catch((reason: unknown) => {
      error = reason;
      return undefined;
    });
    expect(error ?? met?.error).toBeInstanceOf(ElastodmError);
    expect(met?.deliveries ?? 0).toBe(0);
  });
});

describe('sslVersion', () => {
  test.each<[ConnectionOptions, TlsOptions, string]>([
    [{}, {}, 'TLSv1.3'],
    [{}, { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
    [{ sslVersion: 'TLSv1.2' }, { maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
    [{ sslVersion: 'TLSv1.2' }, {}, 'TLSv1.3'],
    [{ sslVersion: 'TLSv1.3' }, {}, 'TLSv1.3'],
  ])('%j with a server of %j speaks %s', async (options, tls, protocol) => {
    const met = await meet(leaf, { caCerts: ca.cert, ...options }, tls);
    expectAccepted(met);
    expect(met.handshakes.map((handshake) => handshake.protocol)).toEqual([protocol]);
  });

  test.each<[string, ConnectionOptions]>([
    ['an authority', { caCerts: ca.cert }],
    ['a fingerprint', { sslAssertFingerprint: leaf.fingerprint }],
  ])('TLSv1.3 refuses a server that has only TLSv1.2: %s', async (_name, trust) => {
    const met = await meet(leaf, { ...trust, sslVersion: 'TLSv1.3' }, { maxVersion: 'TLSv1.2' });
    expectRefused(met, /protocol version|unsupported protocol/i);
    expect(met.handshakes).toEqual([]);
  });
});

describe('sslAssertHostname', () => {
  const { otherName } = fixtures;

  test.each<[ConnectionOptions]>([[{}], [{ sslAssertHostname: true }]])(
    '%j: the name of the host',
    async (options) => {
      expectAccepted(await meet(leaf, { caCerts: ca.cert, ...options }));
      expectRefused(await meet(otherName, { caCerts: ca.cert, ...options }), /altnames/);
    },
  );

  test('false: any name, of an authority that is trusted', async () => {
    expectAccepted(await meet(otherName, { caCerts: ca.cert, sslAssertHostname: false }));
    const met = await meet(fixtures.attackerLeaf, { caCerts: ca.cert, sslAssertHostname: false });
    expectRefused(met, unknownAuthority);
  });

  test('a name: this one, and not that of the host', async () => {
    const options = { caCerts: ca.cert, sslAssertHostname: 'elsewhere.example' };
    expectAccepted(await meet(otherName, options));
    expectRefused(await meet(leaf, options), /elsewhere\.example/);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('is looked at for each socket: %s', async (maxVersion) => {
    await using server = await startThings();
    await using front = await startTlsFront(server, otherName, {
      maxVersion,
      ticketKeys: Buffer.alloc(48, 7),
    });
    await withThings({ hosts: front.url, caCerts: ca.cert }, async (things) => {
      for (let turn = 0; turn < 4; turn++)
        await expect(things.count()).rejects.toMatchObject({ code: 'CONNECTION_TLS' });
    });
    await front.idle();
    expect([front.connections, front.received]).toEqual([4, '']);
  });

  test('the same where the certificate is known by its fingerprint', async () => {
    const sslAssertFingerprint = otherName.fingerprint;
    expectRefused(await meet(otherName, { sslAssertFingerprint }), /altnames/);
    expectAccepted(await meet(otherName, { sslAssertFingerprint, sslAssertHostname: false }));
    expectAccepted(await meet(otherName, { sslAssertFingerprint, sslAssertHostname: 'elsewhere.example' }));
    const met = await meet(otherName, { sslAssertFingerprint, sslAssertHostname: 'other.example' });
    expectRefused(met, /other\.example/);
  });
});

describe('sslAssertFingerprint', () => {
  const { chain, chainWithRoot, chainWithoutIntermediate, leafWithCa } = fixtures;
  const notInChain = /no certificate of the chain has the fingerprint/;
  const notSigned = /not signed by the one that follows|no certificate of the chain/;

  test.each<[string, TlsPair, string]>([
    ['the leaf', leaf, leaf.fingerprint],
    ['the leaf, of a chain', chain, chain.fingerprint],
    ['the authority', leafWithCa, ca.fingerprint],
    ['an authority in the middle', chain, intermediateCa.fingerprint],
    ['the authority above it', chainWithRoot, rootCa.fingerprint],
    ['a leaf of nobody', fixtures.selfSigned, fixtures.selfSigned.fingerprint],
    ['in capitals without colons', leaf, leaf.fingerprint.replaceAll(':', '')],
    ['in small letters', leafWithCa, ca.fingerprint.toLowerCase()],
    ['in small letters without colons', leaf, leaf.fingerprint.replaceAll(':', '').toLowerCase()],
  ])('%s', async (_name, served, sslAssertFingerprint) => {
    expectAccepted(await meet(served, { sslAssertFingerprint }));
  });

  test.each<[string, TlsPair, string, RegExp]>([
    ['another certificate', leaf, chain.fingerprint, notInChain],
    ['an authority that the server does not send', leaf, ca.fingerprint, notInChain],
    ['the authority of a chain without its middle', chainWithoutIntermediate, rootCa.fingerprint, notInChain],
    ['an expired leaf', fixtures.expired, fixtures.expired.fingerprint, /has expired/],
    ['a leaf of tomorrow', fixtures.notYetValid, fixtures.notYetValid.fingerprint, /not yet valid/],
  ])('refused: %s', async (_name, served, sslAssertFingerprint, reason) => {
    expectRefused(await meet(served, { sslAssertFingerprint }), reason);
  });

  test('refused: an expired leaf of the authority', async () => {
    const { cert, key, fingerprint } = fixtures.expired;
    const served = { cert: cert + ca.cert, key, fingerprint };
    expectRefused(await meet(served, { sslAssertFingerprint: ca.fingerprint }), /has expired/);
  });

  // Everybody has the certificate of an authority, and may send it.
  const { attackerLeaf, forged } = fixtures;
  const throughLeaf = issueCertificate(
    { cn: 'node-1', certificate: leaf.cert, key: leaf.key },
    { cn: 'node-1' },
  );
  const forgeries: readonly (readonly [name: string, served: TlsPair])[] = [
    ['a leaf of an attacker', attackerLeaf],
    ['followed by the genuine authority', forged],
    ['followed by both authorities', { ...forged, cert: attackerLeaf.cert + attackerCa.cert + ca.cert }],
    [
      'followed by both, the other way round',
      { ...forged, cert: attackerLeaf.cert + ca.cert + attackerCa.cert },
    ],
    ['followed by the genuine leaf and authority', { ...forged, cert: attackerLeaf.cert + leafWithCa.cert }],
    [
      'signed with the key of a genuine leaf',
      { cert: throughLeaf.certificate + leafWithCa.cert, key: throughLeaf.key, fingerprint: '' },
    ],
  ];
  test.each(forgeries)('forged, and refused before a byte is sent: %s', async (_name, served) => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      expectRefused(await meet(served, { sslAssertFingerprint: ca.fingerprint }, { maxVersion }), notSigned);
    }
  });

  test('with caCerts, both must hold', async () => {
    const both = (caCerts: string, sslAssertFingerprint: string): ConnectionOptions => ({
      caCerts,
      sslAssertFingerprint,
    });
    expectAccepted(await meet(leaf, both(ca.cert, leaf.fingerprint)));
    // The authority that the server does not send is known from the file.
    expectAccepted(await meet(leaf, both(ca.cert, ca.fingerprint)));
    expectRefused(await meet(leaf, both(ca.cert, chain.fingerprint)), notInChain);
    expectRefused(await meet(leaf, both(rootCa.cert, leaf.fingerprint)), unknownAuthority);
    expectRefused(await meet(forged, both(ca.cert, ca.fingerprint)), unknownAuthority);
    expectRefused(await meet(fixtures.otherName, both(ca.cert, fixtures.otherName.fingerprint)), /altnames/);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is looked at for each socket: %s resumes no session',
    async (maxVersion) => {
      await using server = await startThings();
      const ticketKeys = Buffer.alloc(48, 7);
      await using front = await startTlsFront(server, leafWithCa, { maxVersion, ticketKeys });
      const options = { hosts: front.url, sslAssertFingerprint: ca.fingerprint, maxRetries: 0 };
      await withThings(options, async (things) => {
        for (let round = 0; round < 3; round++) {
          await Promise.all(Array.from({ length: 4 }, () => things.count()));
          front.disconnect();
          await front.idle();
        }
        expect(server.deliveries).toHaveLength(12);
        expect(front.handshakes.length).toBeGreaterThanOrEqual(6);
        expect(front.handshakes.every(({ isResumed }) => !isResumed)).toBe(true);
        const { length } = front.received;
        front.serve(forged);
        await expect(things.count()).rejects.toBeInstanceOf(TlsError);
        await front.idle();
        expect(front.received).toHaveLength(length);
      });
      expect(server.deliveries).toHaveLength(12);
    },
  );

  test('holds for nodes that the cluster names, too, as do https: and the credentials', async () => {
    await using server = await startThings();
    await using genuine = await startTlsFront(server, leafWithCa);
    await using impostor = await startTlsFront(server, forged);
    const [node] = server.nodes;
    server.nodes = [genuine, impostor].map(({ port }) => ({
      ...node!,
      id: `node-${port}`,
      publishAddress: `127.0.0.1:${port}`,
    }));
    const options = { hosts: genuine.url, sslAssertFingerprint: ca.fingerprint, httpAuth: 'ann:secret' };
    await withThings({ ...options, sniffOnStart: true }, async (things) => {
      const outcomes = [];
      for (let turn = 0; turn < 4; turn++) {
        outcomes.push(
          await things.count().then(
            () => 'answered',
            (error: unknown) => (error as ElastodmError).code,
          ),
        );
      }
      expect(new Set(outcomes)).toEqual(new Set(['answered', 'CONNECTION_TLS']));
    });
    await impostor.idle();
    expect(impostor.connections).toBeGreaterThan(0);
    expect(impostor.received).toBe('');
    expect(
      server.deliveries.every(({ headers }) => headers.authorization?.startsWith('Basic ') === true),
    ).toBe(true);
  });
});

describe('cloudId', () => {
  const host = 'a1b2c3.eu-west.example.com';
  const authority = createAuthority('Cloud CA');
  const { certificate, key } = issueCertificate(authority, { cn: 'cloud', names: [host] });
  const served = { cert: certificate, key, fingerprint: fingerprintOf(certificate) };

  async function cloud(options: ConnectionOptions = {}): Promise<unknown> {
    await using server = await startThings();
    await using front = await startTlsFront(server, served);
    const { asked, lookup } = loopback();
    const code = Buffer.from(`eu-west.example.com:${front.port}$a1b2c3$kibana`).toString('base64');
    const client = { tls: { ca: authority.certificate, lookup } };
    const all = { cloudId: `my-shop:${code}`, client, ...options };
    await withThings(all, async (things) => {
      await things.saveMany([thing('a')]);
    });
    return {
      asked,
      servername: front.handshakes.map(({ servername }) => servername),
      requests: server.deliveries.map(({ method, path, headers }) => [
        `${method} ${path}`,
        headers.host === `${host}:${front.port}`,
        headers.authorization,
        headers['content-encoding'],
      ]),
    };
  }

  test('the host that it stands for: looked up, asked for in the handshake, and named in the request', async () => {
    expect(await cloud({ apiKey: ['key-id', 'key-secret'] })).toEqual({
      asked: [host],
      servername: [host],
      requests: [['POST /things/_bulk', true, 'ApiKey a2V5LWlkOmtleS1zZWNyZXQ=', 'gzip']],
    });
  });

  test('httpCompress: false wins', async () => {
    expect(await cloud({ httpCompress: false })).toEqual({
      asked: [host],
      servername: [host],
      requests: [['POST /things/_bulk', true, undefined, undefined]],
    });
  });

  test('a certificate for another host is refused', async () => {
    await using server = await startThings();
    await using front = await startTlsFront(server, leaf);
    const code = Buffer.from(`eu-west.example.com:${front.port}$a1b2c3`).toString('base64');
    const client = { tls: { ca: ca.cert, lookup: loopback().lookup } };
    await expect(
      withThings({ cloudId: `shop:${code}`, client }, (things) => things.count()),
    ).rejects.toMatchObject({ code: 'CONNECTION_TLS', details: { host: `https://${host}:${front.port}` } });
    await front.idle();
    expect(front.received).toBe('');
  });
});
