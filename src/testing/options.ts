// The options of startCluster, checked: the first step of a start. Nothing runs before they are known to be good.
import { failure } from '../errors/failure.js';

/** Where a server may come from, in the order in which they are tried; `ELASTODM_ES_SOURCE` forces one. */
export type ServerSource = 'url' | 'home' | 'cache' | 'archive' | 'maven' | 'docker';

/** A value of elasticsearch.yml. */
export type SettingValue = string | number | boolean | readonly (string | number | boolean)[];

/** A user of the file realm, on top of `elastic`. */
export interface ClusterUser {
  /** At least six characters. */
  readonly password: string;
  /** Names of built-in roles, such as `superuser` or `viewer`, or of roles in `configFiles['roles.yml']`. */
  readonly roles: readonly string[];
}

/**
 * Options of {@link startCluster}. All of them may be left out: that is one node of the default version, without
 * security.
 */
export interface ClusterOptions {
  /**
   * Elasticsearch version, such as `'9.2.4'` or `'8.19.21'`; 8.0.0 or newer.
   * @defaultValue the version of the server that ELASTICSEARCH_URL or ELASTODM_ES_HOME names, else `'9.2.4'`
   */
  readonly version?: string;
  /** How many nodes, 1 to 9. They are named `node-1`, `node-2`, …. @defaultValue 1 */
  readonly nodes?: number;
  /** Switch on security: user `elastic` with a random password, and TLS between the nodes. @defaultValue false */
  readonly security?: boolean;
  /** HTTPS with a certificate authority made for this cluster. Implies `security`. @defaultValue false */
  readonly tls?: boolean;
  /** Heap of each node: a number with `m` or `g`, at least `128m`. @defaultValue '512m' */
  readonly heap?: string;
  /** Further lines of elasticsearch.yml for every node; they win over the defaults. */
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Further users; needs `security` or `tls`. */
  readonly users?: Readonly<Record<string, ClusterUser>>;
  /** Further files of the config folder of every node: name → contents, such as `roles.yml`. */
  readonly configFiles?: Readonly<Record<string, string>>;
  /** Further JVM options of every node, such as `-Xlog:gc`; they win over the defaults. */
  readonly jvmOptions?: readonly string[];
  /** Take the server from here and nowhere else, as ELASTODM_ES_SOURCE does. */
  readonly source?: ServerSource;
  /** How long a start may take once the server's files are there, in milliseconds. @defaultValue 120000 */
  readonly startTimeout?: number;
  /**
   * What is done, one line a step: to stderr (`true`), nowhere (`false`), or to a function.
   * @defaultValue true
   */
  readonly log?: boolean | ((line: string) => void);
}

/** The options with every default filled in. */
export interface ClusterPlan {
  /** The version that was asked for; undefined when any will do. */
  readonly requestedVersion: string | undefined;
  readonly version: string;
  readonly nodes: number;
  readonly security: boolean;
  readonly tls: boolean;
  readonly heap: string;
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly users: Readonly<Record<string, ClusterUser>>;
  readonly configFiles: Readonly<Record<string, string>>;
  readonly jvmOptions: readonly string[];
  readonly source: ServerSource | undefined;
  readonly startTimeout: number;
  readonly log: boolean | ((line: string) => void);
}

export const defaultVersion = '9.2.4';
export const serverSources: readonly ServerSource[] = ['url', 'home', 'cache', 'archive', 'maven', 'docker'];

const optionNames: readonly (keyof ClusterOptions)[] = [
  'version',
  'nodes',
  'security',
  'tls',
  'heap',
  'settings',
  'users',
  'configFiles',
  'jvmOptions',
  'source',
  'startTimeout',
  'log',
];

function refuse(option: string, reason: string): never {
  throw failure('CLUSTER_OPTION_INVALID', { option, reason });
}

