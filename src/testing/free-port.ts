// Free ports for the nodes of a cluster. They lie below the range that systems give to outgoing connections, so that a
// node finds its port free again after a restart.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const firstPort = 15_000;
const lastPort = 31_999;
const given = new Set<number>();

/** Ports on 127.0.0.1 that nothing listens on now, and that this process has not given out before. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(firstPort, lastPort + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    ports.push(port);
  }
  return ports;
}

/** The ports may be given out again. */
export function releasePorts(ports: readonly number[]): void {
  for (const port of ports) given.delete(port);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
