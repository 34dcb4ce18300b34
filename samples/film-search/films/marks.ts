// Which parts of a title were found, without markup: a title that has some stays text.
import { randomUUID } from 'node:crypto';

export interface Mark {
  readonly text: string;
  /** Whether this is what was looked for. */
  readonly hit: boolean;
}

// Stands before and behind each hit. No title has it, as nobody can know it.
const marker = randomUUID();

/** How Elasticsearch marks hits, in the whole of a text. */
export const markedWhole = { number_of_fragments: 0, pre_tags: [marker], post_tags: [marker] };

/** A text as Elasticsearch marked it, in pieces. */
export function toMarks(marked: string): Mark[] {
  return marked
    .split(marker)
    .map((text, place) => ({ text, hit: place % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
