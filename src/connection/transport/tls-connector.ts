// Opens TLS sockets for undici. One is handed over only when the server is known to be the right one: no byte of a
// request is sent before.
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { ConnectionOptions as TlsOptions, TLSSocket } from 'node:tls';
import { pinnedChainProblem } from './pinned-chain.js';

/** Where undici wants a socket to. */
interface Target {
  readonly hostname: string;
  readonly port: string;
  /** Of a request that names its host. */
  readonly servername?: string | null;
}

type Connected = (error: Error | null, socket: TLSSocket | null) => void;

export interface TlsConnectorOptions {
  /** SHA-256 of the server's certificate or of one above it, as node:tls writes it; it is trusted in place of an authority. */
  readonly fingerprint: string | undefined;
  /** The name that the certificate must carry: the host's, this one, or any. */
  readonly assertHostname: boolean | string;
  readonly connectTimeout: number;
  readonly tls: TlsOptions;
}

/** What makes an error of ours a matter of certificates. */
export const certificateProblem = 'ELASTODM_CERTIFICATE';

/** A connector for the sockets of one node. */
export function createTlsConnector(options: TlsConnectorOptions): (target: Target, done: Connected) => void {
  const { fingerprint, assertHostname, connectTimeout, tls } = options;
  let session: Buffer | undefined;
  return ({ hostname, port, servername }, done) => {
    const name = servername ?? tls.servername ?? hostname;
    let socket: TLSSocket;
    try {
      socket = connect({
        ...(session === undefined ? {} : { session }),
        ...tls,
        ...(isIP(name) === 0 ? { servername: name } : {}),
        // Without an authority to trust, the fingerprint is what is trusted.
        ...(fingerprint === undefined ? {} : { rejectUnauthorized: tls.ca !== undefined }),
        host: hostname,
        port: Number(port === '' ? 443 : port),
        ALPNProtocols: ['http/1.1'],
      });
    } catch (error) {
      // Certificates of ours that can't be used, such as one whose key is another's.
      const { message, reason = message } = error as Error & { readonly reason?: string };
      done(Object.assign(new Error(reason), { code: certificateProblem }), null);
      return;
    }
    socket.setKeepAlive(true, 60_000).setNoDelay(true);
    // In TLS 1.3 our own certificate is refused only after the handshake: the end that follows must not hide why.
    socket.on('error', () => socket.destroy());
    const finish = (error: Error | null): void => {
      clearTimeout(timer);
      socket.off('error', finish).off('secureConnect', verify);
      if (error !== null) socket.destroy();
      done(error, error === null ? socket : null);
    };
    const verify = (): void => {
      if (fingerprint === undefined) {
        finish(null);
        return;
      }
      const asserted = assertHostname === true ? name : assertHostname === false ? undefined : assertHostname;
      const problem = pinnedChainProblem(socket.getPeerCertificate(true), fingerprint, asserted);
      finish(problem === undefined ? null : Object.assign(new Error(problem), { code: certificateProblem }));
    };
    const timer = setTimeout(() => {
      finish(Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' }));
    }, connectTimeout);
    socket.once('error', finish).once('secureConnect', verify);
    // A session that is resumed shows no certificate, in which the fingerprint could be looked for.
    if (fingerprint === undefined) socket.on('session', (latest) => (session = latest));
  };
}
