// Words without accents and apostrophes. Elasticsearch's filters for it are not part of every distribution.

/** `L'Amélie` → `L Amelie`. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/['’]/g, ' ');
}
