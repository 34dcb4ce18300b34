// Credentials and certificates, by what a real secured cluster makes of them.
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connect } from 'node:tls';
import {
  AuthenticationError,
  AuthorizationError,
  ConnectionManager,
  DataSource,
  Document,
  Id,
  Keyword,
  TlsError,
} from 'elastodm';
import type { ConnectionOptions, ElastodmError, Repository } from 'elastodm';
import * as elastodm from 'elastodm';
import { startCluster } from '../../../src/testing/index.js';
import type { Cluster, IssuedCertificate } from '../../../src/testing/index.js';
import { rejection } from '../../support/failing.js';
import { tlsFixtures } from '../../support/tls-fixtures.js';
import { useEverything } from '../connections/everything.js';
import { own, until } from './support.js';

@Document({ index: 'films', settings: { number_of_replicas: 0 } })
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

const emitted = jest.spyOn(process, 'emitWarning');
let cluster: Cluster;
let hosts: readonly string[];
let caCerts: string;

beforeAll(async () => {
  cluster = await startCluster(
    own({
      tls: true,
      users: { reader: { password: 'reader-password', roles: ['film_reader'] } },
      settings: {
        'xpack.license.self_generated.type': 'trial',
        'xpack.security.authc.realms.file.file1.order': 0,
        'xpack.security.authc.realms.pki.pki1.order': 1,
        'xpack.security.authc.realms.pki.pki1.certificate_authorities': ['ca.crt'],
      },
      configFiles: {
        'roles.yml': 'film_reader:\n  indices:\n    - names: ["films"]\n      privileges: ["read"]\n',
        'role_mapping.yml': 'film_reader:\n  - "CN=certified"\n',
      },
    }),
  );
  ({ hosts, caCerts = '' } = cluster);
  await withFilms(cluster.connection, async (films, dataSource) => {
    await dataSource.initialize();
    await films.save(films.create({ id: 'alien', title: 'Alien' }), { refresh: true });
  });
}, 180_000);

beforeEach(() => {
  emitted.mockReset();
});

afterAll(async () => {
  await cluster.stop();
});