/** Fills in the defaults; throws CLUSTER_OPTION_INVALID for the first option that can't be used. */
export function checkOptions(options: ClusterOptions, env: NodeJS.ProcessEnv): ClusterPlan {
  for (const name of Object.keys(options)) {
    if (!(optionNames as readonly string[]).includes(name)) {
      refuse(name, `there is no such option; there are: ${optionNames.join(', ')}`);
    }
  }
  const { version, nodes = 1, tls = false, heap = '512m', startTimeout = 120_000 } = options;
  checkVersion(version);
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 9) {
    refuse('nodes', `${String(nodes)} is not a whole number from 1 to 9`);
  }
  checkHeap(heap);
  if (!Number.isFinite(startTimeout) || startTimeout <= 0) {
    refuse('startTimeout', 'it must be a number of milliseconds above 0');
  }
  const security = tls || (options.security ?? false);
  if (tls && options.security === false) refuse('security', 'it is false, and tls needs it');
  const users = options.users ?? {};
  checkUsers(users, security);
  checkSettings(options.settings ?? {});
  checkConfigFiles(options.configFiles ?? {});
  return {
    requestedVersion: version,
    version: version ?? defaultVersion,
    nodes,
    security,
    tls,
    heap,
    settings: options.settings ?? {},
    users,
    configFiles: options.configFiles ?? {},
    jvmOptions: options.jvmOptions ?? [],
    source: checkSource(options.source, env),
    startTimeout,
    log: options.log ?? true,
  };
}

function checkVersion(version: string | undefined): void {
  if (version === undefined) return;
  if (!/^\d{1,2}\.\d{1,3}\.\d{1,3}$/.test(version)) {
    refuse('version', `'${version}' is not of the form 9.2.4`);
  }
  if (Number(version.split('.')[0]) < 8) refuse('version', `${version} is older than 8.0.0`);
}

function checkHeap(heap: string): void {
  const match = /^(\d{1,6})([mg])$/i.exec(heap);
  if (match === null) refuse('heap', `'${heap}' is not of the form 512m or 2g`);
  const megabytes = Number(match[1]) * (match[2]?.toLowerCase() === 'g' ? 1024 : 1);
  if (megabytes < 128) refuse('heap', `'${heap}' is less than 128m`);
}

function checkUsers(users: Readonly<Record<string, ClusterUser>>, security: boolean): void {
  for (const [name, user] of Object.entries(users)) {
    if (!security) refuse('users', 'security is off');
    if (!/^[A-Za-z0-9_.@-]{1,64}$/.test(name) || name === 'elastic') {
      refuse('users', `'${name}' can't be the name of a user`);
    }
    if (user.password.length < 6) refuse('users', `the password of '${name}' is shorter than six characters`);
    if (user.roles.some((role) => !/^[A-Za-z0-9_.@-]+$/.test(role))) {
      refuse('users', `a role of '${name}' has a name that can't be used`);
    }
  }
}

// startCluster must know these to hand out the cluster, and to delete it.
const ownSettings = [
  'cluster.name',
  'node.name',
  'path.data',
  'path.logs',
  'path.repo',
  'http.port',
  'transport.port',
];

function checkSettings(settings: Readonly<Record<string, SettingValue>>): void {
  const own = Object.keys(settings).find((name) => ownSettings.includes(name));
  if (own !== undefined) refuse('settings', `startCluster chooses '${own}' itself`);
}

function checkConfigFiles(files: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(files)) {
    if (!/^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(name))
      refuse('configFiles', `'${name}' is not a plain file name`);
    if (['elasticsearch.yml', 'jvm.options', 'users', 'users_roles'].includes(name)) {
      refuse(
        'configFiles',
        `${name} is written by startCluster; use \`settings\`, \`jvmOptions\` or \`users\``,
      );
    }
  }
}

function checkSource(option: ServerSource | undefined, env: NodeJS.ProcessEnv): ServerSource | undefined {
  if (option !== undefined) return knownSource('source', option);
  const forced = env['ELASTODM_ES_SOURCE'];
  return forced === undefined || forced === '' ? undefined : knownSource('ELASTODM_ES_SOURCE', forced);
}

function knownSource(option: string, name: string): ServerSource {
  const known = serverSources.find((source) => source === name);
  return known ?? refuse(option, `'${name}' is none of ${serverSources.join(', ')}`);
}
