// What a class's hydration plan offers: its two directions, and its fields one by one.

export type Source = Readonly<Record<string, unknown>>;

/** How one property becomes a member of the source. */
export interface FieldWriter {
  readonly name: string;
  /** What is stored; undefined where nothing is. Throws a ValueProblem that begins with the name. */
  readonly write: (owner: Source, overrides?: Source) => unknown;
}

/** The two directions for one class. */
export interface HydrationPlan {
  /** An instance with the values of a source. The class's constructor runs first, so its defaults hold. */
  readonly hydrate: (source: Source) => object;
  /**
   * The source of an instance, or of an object literal that stands for one. Property values in `overrides` stand in for
   * its own. Throws a ValueProblem.
   */
  readonly dehydrate: (instance: object, overrides?: Source) => Record<string, unknown>;
  /** What `dehydrate` consists of: the fields of the class … */
  readonly writers: ReadonlyMap<string, FieldWriter>;
  /** … and the properties without a decorator. Throws a ValueProblem where the class is strict. */
  readonly extraWriters: (instance: object) => readonly FieldWriter[];
}