async function withFilms<T>(
  options: ConnectionOptions,
  act: (films: Repository<Film>, dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const connections = { default: options };
  await using dataSource = new DataSource({ connections, documents: [Film], synchronize: 'create' });
  return await act(dataSource.getRepository(Film), dataSource);
}

/** Who the cluster takes us for. */
async function identity(options: ConnectionOptions): Promise<readonly [user: string, realm: string]> {
  await using manager = new ConnectionManager();
  const { username, authentication_realm } = await manager.createConnection(options).security.authenticate();
  return [username, authentication_realm.type];
}

/** The error of a count with these options, and how many requests were tried for it. */
async function refused(
  options: ConnectionOptions,
  act: (films: Repository<Film>) => Promise<unknown> = (films) => films.count(),
): Promise<{ readonly error: ElastodmError; readonly attempts: number }> {
  return withFilms(options, async (films, dataSource) => {
    let attempts = 0;
    dataSource.connections.getConnection().diagnostic.on('request', () => (attempts += 1));
    return { error: await rejection(act(films)), attempts };
  });
}

async function expectUntrusted(options: ConnectionOptions, reason: RegExp): Promise<void> {
  const { error, attempts } = await refused(options);
  expect(error).toBeInstanceOf(TlsError);
  const { code, details } = error as ElastodmError<'CONNECTION_TLS'>;
  expect([code, details.host, attempts]).toEqual(['CONNECTION_TLS', String(options.hosts), 1]);
  expect(details.reason).toMatch(reason);
}

describe('credentials', () => {
  test('httpAuth: everything works', async () => {
    await useEverything(elastodm, cluster.connection, 'everything');
  });

  test('httpAuth: each form is the same user', async () => {
    const { username = '', password = '' } = cluster;
    const [url = ''] = hosts;
    for (const options of [
      { hosts, httpAuth: [username, password] as const },
      { hosts, httpAuth: `${username}:${password}` },
      { hosts: url.replace('://', `://${username}:${encodeURIComponent(password)}@`) },
    ])
      expect(await identity({ ...options, caCerts })).toEqual(['elastic', 'file']);
  });

  test.each<[string, ConnectionOptions]>([
    ['a wrong password', { httpAuth: ['elastic', 'wrong-password'] }],
    ['an unknown user', { httpAuth: ['nobody', 'wrong-password'] }],
    ['an API key that does not exist', { apiKey: ['wrong-id', 'wrong-secret'] }],
    ['a wrong token', { bearerAuth: 'AAEAAWVsYXN0aWMva2liYW5hL29uZTp3cm9uZw' }],
    ['none', {}],
  ])('%s is an AuthenticationError, in one attempt', async (_name, options) => {
    const { error, attempts } = await refused({ hosts, caCerts, ...options });
    expect(error).toBeInstanceOf(AuthenticationError);
    expect([error.code, attempts]).toEqual(['AUTHENTICATION_FAILED', 1]);
    expect(error.message).not.toMatch(/wrong-(password|secret)/);
  });

  test('what a user may not do is an AuthorizationError, in one attempt; what it may do works', async () => {
    const options = { hosts, caCerts, httpAuth: ['reader', 'reader-password'] } as const;
    await withFilms(options, async (films) => {
      expect(await films.get('alien')).toMatchObject({ title: 'Alien' });
      expect(await films.count()).toBe(1);
    });
    for (const act of [
      (films: Repository<Film>) => films.save(films.create({ id: 'ran', title: 'Ran' })),
      (films: Repository<Film>) => films.delete('alien'),
      (films: Repository<Film>) => films.refresh(),
    ]) {
      const { error, attempts } = await refused(options, act);
      expect(error).toBeInstanceOf(AuthorizationError);
      expect([error.code, attempts]).toEqual(['AUTHORIZATION_FAILED', 1]);
    }
    await withFilms(cluster.connection, async (films) => expect(await films.count()).toBe(1));
  });

  test('bearerAuth: a service token', async () => {
    const bearerAuth = await cluster.createServiceToken('elastic/fleet-server', 'one');
    expect(await identity({ hosts, caCerts, bearerAuth })).toEqual([
      'elastic/fleet-server',
      '_service_account',
    ]);
    const { error } = await refused({ hosts, caCerts, bearerAuth });
    expect(error).toBeInstanceOf(AuthorizationError);
    expect(error.message).toContain('elastic/fleet-server');
    expect(error.message).not.toContain(bearerAuth);
  });
});

describe('clientCert and clientKey', () => {
  function shown({ certFile, keyFile }: IssuedCertificate): ConnectionOptions {
    return { hosts, caCerts, clientCert: certFile, clientKey: keyFile };
  }

  test('are the user and the password where the cluster knows the name', async () => {
    const options = shown(cluster.createCertificate({ cn: 'certified' }));
    expect(await identity(options)).toEqual(['certified', 'pki']);
    await withFilms(options, async (films) => expect((await films.get('alien')).title).toBe('Alien'));
    const { error } = await refused(options, (films) => films.delete('alien'));
    expect(error).toBeInstanceOf(AuthorizationError);
  });

  test('as text, and with the fingerprint in place of the authority', async () => {
    const { certificate, key } = cluster.createCertificate({ cn: 'certified' });
    const options = { hosts, clientCert: certificate, clientKey: key };
    const { fingerprint256: sslAssertFingerprint } = await shownBy(cluster);
    expect(await identity({ ...options, caCerts })).toEqual(['certified', 'pki']);
    expect(await identity({ ...options, sslAssertFingerprint })).toEqual(['certified', 'pki']);
  });

  test('a name that has no role may do nothing', async () => {
    const options = shown(cluster.createCertificate({ cn: 'stranger' }));
    expect(await identity(options)).toEqual(['stranger', 'pki']);
    expect((await refused(options)).error).toBeInstanceOf(AuthorizationError);
  });

  test('of another authority: refused in the handshake, in one attempt', async () => {
    const { cert: clientCert, key: clientKey } = tlsFixtures().attackerClient;
    await expectUntrusted({ hosts, caCerts, clientCert, clientKey }, /alert/);
  });

  test('expired: refused in the handshake, in one attempt', async () => {
    const hour = 3_600_000;
    const [notBefore, notAfter] = [new Date(Date.now() - 2 * hour), new Date(Date.now() - hour)];
    const options = shown(cluster.createCertificate({ cn: 'certified', notBefore, notAfter }));
    await expectUntrusted(options, /alert/);
  });
});

/** The certificate that the node shows now. */
function shownBy({ nodes: [node] }: Cluster): Promise<X509Certificate> {
  const { port } = new URL(node?.host ?? '');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.end();
    });
    socket.on('error', reject);
  });
}

