// What a socket's error says of the request: whether it had left.
import { expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';
import { toTrouble } from '../../../src/connection/transport/to-trouble.js';
import { closedPort } from '../../support/stub-server.js';

const failed = (code: unknown, more: object = {}): Error =>
  Object.assign(new Error('failed'), { code, ...more });

test.each([
  ['unsent', 'ECONNREFUSED'],
  ['unsent', 'ENOTFOUND'],
  ['unsent', 'EAI_AGAIN'],
  ['unsent', 'EHOSTUNREACH'],
  ['unsent', 'ENETUNREACH'],
  ['unsent', 'UND_ERR_CONNECT_TIMEOUT'],
  ['unsent', 'UND_ERR_CLOSED'],
  ['broken', 'ECONNRESET'],
  ['broken', 'EPIPE'],
  ['broken', 'ETIMEDOUT'],
  ['broken', 'UND_ERR_SOCKET'],
  ['broken', 'UND_ERR_DESTROYED'],
  ['broken', 'HPE_INVALID_CONSTANT'],
  ['broken', undefined],
  ['timeout', 'UND_ERR_HEADERS_TIMEOUT'],
  ['timeout', 'UND_ERR_BODY_TIMEOUT'],
  ['aborted', 'ABORT_ERR'],
  ['aborted', 'UND_ERR_ABORTED'],
  ['tls', 'CERT_HAS_EXPIRED'],
  ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['tls', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['tls', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'],
  ['tls', 'EPROTO'],
])('%s: %s', (trouble, code) => {
  expect(toTrouble(failed(code))).toBe(trouble);
});

test('what failed while it connected had not left, whatever it is called', () => {
  expect(toTrouble(failed('ETIMEDOUT', { syscall: 'connect' }))).toBe('unsent');
  expect(toTrouble(failed('ECONNRESET', { syscall: 'connect' }))).toBe('unsent');
  expect(toTrouble(failed('EBADNAME', { syscall: 'getaddrinfo' }))).toBe('unsent');
  expect(toTrouble(failed('ECONNRESET', { syscall: 'read' }))).toBe('broken');
  expect(
    toTrouble(
      Object.assign(
        new Error('Client network socket disconnected before secure TLS connection was established'),
        { code: 'ECONNRESET' },
      ),
    ),
  ).toBe('unsent');
});

test('of several addresses, all must have failed before it left', () => {
  const refused = failed('ECONNREFUSED');
  expect(toTrouble(new AggregateError([refused, refused]))).toBe('unsent');
  expect(toTrouble(new AggregateError([refused, failed('ECONNRESET')]))).toBe('broken');
});

test('an abort is told by its name', () => {
  expect(toTrouble(AbortSignal.abort().reason)).toBe('aborted');
});

test('what is no error is other', () => {
  for (const value of [undefined, null, 'ECONNREFUSED', 7]) expect(toTrouble(value)).toBe('other');
});

test('errors of another realm count as well', () => {
  const error: unknown = runInNewContext("Object.assign(new Error('failed'), { code: 'ECONNREFUSED' })");
  expect(error).not.toBeInstanceOf(Error);
  expect(toTrouble(error)).toBe('unsent');
});

test('real sockets say the same', async () => {
  const refused: unknown = await fetch(`http://127.0.0.1:${await closedPort()}`).catch(
    (error: unknown) => (error as Error).cause,
  );
  expect(toTrouble(refused)).toBe('unsent');
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reset: unknown = await fetch(`http://127.0.0.1:${port}`).catch(
    (error: unknown) => (error as Error).cause,
  );
  expect(toTrouble(reset)).toBe('broken');
  server.close();
});
