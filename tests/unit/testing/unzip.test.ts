import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { unzip } from '../../../src/testing/unzip.js';

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly mode: number;
  readonly isPacked: boolean;
}

/** A zip archive with these entries (checksums left out: nobody reads them). */
function toZip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode, isPacked } of entries) {
    const bytes = isPacked ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(isPacked ? 8 : 0, 10);
    central.writeUInt32LE(bytes.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, Buffer.from(name));
    parts.push(local, Buffer.from(name), bytes);
    offset += 30 + name.length + bytes.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, all, end]);
}

let folder: string;
let archive: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  archive = join(folder, 'a.zip');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('writes folders, stored and deflated files, and their permissions', () => {
  const entries: readonly Entry[] = [
    { name: 'es/', text: '', mode: 0o755, isPacked: false },
    { name: 'es/bin/run', text: '#!/bin/sh', mode: 0o755, isPacked: true },
    { name: 'es/readme', text: 'hello '.repeat(1000), mode: 0o644, isPacked: true },
    { name: 'es/plain', text: 'as it is', mode: 0o644, isPacked: false },
  ];
  writeFileSync(archive, toZip(entries));
  const target = join(folder, 'good');
  mkdirSync(target);
  unzip(archive, target);
  expect(readFileSync(join(target, 'es/readme'), 'utf8')).toBe('hello '.repeat(1000));
  expect(readFileSync(join(target, 'es/plain'), 'utf8')).toBe('as it is');
  expect(statSync(join(target, 'es/bin/run')).mode & 0o111).not.toBe(0);
});

test('refuses an entry that points outside, a cut archive, and what is no archive', () => {
  const target = join(folder, 'bad');
  mkdirSync(target);
  const evil = toZip([{ name: '../evil', text: 'x', mode: 0o644, isPacked: false }]);
  writeFileSync(archive, evil);
  expect(() => unzip(archive, target)).toThrow(/points outside/);
  expect(existsSync(join(folder, 'evil'))).toBe(false);
  writeFileSync(archive, evil.subarray(20));
  expect(() => unzip(archive, target)).toThrow();
  writeFileSync(archive, 'x'.repeat(100));
  expect(() => unzip(archive, target)).toThrow(/no zip archive/);
});