describe('the certificate of the cluster', () => {
  const httpAuth = (): readonly [string, string] => [cluster.username ?? '', cluster.password ?? ''];

  test('caCerts: the file and its text; another authority is refused in one attempt', async () => {
    const { certificate = '' } = cluster.ca ?? {};
    for (const trusted of [caCerts, certificate])
      expect(await identity({ hosts, caCerts: trusted, httpAuth: httpAuth() })).toEqual(['elastic', 'file']);
    const untrusted = /unable to verify|unable to get|self-signed/;
    await expectUntrusted({ hosts, caCerts: tlsFixtures().ca.cert, httpAuth: httpAuth() }, untrusted);
    await expectUntrusted({ hosts, httpAuth: httpAuth() }, untrusted);
  });

  test('verifyCerts: false takes it as it is, and is warned of', async () => {
    expect(await identity({ hosts, verifyCerts: false, httpAuth: httpAuth() })).toEqual(['elastic', 'file']);
    expect(emitted).toHaveBeenCalledTimes(1);
    expect(await identity({ hosts, verifyCerts: false, sslShowWarn: false, httpAuth: httpAuth() })).toEqual([
      'elastic',
      'file',
    ]);
    expect(emitted).toHaveBeenCalledTimes(1);
  });

  test('sslAssertFingerprint: the leaf, and with caCerts the authority', async () => {
    const { fingerprint256: leaf } = await shownBy(cluster);
    const { fingerprint: authority = '' } = cluster.ca ?? {};
    const notInChain = /no certificate of the chain has the fingerprint/;
    for (const options of [{ sslAssertFingerprint: leaf }, { caCerts, sslAssertFingerprint: authority }])
      expect(await identity({ hosts, ...options, httpAuth: httpAuth() })).toEqual(['elastic', 'file']);
    const { fingerprint } = tlsFixtures().ca;
    await expectUntrusted({ hosts, sslAssertFingerprint: fingerprint, httpAuth: httpAuth() }, notInChain);
    await expectUntrusted(
      { hosts, caCerts, sslAssertFingerprint: fingerprint, httpAuth: httpAuth() },
      notInChain,
    );
  });

  test('sslAssertHostname', async () => {
    const auth = { caCerts, httpAuth: httpAuth() };
    for (const sslAssertHostname of [true, false, 'localhost', '127.0.0.1', '::1'])
      expect(await identity({ hosts, ...auth, sslAssertHostname })).toEqual(['elastic', 'file']);
    await expectUntrusted({ hosts, ...auth, sslAssertHostname: 'elsewhere.example' }, /altnames/);
  });

  test('sslVersion', async () => {
    for (const sslVersion of ['TLSv1.2', 'TLSv1.3'] as const)
      expect(await identity({ hosts, caCerts, httpAuth: httpAuth(), sslVersion })).toEqual([
        'elastic',
        'file',
      ]);
  });

  test('sniffOnStart: the nodes that it names are reached in the same way', async () => {
    await withFilms({ ...cluster.connection, sniffOnStart: true }, async (films) => {
      for (let turn = 0; turn < 3; turn++) expect(await films.count()).toBe(1);
    });
  });

  // The node reads its files again when they change. These tests come last.
  async function show(certificate: string, key: string): Promise<void> {
    const config = join(dirname(dirname(cluster.node('node-1').logFile)), 'config');
    writeFileSync(join(config, 'node.key'), key);
    writeFileSync(join(config, 'node.crt'), certificate);
    const { fingerprint256 } = new X509Certificate(certificate);
    const isShown = async (): Promise<boolean> => (await shownBy(cluster)).fingerprint256 === fingerprint256;
    expect(await until(isShown, 30_000)).toBe(true);
  }

  test('followed by that of its authority: the fingerprint of the authority is enough', async () => {
    const { certificate, key } = cluster.createCertificate({ cn: 'node-1' });
    const { certificate: above = '', fingerprint: sslAssertFingerprint = '' } = cluster.ca ?? {};
    await show(certificate + above, key);
    const options = { hosts, sslAssertFingerprint, httpAuth: httpAuth() };
    expect(await identity(options)).toEqual(['elastic', 'file']);
    await useEverything(elastodm, options, 'everything-pinned');
  }, 60_000);

  test('for another name', async () => {
    const { certificate, key } = cluster.createCertificate({ cn: 'node-1', names: ['elsewhere.example'] });
    await show(certificate + (cluster.ca?.certificate ?? ''), key);
    const { fingerprint = '' } = cluster.ca ?? {};
    for (const trust of [{ caCerts }, { sslAssertFingerprint: fingerprint }]) {
      const options = { hosts, ...trust, httpAuth: httpAuth() };
      await expectUntrusted(options, /altnames/);
      for (const sslAssertHostname of [false, 'elsewhere.example'])
        expect(await identity({ ...options, sslAssertHostname })).toEqual(['elastic', 'file']);
    }
  }, 60_000);
});
