// What the life of a node needs from the place where it runs: a process of this machine, or a container.

/** A node's server, from its start to its end. */
export interface RunningServer {
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Whether the server has ended. */
  hasEnded(): boolean;
  /** Ends at once, as a power cut does. Resolves when it has. */
  kill(): Promise<void>;
  /** Asks it to end, and kills it after ten seconds. Resolves when it has ended. */
  terminate(): Promise<void>;
  /** Freezes it: connections stay open, nothing is answered. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** Starts the server of a node; the same node may be started again after it has ended. */
export interface NodeRunner {
  start(): Promise<RunningServer>;
}
