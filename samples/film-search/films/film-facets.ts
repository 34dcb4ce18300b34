// What films are counted and chosen by.
import { histogramFacet, rangeFacet, termsFacet } from 'elastodm';

/** Ranges of IMDB's ratings, from 1 to 10. */
export const ratings = {
  '8-10': { from: 8 },
  '7-8': { from: 7, to: 8 },
  '6-7': { from: 6, to: 7 },
  '5-6': { from: 5, to: 6 },
  '0-5': { to: 5 },
} as const;
export type Rating = keyof typeof ratings;

export const ratingLabels: Readonly<Record<Rating, string>> = {
  '8-10': '8 and more',
  '7-8': '7 to 8',
  '6-7': '6 to 7',
  '5-6': '5 to 6',
  '0-5': 'Below 5',
};

export const filmFacets = {
  genre: termsFacet('genre', { size: 20 }),
  decade: histogramFacet('year', { interval: 10 }),
  rating: rangeFacet('rating', ratings),
};
