// A value that the ESM and the CommonJS copy of the package share when a program loads both.

export function globalValue<T>(name: string, make: () => T): T {
  const key = Symbol.for(name);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[key] ??= make());
}
