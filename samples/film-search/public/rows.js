// A film as a row of a list: its title as a link to its own address, what is known of it, its rating.
import { toAddress } from './address.js';
import { make, marked, setShare } from './dom.js';
import { toLength, toRating, toShortCount } from './words.js';

/** The row of a film. `asked` is what is asked for now; the link adds the film to it. */
export function filmRow(film, asked) {
  return make(
    'li',
    {},
    make('span', { class: 'year' }, String(film.year ?? '')),
    make(
      'div',
      { class: 'what' },
      make(
        'a',
        { href: toAddress({ ...asked, film: film.id }), 'data-in-page': true, 'data-key': film.id },
        ...marked(film.marks),
      ),
      factsOf(film),
    ),
    ratingOf(film),
  );
}

// The year once more, for where there is no room for its column.
function factsOf({ year, genre, director, mpaaRating, minutes }) {
  const length = minutes === undefined ? undefined : toLength(minutes);
  const facts = [
    ['when', year],
    ['long', director],
    ['long', genre],
    ['short', length],
    ['short', mpaaRating],
  ].filter(([, fact]) => fact !== undefined);
  return make(
    'p',
    { class: 'facts' },
    ...facts.map(([kind, fact]) => make('span', { class: kind }, String(fact))),
  );
}

/** The rating as a number and a bar of ten parts, and how many people voted. */
export function ratingOf({ rating, votes }) {
  if (rating === undefined) return make('p', { class: 'rating none' }, 'not rated');
  return make(
    'p',
    { class: 'rating' },
    make('b', {}, toRating(rating)),
    make('span', { class: 'unseen' }, ' of 10'),
    setShare(make('span', { class: 'bar', 'aria-hidden': 'true' }), rating / 10),
    votes === undefined ? undefined : make('small', {}, `${toShortCount(votes)} votes`),
  );
}
