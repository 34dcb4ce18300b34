// What is asked for, as it stands in the page's address: it can be shared, and back and forward work.

/** The names of the facets, in the order in which they are shown. */
export const facetNames = ['genre', 'decade', 'rating'];

/** Nothing asked for: all films. */
export const nothing = Object.freeze({
  q: '',
  genre: [],
  decade: [],
  rating: [],
  sort: '',
  page: '',
  film: '',
});

/** Reads an address. Values stay as they are: what the server refuses, it says. */
export function fromAddress(search) {
  const params = new URLSearchParams(search);
  const one = (name) => params.get(name) ?? '';
  const several = (name) => [...new Set(params.getAll(name))].filter((value) => value !== '');
  return {
    q: one('q').trim(),
    genre: several('genre'),
    decade: several('decade'),
    rating: several('rating'),
    sort: one('sort'),
    page: one('page'),
    film: one('film'),
  };
}

function toParams(asked) {
  const params = new URLSearchParams();
  if (asked.q !== '') params.set('q', asked.q);
  for (const name of facetNames) for (const value of asked[name]) params.append(name, value);
  if (asked.sort !== '') params.set('sort', asked.sort);
  if (asked.page !== '' && asked.page !== '1') params.set('page', asked.page);
  return params;
}

/** The page's own address. */
export function toAddress(asked) {
  const params = toParams(asked);
  if (asked.film !== '') params.set('film', asked.film);
  const query = params.toString();
  return query === '' ? '/' : `/?${query}`;
}

/** Where the server is asked for the films. */
export function toFilmsPath(asked) {
  const query = toParams(asked).toString();
  return query === '' ? '/films' : `/films?${query}`;
}

/** Where the server is asked for one film. */
export const toFilmPath = (id) => `/films/${encodeURIComponent(id)}`;

/** How many choices are made in all facets. */
export const countChosen = (asked) => facetNames.reduce((sum, name) => sum + asked[name].length, 0);

/** The same with one choice more, or one less. Another choice begins at the first page. */
export function withChoice(asked, name, value, isChosen) {
  const others = asked[name].filter((each) => each !== value);
  return { ...asked, [name]: isChosen ? [...others, value] : others, page: '' };
}

/** The same without any choice. */
export const withoutChoices = (asked) => ({ ...asked, genre: [], decade: [], rating: [], page: '' });
