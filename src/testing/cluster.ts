// The running cluster that startCluster hands out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../errors/failure.js';
import { issueCertificate } from './certificates.js';
import type { CertificateAuthority, CertificatePair, CertificateRequest } from './certificates.js';
import type { ClusterNode } from './cluster-node.js';
import type { ServerSource } from './options.js';

/** The certificate authority of a cluster, in files that are deleted with it. */
export interface ClusterAuthority {
  /** Path of the certificate, PEM. */
  readonly certFile: string;
  /** Path of the private key, PEM. */
  readonly keyFile: string;
  /** The certificate itself, PEM. */
  readonly certificate: string;
  /** SHA-256 of the certificate, as hexadecimal pairs with colons. */
  readonly fingerprint: string;
}

/** A certificate of {@link Cluster.createCertificate}. */
export interface IssuedCertificate extends CertificatePair {
  /** Path of the certificate, PEM. */
  readonly certFile: string;
  /** Path of the private key, PEM. */
  readonly keyFile: string;
}

/** Options for a connection of elastodm to the cluster. */
export interface ClusterConnection {
  hosts: string[];
  httpAuth?: [username: string, password: string];
  caCerts?: string;
}

/** @internal */
export interface ClusterParts {
  readonly name: string;
  readonly version: string;
  readonly source: ServerSource;
  readonly hosts: readonly string[];
  readonly nodes: readonly ClusterNode[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Path of the CA that a client must trust for HTTPS. */
  readonly caCerts: string | undefined;
  readonly authority: (CertificateAuthority & ClusterAuthority) | undefined;
  /** The cluster's own folder; undefined for a server that is not ours. */
  readonly folder: string | undefined;
  readonly createServiceToken: (account: string, name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/**
 * A running cluster; {@link startCluster} makes it.
 *
 * @example
 * ```ts
 * await using cluster = await startCluster({ nodes: 3, tls: true });
 * const dataSource = new DataSource({ connections: { default: cluster.connection }, documents: [Film] });
 * ```
 */
export class Cluster implements AsyncDisposable {
  /** Name of the cluster, unique for each start. */
  readonly name: string;
  /** Version of Elasticsearch, such as `9.2.4`. */
  readonly version: string;
  /** Where the server came from. */
  readonly source: ServerSource;
  /** One address for each node, such as `http://127.0.0.1:23456`. */
  readonly hosts: readonly string[];
  /** The nodes; none for a server of ELASTICSEARCH_URL. */
  readonly nodes: readonly ClusterNode[];
  /** Folder for snapshot repositories of type `fs` (`path.repo`); undefined for a server of ELASTICSEARCH_URL. */
  readonly repositoryFolder: string | undefined;
  readonly #parts: ClusterParts;
  #stopped: Promise<void> | undefined;
  #certificates = 0;

  /** @internal */
  constructor(parts: ClusterParts) {
    this.name = parts.name;
    this.version = parts.version;
    this.source = parts.source;
    this.hosts = parts.hosts;
    this.nodes = parts.nodes;
    this.repositoryFolder = parts.folder === undefined ? undefined : join(parts.folder, 'repository');
    this.#parts = parts;
  }

  /** The user, `elastic` where security is on; undefined without security. */
  get username(): string | undefined {
    return this.#parts.username;
  }

  /** The password of `username`; not enumerable, so that it stays out of logs. */
  get password(): string | undefined {
    return this.#parts.password;
  }

  /** Path of the certificate authority that HTTPS clients must trust; undefined without `tls`. */
  get caCerts(): string | undefined {
    return this.#parts.caCerts;
  }

  /** The certificate authority of a cluster with `security` or `tls`. */
  get ca(): ClusterAuthority | undefined {
    const { authority } = this.#parts;
    if (authority === undefined) return undefined;
    const { certFile, keyFile, certificate, fingerprint } = authority;
    return { certFile, keyFile, certificate, fingerprint };
  }

  /** Connection options for this cluster: hosts, and credentials and certificate authority where it needs them. */
  get connection(): ClusterConnection {
    const { username, password, caCerts } = this.#parts;
    return {
      hosts: [...this.hosts],
      ...(username === undefined ? {} : { httpAuth: [username, password ?? ''] }),
      ...(caCerts === undefined ? {} : { caCerts }),
    };
  }

  /** The node of this name; throws CLUSTER_OPTION_INVALID when there is none. */
  node(name: string): ClusterNode {
    const node = this.nodes.find((candidate) => candidate.name === name);
    if (node !== undefined) return node;
    const names = this.nodes.map((candidate) => candidate.name).join(', ') || 'none';
    throw failure('CLUSTER_OPTION_INVALID', {
      option: 'node',
      reason: `there is no '${name}', there are: ${names}`,
    });
  }

  /**
   * A certificate signed by the cluster's authority: for a client (PKI realm), or for a server of a test of its own,
   * also one that has expired or carries another name.
   *
   * @example
   * ```ts
   * const { certFile, keyFile } = cluster.createCertificate({ cn: 'reader' });
   * ```
   */
  createCertificate(request: CertificateRequest): IssuedCertificate {
    const { authority, folder } = this.#parts;
    if (authority === undefined || folder === undefined) {
      throw failure('CLUSTER_OPTION_INVALID', {
        option: 'security',
        reason: 'the cluster has no authority of its own',
      });
    }
    const pair = issueCertificate(authority, request);
    this.#certificates += 1;
    const place = join(folder, 'issued');
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const certFile = join(place, `${this.#certificates}.crt`);
    const keyFile = join(place, `${this.#certificates}.key`);
    writeFileSync(certFile, pair.certificate);
    writeFileSync(keyFile, pair.key, { mode: 0o600 });
    return { ...pair, certFile, keyFile };
  }

  /**
   * A token of a service account, to be sent as a bearer token. Resolves when every node knows it (about a second).
   *
   * @param account - such as `elastic/kibana` or `elastic/fleet-server`
   * @param name - a name for the token, unique for the account
   */
  createServiceToken(account: string, name: string): Promise<string> {
    return this.#parts.createServiceToken(account, name);
  }

  /**
   * Ends every process of the cluster and deletes its files. A server of ELASTICSEARCH_URL is left alone. May be
   * called several times.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#parts.stop();
    return this.#stopped;
  }

  /** The same as {@link stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
