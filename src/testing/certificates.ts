// X.509 certificates for TLS between nodes and over HTTP, made with node:crypto: no tool, no JVM, a few milliseconds.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
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
} from './der.js';

/** A certificate and its private key, in PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate that signs others. */
export interface CertificateAuthority extends CertificatePair {
  readonly cn: string;
}

/** What a certificate says. */
export interface CertificateRequest {
  /** Common name of the subject. */
  readonly cn: string;
  /** Host names and IP addresses that it is good for. @defaultValue localhost, 127.0.0.1 and ::1 */
  readonly names?: readonly string[];
  /** From when it is good. @defaultValue an hour ago */
  readonly notBefore?: Date;
  /** Until when it is good. @defaultValue in a year */
  readonly notAfter?: Date;
}

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const commonName = '2.5.4.3';
const subjectKeyIdentifier = '2.5.29.14';
const keyUsage = '2.5.29.15';
const subjectAltName = '2.5.29.17';
const basicConstraints = '2.5.29.19';
const authorityKeyIdentifier = '2.5.29.35';
const extendedKeyUsage = '2.5.29.37';
const serverAuthentication = '1.3.6.1.5.5.7.3.1';
const clientAuthentication = '1.3.6.1.5.5.7.3.2';

const hour = 3_600_000;
const year = 365 * 24 * hour;
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** A self-signed certificate authority, good for a year. */
export function createAuthority(cn: string): CertificateAuthority {
  const { publicKey, privateKey } = createKeys();
  const pair = issue({ cn }, publicKey, cn, privateKey, [
    extension(basicConstraints, sequence(raw(0x01, Buffer.from([0xff]))), true),
    // keyCertSign and cRLSign: bits 5 and 6.
    extension(keyUsage, bitString(Buffer.from([0b0000_0110]), 1), true),
    extension(subjectKeyIdentifier, octetString(toKeyIdentifier(publicKey))),
  ]);
  return { ...pair, key: toPem(privateKey), cn };
}

/** A certificate for servers and clients, signed by the authority. */
export function issueCertificate(
  authority: CertificateAuthority,
  request: CertificateRequest,
): CertificatePair {
  const { publicKey, privateKey } = createKeys();
  const authorityKey = createPrivateKey(authority.key);
  const names = request.names ?? loopbackNames;
  const pair = issue(request, publicKey, authority.cn, authorityKey, [
    extension(basicConstraints, sequence(), true),
    // digitalSignature: bit 0.
    extension(keyUsage, bitString(Buffer.from([0b1000_0000]), 7), true),
    extension(extendedKeyUsage, sequence(objectId(serverAuthentication), objectId(clientAuthentication))),
    ...(names.length === 0 ? [] : [extension(subjectAltName, sequence(...names.map(toGeneralName)))]),
    extension(
      authorityKeyIdentifier,
      sequence(context(0, toKeyIdentifier(createPublicKey(authorityKey)), false)),
    ),
  ]);
  return { ...pair, key: toPem(privateKey) };
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function createKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function toPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function toPublicBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

function toKeyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1').update(toPublicBytes(key)).digest();
}

// RFC 5280, 4.1: TBSCertificate, signed.
function issue(
  { cn, notBefore = new Date(Date.now() - hour), notAfter = new Date(Date.now() + year) }: CertificateRequest,
  subjectKey: KeyObject,
  issuer: string,
  issuerKey: KeyObject,
  extensions: readonly Buffer[],
): { readonly certificate: string } {
  const algorithm = sequence(objectId(ecdsaWithSha256));
  const serial = randomBytes(16);
  // Positive, and without a leading zero byte, which DER forbids.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const toBeSigned = sequence(
    context(0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    toName(issuer),
    sequence(time(notBefore), time(notAfter)),
    toName(cn),
    toPublicBytes(subjectKey),
    context(3, sequence(...extensions)),
  );
  const signature = sign('sha256', toBeSigned, issuerKey);
  const certificate = sequence(toBeSigned, algorithm, bitString(signature));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return { certificate: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n` };
}

function toName(cn: string): Buffer {
  return sequence(set(sequence(objectId(commonName), utf8String(cn))));
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [raw(0x01, Buffer.from([0xff]))] : [];
  return sequence(objectId(id), ...critical, octetString(value));
}

function toGeneralName(name: string): Buffer {
  const family = isIP(name);
  if (family === 0) return context(2, Buffer.from(name, 'latin1'), false);
  return context(7, family === 4 ? Buffer.from(name.split('.').map(Number)) : toAddressBytes(name), false);
}

function toAddressBytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const first = toGroups(head);
  const last = toGroups(tail ?? '');
  const zeros = new Array<number>(tail === undefined ? 0 : 8 - first.length - last.length).fill(0);
  return Buffer.from([...first, ...zeros, ...last].flatMap((group) => [group >> 8, group & 0xff]));
}

function toGroups(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
}
