import { expect, test } from '@jest/globals';
import { pbkdf2Sync } from 'node:crypto';
import { toConfigFiles } from '../../../src/testing/node-config.js';
import type { NodeConfig, NodePlace } from '../../../src/testing/node-config.js';
import { checkOptions } from '../../../src/testing/options.js';
import type { ClusterOptions } from '../../../src/testing/options.js';

const places: readonly NodePlace[] = [
  { name: 'node-1', httpPort: 15001, transportPort: 15002 },
  { name: 'node-2', httpPort: 15003, transportPort: 15004 },
];

function configFor(
  options: ClusterOptions,
  allNodes: readonly NodePlace[],
  more: Partial<NodeConfig> = {},
): NodeConfig {
  return {
    plan: checkOptions(options, {}),
    clusterName: 'elastodm-abc',
    node: places[0]!,
    allNodes,
    site: {
      config: '/w/node-1/config',
      data: '/w/node-1/data',
      logs: '/w/node-1/logs',
      repository: '/w/repository',
      listen: '127.0.0.1',
      seedHosts: allNodes.map(({ transportPort }) => `127.0.0.1:${transportPort}`),
      settings: {},
    },
    modules: [],
    jvmOptions: '',
    password: undefined,
    certificates: undefined,
    ...more,
  };
}

const secured: Partial<NodeConfig> = {
  password: 'canary',
  certificates: { authority: 'CA', certificate: 'CERT', key: 'KEY' },
};

test('elasticsearch.yml of one node', () => {
  expect(toConfigFiles(configFor({}, places.slice(0, 1)))['elasticsearch.yml']).toBe(
    `"cluster.name": "elastodm-abc"
"node.name": "node-1"
"path.data": "/w/node-1/data"
"path.logs": "/w/node-1/logs"
"path.repo": ["/w/repository"]
"network.host": "127.0.0.1"
"http.port": 15001
"transport.port": 15002
"discovery.type": "single-node"
"cluster.routing.allocation.disk.threshold_enabled": false
"xpack.ml.enabled": false
"xpack.security.enabled": false
`,
  );
});

test('elasticsearch.yml of one node of two, with TLS', () => {
  expect(toConfigFiles(configFor({ nodes: 2, tls: true }, places, secured))['elasticsearch.yml']).toBe(
    `"cluster.name": "elastodm-abc"
"node.name": "node-1"
"path.data": "/w/node-1/data"
"path.logs": "/w/node-1/logs"
"path.repo": ["/w/repository"]
"network.host": "127.0.0.1"
"http.port": 15001
"transport.port": 15002
"discovery.seed_hosts": ["127.0.0.1:15002","127.0.0.1:15004"]
"cluster.initial_master_nodes": ["node-1","node-2"]
"cluster.routing.allocation.disk.threshold_enabled": false
"xpack.ml.enabled": false
"xpack.security.enabled": true
"xpack.security.authc.reserved_realm.enabled": false
"xpack.security.transport.ssl.enabled": true
"xpack.security.transport.ssl.key": "node.key"
"xpack.security.transport.ssl.certificate": "node.crt"
"xpack.security.transport.ssl.certificate_authorities": ["ca.crt"]
"xpack.security.transport.ssl.verification_mode": "certificate"
"resource.reload.interval.high": "1s"
"xpack.security.http.ssl.enabled": true
"xpack.security.http.ssl.key": "node.key"
"xpack.security.http.ssl.certificate": "node.crt"
"xpack.security.http.ssl.certificate_authorities": ["ca.crt"]
"xpack.security.http.ssl.client_authentication": "optional"
`,
  );
});

test("the caller's settings win, and none of them can add a line", () => {
  const settings = { 'xpack.ml.enabled': true, 'node.attr.x': 'a\nxpack.security.enabled: false' };
  const yaml = toConfigFiles(configFor({ settings }, places.slice(0, 1)))['elasticsearch.yml'] ?? '';
  expect(yaml).toContain('"xpack.ml.enabled": true\n');
  expect(yaml).toContain('"node.attr.x": "a\\nxpack.security.enabled: false"\n');
});

test('a setting of a module is only written where the module is', () => {
  const yaml = toConfigFiles(configFor({}, places.slice(0, 1), { modules: ['ingest-geoip'] }))[
    'elasticsearch.yml'
  ];
  expect(yaml).toContain('"ingest.geoip.downloader.enabled": false\n');
});

test('jvm.options keep what the distribution needs, and end with what the caller wants', () => {
  const jvmOptions =
    '# comment\n-XX:+UseG1GC\n-Djava.io.tmpdir=${ES_TMPDIR}\n20-:--add-modules=x\n-Xlog:gc*:file=gc.log\n';
  const files = toConfigFiles(
    configFor({ heap: '1g', jvmOptions: ['-Dmine=1'] }, places.slice(0, 1), { jvmOptions }),
  );
  expect(files['jvm.options']?.split('\n')).toEqual([
    '-Djava.io.tmpdir=${ES_TMPDIR}',
    '20-:--add-modules=x',
    '-Xms1g',
    '-Xmx1g',
    '-XX:+UseSerialGC',
    '-XX:-AlwaysPreTouch',
    '-XX:TieredStopAtLevel=1',
    '-XX:+UnlockDiagnosticVMOptions',
    '-XX:-BytecodeVerificationRemote',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:ErrorFile=/w/node-1/logs/hs_err_pid%p.log',
    '-Dmine=1',
    '',
  ]);
});

test('users are written as hashes, roles as lists of users', () => {
  const users = {
    ada: { password: 'ada-secret', roles: ['viewer', 'editor'] },
    bob: { password: 'bob-secret', roles: ['viewer'] },
  };
  const files = toConfigFiles(configFor({ security: true, users }, places.slice(0, 1), secured));
  expect(files['users_roles']).toBe('superuser:elastic\nviewer:ada,bob\neditor:ada\n');
  expect(JSON.stringify(files)).not.toMatch(/canary|ada-secret|bob-secret/);
  const [, iterations, salt = '', hash] =
    /^elastic:\{PBKDF2\}(\d+)\$([^$]+)\$(.+)$/m.exec(files['users'] ?? '') ?? [];
  const again = pbkdf2Sync('canary', Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha512');
  expect(hash).toBe(again.toString('base64'));
});
