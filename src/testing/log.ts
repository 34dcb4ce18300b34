// Where the lines go that say what a start does.

/** Takes one line, without a line break. */
export type LogLine = (line: string) => void;

/** To stderr, nowhere, or to the caller's function. */
export function toLogLine(log: boolean | LogLine): LogLine {
  if (typeof log === 'function') return log;
  if (!log) return () => undefined;
  return (line) => void process.stderr.write(`elastodm: ${line}\n`);
}
