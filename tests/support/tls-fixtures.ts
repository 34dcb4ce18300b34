// Certificates for tests of TLS: good ones, and each kind that must be refused. Made once in a process.
import {
  X509Certificate,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { createAuthority, issueCertificate } from '../../src/testing/certificates.js';
import type {
  CertificateAuthority,
  CertificatePair,
  CertificateRequest,
} from '../../src/testing/certificates.js';
import {
  bitString,
  context,
  integer,
  objectId,
  octetString,
  raw,
  sequence,
  set,
  time,
  utf8String,
} from '../../src/testing/der.js';

/** A certificate (chain) with its key, to be served or shown; `fingerprint` is that of the leaf. */
export interface TlsPair {
  /** PEM: the leaf, then what belongs to it. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** SHA-256, as hexadecimal pairs with colons. */
  readonly fingerprint: string;
}

/** An authority as clients trust it. */
export interface TlsAuthority {
  /** PEM. */
  readonly cert: string;
  readonly fingerprint: string;
}

export interface TlsFixtures {
  /** The authority that clients trust. */
  readonly ca: TlsAuthority;
  /** A good leaf for localhost, 127.0.0.1 and ::1. */
  readonly leaf: TlsPair;
  /** The same leaf, followed by its authority. */
  readonly leafWithCa: TlsPair;
  readonly expired: TlsPair;
  readonly notYetValid: TlsPair;
  /** Good for `elsewhere.example` only. */
  readonly otherName: TlsPair;
  /** For clients; any leaf of `ca` would do. */
  readonly client: TlsPair;
  /** Another authority with the same name and another key. */
  readonly attackerCa: TlsAuthority;
  /** A leaf of the attacker. */
  readonly attackerLeaf: TlsPair;
  /** A leaf of the attacker, followed by the genuine authority's certificate, which everybody can have. */
  readonly forged: TlsPair;
  /** A client certificate of the attacker. */
  readonly attackerClient: TlsPair;
  /** An authority whose leaves are signed by one between. */
  readonly rootCa: TlsAuthority;
  readonly intermediateCa: TlsAuthority;
  /** leaf ← intermediate ← root, without the root, as servers send it. */
  readonly chain: TlsPair;
  /** The same with the root at its end. */
  readonly chainWithRoot: TlsPair;
  /** The leaf of that chain alone: its intermediate is missing. */
  readonly chainWithoutIntermediate: TlsPair;
  /** A leaf of no authority, for the same names. */
  readonly selfSigned: TlsPair;
}

let made: TlsFixtures | undefined;

/** The certificates; the same ones at each call. */
export function tlsFixtures(): TlsFixtures {
  made ??= make();
  return made;
}

/** SHA-256 of a certificate (the first one of a chain), as hexadecimal pairs with colons. */
export function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256;
}

const day = 24 * 3_600_000;
const authorityName = 'Elasticsearch security auto-configuration HTTP CA';

function make(): TlsFixtures {
  const ca = createAuthority(authorityName);
  const attacker = createAuthority(authorityName);
  const root = createAuthority('Fixture root CA');
  const intermediate = createIntermediate(root, 'Fixture intermediate CA');
  const leaf = issueCertificate(ca, { cn: 'node-1' });
  const attackerLeaf = issueCertificate(attacker, { cn: 'node-1' });
  const chain = issueCertificate(intermediate, { cn: 'node-1' });
  const from = (days: number): Date => new Date(Date.now() + days * day);
  return {
    ca: toAuthority(ca),
    leaf: toPair(leaf),
    leafWithCa: toPair(leaf, ca),
    expired: toPair(issueCertificate(ca, { cn: 'node-1', notBefore: from(-30), notAfter: from(-1) })),
    notYetValid: toPair(issueCertificate(ca, { cn: 'node-1', notBefore: from(1), notAfter: from(30) })),
    otherName: toPair(issueCertificate(ca, { cn: 'elsewhere', names: ['elsewhere.example'] })),
    client: toPair(issueCertificate(ca, { cn: 'reader', names: [] })),
    attackerCa: toAuthority(attacker),
    attackerLeaf: toPair(attackerLeaf),
    forged: toPair(attackerLeaf, ca),
    attackerClient: toPair(issueCertificate(attacker, { cn: 'reader', names: [] })),
    rootCa: toAuthority(root),
    intermediateCa: toAuthority(intermediate),
    chain: toPair(chain, intermediate),
    chainWithRoot: toPair(chain, intermediate, root),
    chainWithoutIntermediate: toPair(chain),
    selfSigned: toPair(createSelfSigned('localhost')),
  };
}

function toAuthority({ certificate }: CertificatePair): TlsAuthority {
  return { cert: certificate, fingerprint: fingerprintOf(certificate) };
}

function toPair({ certificate, key }: CertificatePair, ...others: readonly CertificatePair[]): TlsPair {
  const cert = [certificate, ...others.map((other) => other.certificate)].join('');
  return { cert, key, fingerprint: fingerprintOf(certificate) };
}

// The project makes no authority below another, and no leaf that signs itself: these two are put together here.
function createIntermediate(parent: CertificateAuthority, cn: string): CertificateAuthority {
  return { ...signed({ cn, isAuthority: true, parent }), cn };
}

function createSelfSigned(cn: string): CertificatePair {
  return signed({ cn, isAuthority: false, parent: undefined });
}

interface SignedRequest extends CertificateRequest {
  readonly isAuthority: boolean;
  /** None for a certificate that signs itself. */
  readonly parent: CertificateAuthority | undefined;
}

// RFC 5280, 4.1, for keys of P-256.
function signed({ cn, isAuthority, parent }: SignedRequest): CertificatePair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signer = parent === undefined ? privateKey : createPrivateKey(parent.key);
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
  const critical = raw(0x01, Buffer.from([0xff]));
  const usage = isAuthority ? bitString(Buffer.from([0x06]), 1) : bitString(Buffer.from([0x80]), 7);
  const altNames = sequence(
    context(2, Buffer.from('localhost'), false),
    context(7, Buffer.from([127, 0, 0, 1]), false),
  );
  const identifierOf = (key: typeof publicKey): Buffer =>
    createHash('sha1')
      .update(key.export({ format: 'der', type: 'spki' }))
      .digest();
  const toBeSigned = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(Buffer.from([0x40, ...identifierOf(publicKey).subarray(0, 15)])),
    algorithm,
    toName(parent?.cn ?? cn),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 365 * day))),
    toName(cn),
    publicKey.export({ format: 'der', type: 'spki' }),
    context(
      3,
      sequence(
        sequence(objectId('2.5.29.19'), critical, octetString(isAuthority ? sequence(critical) : sequence())),
        sequence(objectId('2.5.29.15'), critical, octetString(usage)),
        sequence(objectId('2.5.29.14'), octetString(octetString(identifierOf(publicKey)))),
        sequence(
          objectId('2.5.29.35'),
          octetString(sequence(context(0, identifierOf(createPublicKey(signer)), false))),
        ),
        ...(isAuthority ? [] : [sequence(objectId('2.5.29.17'), octetString(altNames))]),
      ),
    ),
  );
  const der = sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, signer)));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

function toName(cn: string): Buffer {
  return sequence(set(sequence(objectId('2.5.4.3'), utf8String(cn))));
}
