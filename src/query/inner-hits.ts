// The hits inside of a hit: what of them comes back. Types only.
import type { InnerHitsOf } from './inner-hits-of.js';
import type { Query } from './query.js';

/** Which hits inside of a hit come back, and what of them. Fields have their whole names: `'comments.author'`. */
export type InnerHitsRequest<T> = InnerHitsOf<T, Query<T>>;
