// Small texts: the end of a log, the progress of a download, tokens, users, what Maven says.
import { describe, expect, test } from '@jest/globals';
import { toLogEnd, toRedactor } from '../../../src/testing/log-end.js';
import { hashPassword } from '../../../src/testing/password-hash.js';
import { createProgress, toBar } from '../../../src/testing/progress-bar.js';
import { toNobody } from '../../../src/testing/run-as.js';
import { toBearerToken } from '../../../src/testing/service-token.js';
import { toMavenParameters, toMavenReason } from '../../../src/testing/sources/maven.js';

test('the end of a log is its last lines, without stack frames', () => {
  const text = ['one', '', '\tat java.base/x', '\t... 12 more', 'x'.repeat(500)].join('\n');
  expect(toLogEnd(text)).toBe(`one\n${'x'.repeat(400)}…`);
  expect(
    toLogEnd(Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n')).split('\n'),
  ).toHaveLength(30);
});

test('secrets are replaced, empty ones are not', () => {
  expect(toRedactor(['secret', ''])('a secret, a secret')).toBe('a <redacted>, a <redacted>');
});

describe('the progress of a download', () => {
  test('is a bar with percentage and size', () => {
    expect(toBar('x.tar.gz', 25_000_000, 100_000_000)).toBe(
      '██████░░░░░░░░░░░░░░░░░░  25%  25 MB of 100 MB  x.tar.gz',
    );
    expect(toBar('x.tar.gz', 2_500_000, undefined)).toBe('x.tar.gz  2.5 MB');
  });

  test('is a line for each quarter where there is no terminal', () => {
    const lines: string[] = [];
    const report = createProgress('x', (line) => void lines.push(line), { isTTY: false, write: () => true });
    for (let received = 0; received <= 100; received += 5) report(received, 100);
    expect(lines).toEqual(['x: 25% of 0.0 MB', 'x: 50% of 0.0 MB', 'x: 75% of 0.0 MB', 'x: 100% of 0.0 MB']);
  });

  test('is drawn over itself on a terminal, never wider than it, and ends with a line break', () => {
    const written: string[] = [];
    const terminal = { isTTY: true, columns: 40, write: (text: string) => written.push(text) > 0 };
    const lines: string[] = [];
    const report = createProgress('a-long-name.tar.gz', (line) => void lines.push(line), terminal);
    report(1, 100);
    report(100, 100);
    expect(lines).toEqual([]);
    expect(written).toHaveLength(2);
    expect(written.every((text) => text.startsWith('\r\u001b[K') && text.trim().length <= 43)).toBe(true);
    expect(written.at(-1)?.endsWith('\n')).toBe(true);
  });
});

test('a bearer token of a service account', () => {
  const token = toBearerToken('elastic/fleet-server', 'one', 'secret');
  expect(Buffer.from(token, 'base64').toString('latin1')).toBe(
    '\0\u0001\0\u0001elastic/fleet-server/one:secret',
  );
});

test('a hash of a password is of the form that the file realm reads', () => {
  expect(hashPassword('x', Buffer.alloc(32))).toMatch(/^\{PBKDF2\}1000\$A{43}=\$[A-Za-z0-9+/]{43}=$/);
});

test.each([
  ['root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533:nobody:/:/bin/false\n', { uid: 65_534, gid: 65_533 }],
  ['nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n', { uid: 65_534, gid: 65_534 }],
  ['', { uid: 65_534, gid: 65_534 }],
])('finds the user that runs the server for root: %j', (passwd, expected) => {
  expect(toNobody(passwd)).toEqual(expected);
});

test('Maven is asked for the artifact by its coordinates', () => {
  expect(toMavenParameters('9.2.4', '/x')).toEqual([
    '--batch-mode',
    '--quiet',
    '-Daether.connector.connectTimeout=5000',
    'dependency:copy',
    '-Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.2.4:zip',
    '-DoutputDirectory=/x',
  ]);
});

test('what Maven complains of is one line', () => {
  expect(toMavenReason('x\n[ERROR] no such artifact\n[ERROR] more')).toBe('mvn failed: no such artifact');
  expect(toMavenReason('')).toBe('mvn did not end in time');
});
