// The password and the certificates of one cluster, made anew for each start.
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, issueCertificate } from './certificates.js';
import type { CertificateAuthority } from './certificates.js';
import type { ClusterAuthority } from './cluster.js';
import type { NodeCertificates } from './node-config.js';
import type { ClusterPlan } from './options.js';
import { createPassword } from './password-hash.js';

export interface Secrets {
  readonly password: string | undefined;
  readonly authority: (CertificateAuthority & ClusterAuthority) | undefined;
  createNodeCertificates(name: string): NodeCertificates | undefined;
}

/** None without security; the authority's files are written into the folder. */
export function createSecrets(plan: ClusterPlan, clusterName: string, folder: string): Secrets {
  if (!plan.security) {
    return { password: undefined, authority: undefined, createNodeCertificates: () => undefined };
  }
  const authority = writeAuthority(createAuthority(`${clusterName} CA`), join(folder, 'ca'));
  return {
    password: createPassword(),
    authority,
    createNodeCertificates(name) {
      const { certificate, key } = issueCertificate(authority, { cn: name });
      return { authority: authority.certificate, certificate, key };
    },
  };
}

function writeAuthority(
  authority: CertificateAuthority,
  folder: string,
): CertificateAuthority & ClusterAuthority {
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  const certFile = join(folder, 'ca.crt');
  const keyFile = join(folder, 'ca.key');
  writeFileSync(certFile, authority.certificate, { mode: 0o644 });
  writeFileSync(keyFile, authority.key, { mode: 0o600 });
  const fingerprint = new X509Certificate(authority.certificate).fingerprint256;
  return { ...authority, certFile, keyFile, fingerprint };
}
