// Finds the connections that a command is about: in a configuration file, or in environment variables.
import { createJiti } from 'jiti';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, ElastodmError, connectionOptionsFromEnv } from '../../index.js';
import type { ConnectionSource } from '../../index.js';

/** What the user said about where to look. */
export interface Places {
  /** The configuration file. */
  readonly config?: string | undefined;
  /** What the environment variables begin with. */
  readonly env?: string | undefined;
  /** The folder that is looked in. Default: the working directory. */
  readonly folder?: string;
}

export interface LoadedConnections {
  readonly connections: Readonly<Record<string, ConnectionSource>>;
  /** What the user should know of where they come from. */
  readonly note?: string;
}

const defaultPrefix = 'ELASTICSEARCH';
const extensions = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'];

/**
 * The connections of the file that was named, of the variables whose prefix was named, of `elastodm.config.*` in the
 * working directory, or of the variables that begin with ELASTICSEARCH: the first of these.
 *
 * @throws ConfigurationError when they can't be used.
 */
export async function loadConnections({
  config,
  env,
  folder = process.cwd(),
}: Places): Promise<LoadedConnections> {
  if (config !== undefined) return { connections: await fromFile(config, resolve(folder, config)) };
  if (env !== undefined) return { connections: { default: optionsFromEnv(env) } };
  const names = extensions.map((extension) => `elastodm.config.${extension}`);
  const file = names.find((name) => existsSync(join(folder, name)));
  if (file !== undefined) return { connections: await fromFile(file, join(folder, file)) };
  const options = connectionOptionsFromEnv(defaultPrefix);
  return {
    connections: { default: options },
    ...(Object.keys(options).length > 0
      ? {}
      : {
          note: `There is no elastodm.config.* here and no ${defaultPrefix}_… variable, so this is about localhost:9200.`,
        }),
  };
}

function optionsFromEnv(prefix: string): ConnectionSource {
  const options = connectionOptionsFromEnv(prefix);
  if (Object.keys(options).length > 0) return options;
  const code = 'CONNECTION_OPTION_ENV';
  const reason = `no variable that begins with ${prefix}_ is set`;
  throw new ConfigurationError(code, { variable: `${prefix}_HOSTS`, reason });
}

/** Errors speak of the file as the user wrote it. */
async function fromFile(file: string, path: string): Promise<LoadedConnections['connections']> {
  if (!existsSync(path)) throw unusable(file, 'there is no such file');
  const connections = await connectionsOf(file, path);
  if (!isRecord(connections)) throw unusable(file, 'it exports no `connections`');
  const entries = Object.entries(connections);
  if (entries.length === 0) throw unusable(file, 'its `connections` are empty');
  for (const [alias, source] of entries) {
    if (!isRecord(source) && typeof source !== 'function') {
      throw unusable(file, `its connection '${alias}' is neither options nor a function that gives them`);
    }
  }
  return connections as LoadedConnections['connections'];
}

async function connectionsOf(file: string, path: string): Promise<unknown> {
  try {
    if (path.endsWith('.json')) return (readJson(path) as { connections?: unknown } | null)?.connections;
    // Without a cache on disk: a configuration may hold secrets.
    const jiti = createJiti(path, { fsCache: false, nativeModules: ['elastodm'] });
    const module = await jiti.import<Readonly<Record<string, unknown>>>(path);
    const exported = await valueOf(module['default']);
    const holder = isRecord(exported) && 'connections' in exported ? exported : module;
    return await valueOf(holder['connections']);
  } catch (error) {
    // One that already says what is wrong, such as with a variable that the file reads.
    if (error instanceof ElastodmError) throw error;
    throw unusable(file, firstLine((error as Partial<Error> | null)?.message ?? String(error)), error);
  }
}

// What a parser says quotes the file, and with it perhaps a secret.
function readJson(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const [place = ''] = / at position \d+/.exec((error as Error).message) ?? [];
    // eslint-disable-next-line preserve-caught-error -- it holds what must not be shown
    throw new Error(`it is no valid JSON${place}`);
  }
}

/** A value, or what a function or a promise gives. */
async function valueOf(value: unknown): Promise<unknown> {
  return typeof value === 'function' ? await (value as () => unknown)() : await value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '');
}

function unusable(file: string, reason: string, cause?: unknown): ConfigurationError {
  const code = 'CONFIG_FILE';
  return new ConfigurationError(code, { file, reason }, cause);
}
