// JSON in which whole numbers beyond ±2^53 are `bigint`, and all else is as JSON.parse and JSON.stringify have it.

// Sixteen digits, written out: the engine searches for a pattern without a counter four times as fast. It is preceded
// and followed by what stands around a number in an object or a list; within a string it may look so, too.
const pattern = `[ \\t\\n\\r:,[](-?[1-9]${'\\d'.repeat(15)}\\d*)(?=[ \\t\\n\\r,\\]}])`;
const candidate = new RegExp(pattern);
const candidates = new RegExp(pattern, 'g');

const lastSafe = String(Number.MAX_SAFE_INTEGER);

// Nobody can have written it: it is made anew in each process, and leaves no function in here.
const mark = `${crypto.randomUUID()}:`;
const markedNumber = new RegExp(`"${mark}(-?\\d+)"`, 'g');

/** Whether a text may hold a whole number that JSON.parse can't read exactly. Cheap, and wrong at times. */
export function mayBeInexact(text: string): boolean {
  return candidate.test(text);
}

/** What an object or a list in JSON says, exactly; undefined where JSON.parse says the same. */
export function parseExact(text: string): unknown {
  const marked = withMarks(text);
  return marked === undefined ? undefined : withoutMarks(JSON.parse(marked));
}

/** A value as JSON, each `bigint` as a whole number. Undefined for what JSON does not know, as JSON.stringify. */
export function stringifyExact(value: unknown): string {
  // Most documents have their numbers at the top, where a look is cheaper than an attempt that fails.
  if (!('toJSON' in BigInt.prototype) && !hasBigint(value)) {
    try {
      return JSON.stringify(value);
    } catch {
      // A bigint, or what can't be written in the slower way either.
    }
  }
  // A `toJSON` that somebody gave to all of them shall not make text of them: the number is where it was taken from.
  function toMarked(this: Readonly<Record<string, unknown>>, name: string, told: unknown): unknown {
    const held = this[name];
    if (typeof held === 'bigint') return `${mark}${held}`;
    return typeof told === 'bigint' ? `${mark}${told}` : told;
  }
  const marked = JSON.stringify(value, toMarked) as string | undefined;
  return marked?.replaceAll(markedNumber, '$1') as string;
}

/** Whether a `bigint` is anywhere inside of a value. */
export function holdsBigint(value: unknown): boolean {
  const seen = new Set<object>();
  const holds = (inner: unknown): boolean => {
    if (typeof inner === 'bigint') return true;
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner) || seen.has(inner))
      return false;
    seen.add(inner);
    return (Array.isArray(inner) ? (inner as unknown[]) : Object.values(inner)).some(holds);
  };
  return holds(value);
}

function hasBigint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) {
    if (typeof (value as Readonly<Record<string, unknown>>)[name] === 'bigint') return true;
  }
  return false;
}

// Unsafe whole numbers become marked strings; undefined where there is none.
function withMarks(text: string): string | undefined {
  let marked = '';
  let copied = 0;
  let open = -1;
  let close = -1;
  for (const { 1: token = '', index } of text.matchAll(candidates)) {
    if (isSafe(token)) continue;
    const start = index + 1;
    while (close < start) {
      open = placeOf(text, '"', close + 1);
      close = endOfString(text, open);
    }
    const isInString = open < start;
    if (isInString) continue;
    marked += `${text.slice(copied, start)}"${mark}${token}"`;
    copied = start + token.length;
  }
  return copied === 0 ? undefined : marked + text.slice(copied);
}

function isSafe(token: string): boolean {
  const digits = token.startsWith('-') ? token.slice(1) : token;
  return digits.length === lastSafe.length && digits <= lastSafe;
}

function endOfString(text: string, open: number): number {
  let close = placeOf(text, '"', open + 1);
  while (isEscaped(text, close)) close = placeOf(text, '"', close + 1);
  return close;
}

function isEscaped(text: string, place: number): boolean {
  let first = place;
  while (text[first - 1] === '\\') first--;
  return (place - first) % 2 === 1;
}

function placeOf(text: string, part: string, from: number): number {
  const place = text.indexOf(part, from);
  return place === -1 ? Infinity : place;
}

function withoutMarks(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    const inner = holder[name];
    if (typeof inner === 'string' || typeof inner === 'object') holder[name] = withoutMarks(inner);
  }
  return value;
}
