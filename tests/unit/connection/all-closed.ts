// A server hears a moment later that a client has closed its sockets.
import type { FaultServer } from '../../support/fault-server.js';

/** Resolves when no socket to the server is open, and rejects when one stays so. */
export async function allClosed(server: FaultServer): Promise<void> {
  const patience = performance.now() + 2_000;
  while (server.openConnections > 0) {
    if (performance.now() > patience) throw new Error(`${server.openConnections} sockets are still open.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
