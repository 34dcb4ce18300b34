// Elasticsearch's reasons quote values that were sent to it: documents and queries are the user's data, and stay out of
// errors.

const depthLimit = 20;
// A short value is hidden only where it is quoted: in a sentence, it may be any word.
const longEnough = 8;
const shortest = 2;

/** The texts and numbers inside of data, without those under a member that `isName` says to hold names. */
export function valuesIn(
  data: unknown,
  isName: (member: string) => boolean = () => false,
): readonly string[] {
  const values = new Set<string>();
  const add = (value: unknown, depth: number): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      values.add(String(value));
    } else if (value instanceof Date) {
      if (!Number.isNaN(value.getTime())) values.add(value.toISOString());
    } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
      if (depth > depthLimit) return;
      for (const [member, inner] of Object.entries(value)) if (!isName(member)) add(inner, depth + 1);
    }
  };
  add(data, 0);
  return [...values];
}

/** `text` without these values. */
export function hideValues(text: string, values: readonly string[]): string {
  return values
    .filter((value) => value.length >= shortest && text.includes(value))
    .sort((one, other) => other.length - one.length)
    .reduce(
      (shown, value) =>
        value.length >= longEnough ? shown.replaceAll(value, hidden) : hideQuoted(shown, value),
      text,
    );
}

const hidden = '[redacted]';

function hideQuoted(text: string, value: string): string {
  const escaped = value.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replaceAll(new RegExp(`(?<=["'\`[(])${escaped}(?=["'\`\\])])`, 'g'), hidden);
}
