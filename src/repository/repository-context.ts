// What the verbs of a repository share.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Connection } from '../types/wire-request.js';
import type { OpenWriters } from './bulk/open-writers.js';
import type { DocumentSubscriber } from './subscriber.js';

/** Finds the connection of an alias, or the class's own. */
export type ConnectionResolver = (alias?: string) => Connection;

export interface RepositoryContext {
  readonly metadata: DocumentMetadata;
  readonly resolve: ConnectionResolver;
  readonly subscribers: readonly DocumentSubscriber[];
  /** Whether the class's index was found to be an alias. */
  readonly isAlias: () => boolean;
  /** The bulk writers and iterations that are closed with the DataSource. */
  readonly writers?: OpenWriters | undefined;
}
