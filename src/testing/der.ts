// The few kinds of DER value (ITU-T X.690) that an X.509 certificate is made of.

/** A value with this tag byte. */
export function raw(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), toLength(content.length), content]);
}

function toLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  if (length < 0x100) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}

export function sequence(...values: readonly Buffer[]): Buffer {
  return raw(0x30, Buffer.concat(values));
}

export function set(...values: readonly Buffer[]): Buffer {
  return raw(0x31, Buffer.concat(values));
}

/** A non-negative integer, most significant byte first. */
export function integer(bytes: Buffer): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return raw(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function bitString(bytes: Buffer, unusedBits = 0): Buffer {
  return raw(0x03, Buffer.concat([Buffer.from([unusedBits]), bytes]));
}

export function octetString(bytes: Buffer): Buffer {
  return raw(0x04, bytes);
}

export function utf8String(text: string): Buffer {
  return raw(0x0c, Buffer.from(text, 'utf8'));
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return raw(0x06, Buffer.from([first * 40 + second, ...others.flatMap(toBase128)]));
}

function toBase128(value: number): readonly number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

/** GeneralizedTime from the year 2050 on, UTCTime before, as RFC 5280 (4.1.2.5) wants it. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(0, 14);
  if (date.getUTCFullYear() >= 2050) return raw(0x18, Buffer.from(`${digits}Z`, 'latin1'));
  return raw(0x17, Buffer.from(`${digits.slice(2)}Z`, 'latin1'));
}

/** A context-specific tag, around values (constructed) or in place of a tag (primitive). */
export function context(number: number, content: Buffer, isConstructed = true): Buffer {
  return raw(0x80 | (isConstructed ? 0x20 : 0) | number, content);
}
