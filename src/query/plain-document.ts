// A document of which no class says anything. Types only.

/** A document without a class: its `_source`, as it is. */
export type PlainDocument = Readonly<Record<string, unknown>>;
