// A TLS server in front of a plain one: what a client shows in the handshake, and each byte that it sends after it.
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { TLSSocket, TlsOptions } from 'node:tls';
import type { TlsPair } from './tls-fixtures.js';

/** What a client said in a handshake that went well on the server's side. */
export interface Handshake {
  /** The name that it asked for (SNI); `undefined` for an address. */
  readonly servername: string | undefined;
  /** Such as `TLSv1.3`. */
  readonly protocol: string | null;
  /** Whether it resumed an earlier session, in which no certificate is shown. */
  readonly isResumed: boolean;
  /** The common name in the client's certificate. */
  readonly client: string | undefined;
}

export interface TlsFront extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly handshakes: readonly Handshake[];
  /** Sockets ever opened. */
  readonly connections: number;
  /** What clients sent once a handshake was done, deciphered. */
  readonly received: string;
  /** Shows another certificate from now on. Sessions of before can still be resumed. */
  serve(pair: TlsPair): void;
  /** Ends all connections; new ones are taken. */
  disconnect(): void;
  /** Resolves when clients have closed all connections, so that nothing is on its way any more. */
  idle(): Promise<void>;
}

/** Starts a front, with a certificate, for the plain server on a port of this machine. Use it with `await using`. */
export async function startTlsFront(
  target: { readonly port: number },
  pair: TlsPair,
  options: TlsOptions = {},
): Promise<TlsFront> {
  const handshakes: Handshake[] = [];
  const sockets = new Set<Socket>();
  let received = '';
  let connections = 0;
  const server = createServer({ ...options, cert: pair.cert, key: pair.key }, (socket) => {
    handshakes.push(toHandshake(socket));
    const plain = connect(target.port, '127.0.0.1');
    for (const open of [socket, plain]) sockets.add(open);
    plain.on('error', () => socket.destroy());
    plain.on('close', () => sockets.delete(plain));
    socket.on('close', () => {
      sockets.delete(socket);
      plain.destroy();
    });
    socket.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
    socket.pipe(plain).pipe(socket);
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket) => socket.on('error', () => undefined));
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const disconnect = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    handshakes,
    get received() {
      return received;
    },
    get connections() {
      return connections;
    },
    serve: ({ cert, key }) => server.setSecureContext({ ...options, cert, key }),
    disconnect,
    async idle() {
      while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    async [Symbol.asyncDispose]() {
      disconnect();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toHandshake(socket: TLSSocket): Handshake {
  // Without a certificate the object is empty, and without a name it is `false`.
  const { subject } = socket.getPeerCertificate() as { readonly subject?: { readonly CN?: string } };
  const { servername } = socket as { readonly servername?: string | false };
  return {
    servername: servername === false ? undefined : servername,
    protocol: socket.getProtocol(),
    isResumed: socket.isSessionReused(),
    client: subject?.CN,
  };
}
