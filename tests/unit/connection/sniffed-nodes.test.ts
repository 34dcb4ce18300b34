// What a cluster says of its nodes, and what not to believe.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toSniffedNodes } from '../../../src/connection/transport/sniffed-nodes.js';

const addresses = (nodes: unknown, protocol = 'http:'): string[] =>
  toSniffedNodes({ nodes }, protocol).map(({ href }) => href);
const at = (address: unknown, roles?: unknown): object => ({ http: { publish_address: address }, roles });

describe('addresses', () => {
  test.each([
    ['10.0.0.1:9200', 'http://10.0.0.1:9200/'],
    ['[::1]:9201', 'http://[::1]:9201/'],
    ['[2001:db8::1]:9200', 'http://[2001:db8::1]:9200/'],
    ['es-1.example/10.0.0.1:9200', 'http://es-1.example:9200/'],
    ['es-1.example/[::1]:9200', 'http://es-1.example:9200/'],
    ['/10.0.0.1:9200', 'http://10.0.0.1:9200/'],
  ])('%s is %s', (address, href) => {
    expect(addresses({ a: at(address) })).toEqual([href]);
  });

  test.each(['', ':', ':9200', '10.0.0.1', '10.0.0.1:99999', 'a/b', '[::1:9200', 'a b:9200', 'no port:'])(
    '%j is none',
    (address) => {
      expect(addresses({ a: at(address) })).toEqual([]);
    },
  );

  test('are https where the answer came by https', () => {
    expect(addresses({ a: at('es-1.example/10.0.0.1:9200') }, 'https:')).toEqual([
      'https://es-1.example:9200/',
    ]);
  });

  test('are each there once', () => {
    expect(addresses({ a: at('10.0.0.1:9200'), b: at('10.0.0.1:9200'), c: at('10.0.0.2:9200') })).toEqual([
      'http://10.0.0.1:9200/',
      'http://10.0.0.2:9200/',
    ]);
  });
});

test('masters only take no requests', () => {
  const nodes = {
    a: at('10.0.0.1:9200', ['master']),
    b: at('10.0.0.2:9200', ['data', 'master']),
    c: at('10.0.0.3:9200', []),
    d: at('10.0.0.4:9200', 'master'),
  };
  expect(addresses(nodes)).toEqual([
    'http://10.0.0.2:9200/',
    'http://10.0.0.3:9200/',
    'http://10.0.0.4:9200/',
  ]);
});

test('whatever the answer is, it gives addresses or nothing', () => {
  fc.assert(
    fc.property(fc.anything(), (answer) => {
      for (const url of [...toSniffedNodes(answer, 'http:'), ...toSniffedNodes({ nodes: answer }, 'http:')])
        expect(url.port === '' && url.hostname === '').toBe(false);
    }),
    { numRuns: 300 },
  );
});
