// What is wrong with a server that is known by a certificate's fingerprint, and by nothing else.
import { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import type { DetailedPeerCertificate } from 'node:tls';

/**
 * Why the certificates that a server showed are not those of the pinned one; undefined when they are: every one from the
 * server's own up to the pinned one was signed by the next, is valid today, and the first carries the name. A genuine
 * certificate behind a forged one helps nobody.
 *
 * @param fingerprint As node:tls writes it: upper-case hex with colons.
 * @param name The name that the certificate must carry; undefined for any.
 */
export function pinnedChainProblem(
  leaf: DetailedPeerCertificate,
  fingerprint: string,
  name: string | undefined,
): string | undefined {
  // A server without a certificate shows an empty object.
  if ((leaf as Partial<DetailedPeerCertificate>).raw === undefined) return 'the server showed no certificate';
  const problem = name === undefined ? undefined : checkServerIdentity(name, leaf);
  if (problem !== undefined) return problem.message;
  const seen = new Set<string>();
  for (let shown = leaf; ; shown = shown.issuerCertificate) {
    const certificate = new X509Certificate(shown.raw);
    const now = Date.now();
    if (now < Date.parse(certificate.validFrom)) return 'certificate is not yet valid';
    if (now > Date.parse(certificate.validTo)) return 'certificate has expired';
    if (certificate.fingerprint256 === fingerprint) return undefined;
    seen.add(certificate.fingerprint256);
    const next = (shown as Partial<DetailedPeerCertificate>).issuerCertificate;
    if (next === undefined || seen.has(next.fingerprint256)) {
      return 'no certificate of the chain has the fingerprint in sslAssertFingerprint';
    }
    const issuer = new X509Certificate(next.raw);
    if (!issuer.ca || !certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) {
      return 'a certificate of the chain was not signed by the one that follows it';
    }
  }
}
