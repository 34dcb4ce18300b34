#!/usr/bin/env node
// elastodm-cluster: a cluster to play with, from one command, until Ctrl-C.
import { parseArgs } from 'node:util';
import { startCluster } from '../testing/index.js';
import type { Cluster, ClusterOptions, ServerSource } from '../testing/index.js';

const help = `Starts an Elasticsearch cluster on this machine, and stops it on Ctrl-C.

Usage: npx elastodm-cluster [options]

  --version <version>   Elasticsearch version (default 9.2.4)
  --nodes <number>      how many nodes, 1 to 9 (default 1)
  --security            user 'elastic' with a random password
  --tls                 HTTPS with its own certificate authority; implies --security
  --heap <size>         heap of each node, such as 512m or 2g (default 512m)
  --source <source>     take the server from url, home, cache, archive, maven or docker, and nowhere else
  --quiet               do not say what is being done
  --help                this text

The server comes from ELASTICSEARCH_URL, ELASTODM_ES_HOME, the cache, the official archive, Maven or Docker:
the first one that works.
`;

class UsageError extends Error {}

function readOptions(parameters: readonly string[]): ClusterOptions | 'help' {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        version: { type: 'string' },
        nodes: { type: 'string' },
        security: { type: 'boolean' },
        tls: { type: 'boolean' },
        heap: { type: 'string' },
        source: { type: 'string' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return 'help';
    return {
      ...(values.version === undefined ? {} : { version: values.version }),
      ...(values.nodes === undefined ? {} : { nodes: Number(values.nodes) }),
      ...(values.security === undefined ? {} : { security: values.security }),
      ...(values.tls === undefined ? {} : { tls: values.tls }),
      ...(values.heap === undefined ? {} : { heap: values.heap }),
      // startCluster checks the name.
      ...(values.source === undefined ? {} : { source: values.source as ServerSource }),
      log: values.quiet !== true,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function describe(cluster: Cluster): string {
  const { hosts, username, password, caCerts } = cluster;
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    ['hosts', hosts.join('\n            ')],
    ['user', username],
    ['password', password],
    ['CA', caCerts],
  ];
  const table = rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name.padEnd(9)} ${value ?? ''}`);
  const stopping =
    cluster.source === 'url'
      ? 'Ctrl-C ends this command; the server is not ours and stays.'
      : 'Ctrl-C stops it and deletes its data.';
  return [
    '',
    `Elasticsearch ${cluster.version} is ready.`,
    '',
    ...table,
    '',
    'Try it:',
    `  ${toCurl(cluster)}`,
    '',
    'Use it elsewhere:',
    ...toExports(cluster).map((line) => `  ${line}`),
    '',
    stopping,
    '',
  ].join('\n');
}

function toCurl({ hosts, username, password, caCerts }: Cluster): string {
  const ca = caCerts === undefined ? '' : `--cacert ${quote(caCerts)} `;
  const user = username === undefined ? '' : `-u ${quote(`${username}:${password ?? ''}`)} `;
  return `curl ${ca}${user}${quote(`${hosts[0] ?? ''}/_cluster/health?pretty`)}`;
}

function toExports({ hosts, username, password, caCerts }: Cluster): readonly string[] {
  const url = new URL(hosts[0] ?? '');
  url.username = encodeURIComponent(username ?? '');
  url.password = encodeURIComponent(password ?? '');
  return [
    `export ELASTICSEARCH_URL=${quote(url.href.replace(/\/$/, ''))}`,
    ...(caCerts === undefined ? [] : [`export ELASTICSEARCH_CA_CERTS=${quote(caCerts)}`]),
  ];
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function untilInterrupted(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    // Signal handlers alone do not keep a process alive. And npx, when it is ended by a signal, ends without a word to
    // the command that it runs: nobody could stop that with Ctrl-C any more.
    const timer = setInterval(() => {
      if (process.ppid !== parent) finish();
    }, 500);
    const finish = (): void => {
      clearInterval(timer);
      resolve();
    };
    process.once('SIGINT', finish);
    process.once('SIGTERM', finish);
  });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(help);
    return;
  }
  const cluster = await startCluster(options);
  process.stdout.write(describe(cluster));
  await untilInterrupted();
  process.stdout.write('\nStopping …');
  await cluster.stop();
  process.stdout.write(' stopped.\n');
}

function isUsageError(error: unknown): boolean {
  return (
    error instanceof UsageError || (error as { code?: unknown } | null)?.code === 'CLUSTER_OPTION_INVALID'
  );
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint = isUsageError(error) ? 'See elastodm-cluster --help.\n' : '';
  process.stderr.write(`elastodm-cluster: ${message}\n${hint}`);
  process.exitCode = isUsageError(error) ? 2 : 1;
});
