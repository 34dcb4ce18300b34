// What a node is told: the contents of its config folder, as a pure function of the plan. node-folder.ts writes them.
import type { ClusterPlan, ClusterUser, SettingValue } from './options.js';
import { hashPassword } from './password-hash.js';

/** The one user that every secured cluster has. */
export const superuser = 'elastic';

/** How a node finds the others and is found. */
export interface NodePlace {
  readonly name: string;
  readonly httpPort: number;
  readonly transportPort: number;
}

export interface NodeConfig {
  readonly plan: ClusterPlan;
  readonly clusterName: string;
  readonly node: NodePlace;
  readonly allNodes: readonly NodePlace[];
  /** Where the node finds its files, and where it listens: these differ between a process and a container. */
  readonly site: NodeSite;
  /** Names of the modules of the distribution; undefined when they are not known. */
  readonly modules: readonly string[] | undefined;
  /** The distribution's own jvm.options, if it can be read. */
  readonly jvmOptions: string;
  readonly password: string | undefined;
  readonly certificates: NodeCertificates | undefined;
}

export interface NodeSite {
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly repository: string;
  /** Address that it listens on. */
  readonly listen: string;
  /** Transport addresses of the nodes, in their order. */
  readonly seedHosts: readonly string[];
  /** Further settings that the place needs. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}

export interface NodeCertificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** File name → contents, for the config folder of one node. */
export function toConfigFiles(config: NodeConfig): Readonly<Record<string, string>> {
  const { plan, password, certificates } = config;
  return {
    'log4j2.properties': log4j,
    'jvm.options': toJvmOptions(config),
    'role_mapping.yml': '',
    'roles.yml': '',
    ...toUserFiles(password, plan.users),
    ...(certificates === undefined
      ? {}
      : {
          'ca.crt': certificates.authority,
          'node.crt': certificates.certificate,
          'node.key': certificates.key,
        }),
    ...plan.configFiles,
    'elasticsearch.yml': toYaml(toSettings(config)),
  };
}

function toSettings(config: NodeConfig): Readonly<Record<string, SettingValue>> {
  const { plan, clusterName, node, allNodes, site } = config;
  return {
    'cluster.name': clusterName,
    'node.name': node.name,
    'path.data': site.data,
    'path.logs': site.logs,
    'path.repo': [site.repository],
    'network.host': site.listen,
    'http.port': node.httpPort,
    'transport.port': node.transportPort,
    ...(allNodes.length === 1
      ? { 'discovery.type': 'single-node' }
      : {
          'discovery.seed_hosts': site.seedHosts,
          'cluster.initial_master_nodes': allNodes.map(({ name }) => name),
        }),
    // A full disk of the developer's machine is no reason to refuse writes.
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.ml.enabled': false,
    ...((config.modules ?? []).includes('ingest-geoip') ? { 'ingest.geoip.downloader.enabled': false } : {}),
    ...toSecuritySettings(config),
    ...site.settings,
    ...plan.settings,
  };
}

function toSecuritySettings({ plan, certificates }: NodeConfig): Readonly<Record<string, SettingValue>> {
  if (!plan.security || certificates === undefined) return { 'xpack.security.enabled': false };
  const files = (prefix: string): Readonly<Record<string, SettingValue>> => ({
    [`${prefix}.enabled`]: true,
    [`${prefix}.key`]: 'node.key',
    [`${prefix}.certificate`]: 'node.crt',
    [`${prefix}.certificate_authorities`]: ['ca.crt'],
  });
  return {
    'xpack.security.enabled': true,
    // `elastic` is a user of the file realm here: it needs no keystore and no index.
    'xpack.security.authc.reserved_realm.enabled': false,
    ...files('xpack.security.transport.ssl'),
    'xpack.security.transport.ssl.verification_mode': 'certificate',
    // Files such as service_tokens are read again a second after they change.
    'resource.reload.interval.high': '1s',
    ...(plan.tls
      ? { ...files('xpack.security.http.ssl'), 'xpack.security.http.ssl.client_authentication': 'optional' }
      : { 'xpack.security.http.ssl.enabled': false }),
  };
}

function toUserFiles(
  password: string | undefined,
  users: Readonly<Record<string, ClusterUser>>,
): Readonly<Record<string, string>> {
  if (password === undefined) return { users: '', users_roles: '' };
  const all: readonly (readonly [string, ClusterUser])[] = [
    [superuser, { password, roles: ['superuser'] }],
    ...Object.entries(users),
  ];
  const roles = [...new Set(all.flatMap(([, user]) => user.roles))];
  return {
    users: toLines(all.map(([name, user]) => `${name}:${hashPassword(user.password)}`)),
    users_roles: toLines(
      roles.map((role) => {
        const names = all.filter(([, user]) => user.roles.includes(role)).map(([name]) => name);
        return `${role}:${names.join(',')}`;
      }),
    ),
  };
}

/**
 * The distribution's jvm.options without its choice of collector, its logs and its heap dumps, and then ours: a node
 * that starts fast and stays small. The caller's own options come last.
 */
function toJvmOptions({ plan, jvmOptions, site }: NodeConfig): string {
  const kept = jvmOptions
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .filter((line) => !/-XX:[+-]Use\w+GC|-Xlog:gc|HeapDump|-XX:ErrorFile|-Xm[sx]/.test(line));
  const temporary = kept.some((line) => line.includes('-Djava.io.tmpdir'))
    ? []
    : ['-Djava.io.tmpdir=${ES_TMPDIR}'];
  return toLines([
    ...kept,
    ...temporary,
    `-Xms${plan.heap}`,
    `-Xmx${plan.heap}`,
    '-XX:+UseSerialGC',
    '-XX:-AlwaysPreTouch',
    // Most of a start is class loading and code that runs once: the second compiler and the verification of the
    // vendor's own classes only delay it.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UnlockDiagnosticVMOptions',
    '-XX:-BytecodeVerificationRemote',
    '-XX:+ExitOnOutOfMemoryError',
    `-XX:ErrorFile=${site.logs}/hs_err_pid%p.log`,
    ...plan.jvmOptions,
  ]);
}

// JSON is YAML, so that no value can be read as anything else.
function toYaml(settings: Readonly<Record<string, SettingValue>>): string {
  return toLines(
    Object.entries(settings).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  );
}

function toLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const log4j = toLines([
  'status = error',
  'appender.console.type = Console',
  'appender.console.name = console',
  'appender.console.layout.type = PatternLayout',
  'appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%consoleException%n',
  'rootLogger.level = info',
  'rootLogger.appenderRef.console.ref = console',
]);
