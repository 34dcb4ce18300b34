// One node of a running cluster, by name: what fault tests kill, pause and start again.
import { failure } from '../errors/failure.js';
import type { Access } from './http.js';
import { readLogEnd } from './log-end.js';
import { waitUntilReady } from './readiness.js';
import type { NodeRunner, RunningServer } from './runner.js';

/** What a node does at the moment. */
export type NodeState = 'running' | 'paused' | 'stopped';

interface NodeParts {
  readonly name: string;
  readonly host: string;
  readonly transportPort: number;
  readonly logFile: string;
  readonly version: string;
  readonly access: Access;
  readonly runner: NodeRunner;
  /** Replaces every secret in a text of the log. */
  readonly redact: (text: string) => string;
  readonly startTimeout: number;
}

/**
 * One node of a cluster that {@link startCluster} started.
 *
 * @example
 * ```ts
 * const node = cluster.node('node-2');
 * await node.kill(); // a power cut: SIGKILL
 * await node.restart(); // the same ports, the same data
 * await node.pause(); // SIGSTOP: connections stay open, nothing is answered
 * await node.resume();
 * ```
 */
export class ClusterNode {
  /** Name of the node, such as `node-1`. */
  readonly name: string;
  /** Where it answers, such as `http://127.0.0.1:23456`; the same after a restart. */
  readonly host: string;
  /** Port that the other nodes use; the same after a restart. */
  readonly transportPort: number;
  /** File with everything that the node has written to its console; deleted when the cluster stops. */
  readonly logFile: string;
  readonly #parts: NodeParts;
  #server: RunningServer | undefined;
  #isPaused = false;

  /** @internal */
  constructor(parts: NodeParts) {
    this.name = parts.name;
    this.host = parts.host;
    this.transportPort = parts.transportPort;
    this.logFile = parts.logFile;
    this.#parts = parts;
  }

  /** Whether the node runs, is frozen, or has ended (also by itself). */
  get state(): NodeState {
    if (this.#server === undefined || this.#server.hasEnded()) return 'stopped';
    return this.#isPaused ? 'paused' : 'running';
  }

  /** Ends the node at once with SIGKILL, as a power cut does. Resolves when its ports are free. */
  async kill(): Promise<void> {
    await this.#server?.kill();
    this.#isPaused = false;
  }

  /** Shuts the node down in order (SIGTERM). Resolves when its ports are free. */
  async stop(): Promise<void> {
    await this.#server?.terminate();
    this.#isPaused = false;
  }

  /** Freezes the node (SIGSTOP): it keeps its connections open and answers nothing. */
  async pause(): Promise<void> {
    if (this.state !== 'running') return;
    await this.#server?.pause();
    this.#isPaused = true;
  }

  /** Lets a paused node go on (SIGCONT). */
  async resume(): Promise<void> {
    if (this.state !== 'paused') return;
    await this.#server?.resume();
    this.#isPaused = false;
  }

  /**
   * Stops the node if it runs, and starts it again on the same ports with the same data. Resolves when it has joined
   * the cluster; throws CLUSTER_START_FAILED when it does not.
   */
  async restart(): Promise<void> {
    await this.stop();
    await this.launch();
    await this.untilReady(undefined, Date.now() + this.#parts.startTimeout);
  }

  /** @internal */
  async launch(): Promise<void> {
    try {
      this.#server = await this.#parts.runner.start();
    } catch (error) {
      throw this.#startFailure(error instanceof Error ? error.message : String(error));
    }
  }

  /** @internal */
  async untilReady(nodes: number | undefined, deadline: number): Promise<void> {
    const reason = await waitUntilReady(this.host, {
      access: this.#parts.access,
      nodes,
      deadline,
      givenUp: () => (this.state === 'stopped' ? 'it ended while it started' : undefined),
    });
    if (reason !== undefined) throw this.#startFailure(reason);
  }

  #startFailure(reason: string): Error {
    const { name, redact, version, logFile } = this.#parts;
    return failure('CLUSTER_START_FAILED', {
      version,
      reason: redact(`${name}: ${reason}`),
      log: redact(readLogEnd(logFile)),
    });
  }
}
