// Numbers, dates and lengths as people read them.
const plain = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact' });
const dollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

export const toCount = (count) => plain.format(count);
export const toShortCount = (count) => compact.format(count);
export const toMoney = (amount) => dollars.format(amount);
export const toDate = (iso) => dates.format(new Date(iso));
export const toRating = (rating) => rating.toFixed(1);

/** '3 films', '1 film'. */
export const toFilms = (count) => `${toCount(count)} ${count === 1 ? 'film' : 'films'}`;

/** 142 → '2 h 22 min'. */
export function toLength(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
