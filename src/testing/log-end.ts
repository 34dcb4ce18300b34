// The end of a node's log, for the error of a failed start.
import { readFileSync } from 'node:fs';

const lineCount = 30;
const lineLength = 400;

/** The last lines of the file, each cut to a readable length; empty when there is no file. */
export function readLogEnd(file: string): string {
  try {
    return toLogEnd(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}

/** The last lines of the text that are not empty, without the frames of stack traces. */
export function toLogEnd(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at |^\s+\.\.\. \d+ more/.test(line));
  return lines
    .slice(-lineCount)
    .map((line) => (line.length > lineLength ? `${line.slice(0, lineLength)}…` : line))
    .join('\n');
}

/** A function that replaces each of the secrets by `<redacted>`. */
export function toRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret !== '');
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, '<redacted>'), text);
}
