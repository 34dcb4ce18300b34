// A connection that records what is sent, and answers what a test gives it: for requests that no test server knows.
import { Repository } from '../../src/repository/repository.js';
import { buildDocuments } from '../../src/metadata/build-documents.js';
import type { DocumentMetadata } from '../../src/metadata/document-metadata.js';
import type { AbstractClass } from '../../src/types/class.js';
import type { Connection, WireRequest } from '../../src/types/wire-request.js';

export interface Recorder {
  readonly connection: Connection;
  /** What was sent, in order. */
  readonly sent: readonly WireRequest[];
}

/** Answers with what `answer` gives for each request. */
export function recorder(answer: (request: WireRequest) => unknown): Recorder {
  const sent: WireRequest[] = [];
  const connection: Connection = {
    alias: 'default',
    cluster: {},
    send: (request) => {
      sent.push(request);
      return Promise.resolve(answer(request) as never);
    },
  };
  return { connection, sent };
}

/** The repository of a class on a connection of its own. */
export function repositoryOn<TDocument extends object>(
  target: AbstractClass<TDocument>,
  { connection }: Recorder,
): Repository<TDocument> {
  const metadata = buildDocuments([target]).get(target) as DocumentMetadata;
  return new Repository<TDocument>({
    metadata,
    resolve: () => connection,
    subscribers: [],
    isAlias: () => false,
  });
}
