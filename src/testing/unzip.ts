// Unpacks a zip archive with Node alone: `unzip` is not on every machine, and GNU tar can't read zip.
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly mode: number;
  readonly compressedSize: number;
  readonly offset: number;
}

/** Writes every entry of the archive under the folder, with its permissions. Zip64 and encryption are not supported. */
export function unzip(archive: string, folder: string): void {
  const file = openSync(archive, 'r');
  try {
    for (const entry of readEntries(file)) writeEntry(file, entry, folder);
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, offset) !== length) throw new Error('the archive is cut off');
  return bytes;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 and 4.3.16.
function readEntries(file: number): readonly ZipEntry[] {
  const { size } = fstatSync(file);
  const tailLength = Math.min(size, 65_557);
  const tail = readAt(file, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('it is no zip archive');
  const count = tail.readUInt16LE(end + 10);
  const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: ZipEntry[] = [];
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    const nameLength = directory.readUInt16LE(position + 28);
    const extraLength = directory.readUInt16LE(position + 30);
    const commentLength = directory.readUInt16LE(position + 32);
    entries.push({
      name: directory.toString('utf8', position + 46, position + 46 + nameLength),
      method: directory.readUInt16LE(position + 10),
      mode: (directory.readUInt32LE(position + 38) >>> 16) & 0o777,
      compressedSize: directory.readUInt32LE(position + 20),
      offset: directory.readUInt32LE(position + 42),
    });
    position += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function writeEntry(file: number, entry: ZipEntry, folder: string): void {
  const path = join(folder, normalize(entry.name));
  if (!path.startsWith(folder + sep)) throw new Error(`its entry '${entry.name}' points outside`);
  if (entry.name.endsWith('/')) {
    mkdirSync(path, { recursive: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  const header = readAt(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const bytes = readAt(file, start, entry.compressedSize);
  if (entry.method !== 0 && entry.method !== 8)
    throw new Error(`'${entry.name}' is packed in an unknown way`);
  writeFileSync(path, entry.method === 0 ? bytes : inflateRawSync(bytes), { mode: entry.mode || 0o644 });
}
