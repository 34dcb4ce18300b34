// Ids that are made before a document is sent: UUID version 7 (RFC 9562), whose beginning is the time.

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
// Random bytes are asked for in batches: one call for many ids.
const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** A new id, such as `019a8f5e-3b1c-7c4d-9e2f-5a6b7c8d9e0f`. Ids made later sort later, to the millisecond. */
export function timeOrderedId(now: number = Date.now()): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + 16);
  used += 16;
  for (let place = 5, rest = now; place >= 0; place--, rest = Math.floor(rest / 256))
    bytes[place] = rest % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let id = '';
  for (let place = 0; place < 16; place++) {
    if (place === 4 || place === 6 || place === 8 || place === 10) id += '-';
    id += hex[bytes[place] ?? 0] ?? '';
  }
  return id;
}
