// What stands behind `--` on the command line of a benchmark: `--rounds 3`, `--memory`.

export function hasOption(name: string): boolean {
  return process.argv.includes(`--${name}`);
}

export function numberOption(name: string, otherwise: number): number {
  if (!hasOption(name)) return otherwise;
  const value = Number(process.argv[process.argv.indexOf(`--${name}`) + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1 on.`);
  return value;
}
