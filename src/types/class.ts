// A class as a value. Used by all layers.

/** A class that makes `T`. Its constructor must work without arguments when documents are read. */
export type Class<T extends object = object> = new (...args: never[]) => T;

/** A class, or an abstract one: what a decorator may stand on. */
export type AbstractClass<T extends object = object> = abstract new (...args: never[]) => T;
