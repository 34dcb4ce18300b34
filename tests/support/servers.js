// The servers of the integration tests: one for each version, started once for all test files.
const started = [];

/** Starts a server and tells the test files where it is, unless a server was given in ELASTICSEARCH_URL. */
export async function startServer(major, version) {
  const { startCluster } = await import('elastodm/testing');
  const cluster = await startCluster({ version });
  started.push(cluster);
  process.env[`ELASTODM_TEST_HOSTS_${major}`] = cluster.hosts.join(',');
  if (cluster.username !== undefined)
    process.env[`ELASTODM_TEST_AUTH_${major}`] = `${cluster.username}:${cluster.password}`;
}

export async function stopServers() {
  await Promise.all(started.splice(0).map((cluster) => cluster.stop()));
}
