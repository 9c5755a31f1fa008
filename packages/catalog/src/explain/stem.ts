const vowel = /[aeiouy]/;
const stems = new Map<string, string>();
const stemsMax = 20_000;

/**
 * The part of an English word that its forms share: `expired`, `expires` and `expiring` are one word, so are
 * `authenticate` and `authentication`. Light on purpose: two words that are told apart wrongly cost less here than
 * two that are taken for one.
 */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = /^[a-z]{4,}$/.test(word)
    ? withoutFinalE(withoutSuffix(withoutEnding(withoutPlural(word))))
    : word;
  // Words of pasted texts are without end; those of the catalog are not, and come first.
  if (stems.size < stemsMax) stems.set(word, made);
  return made;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(?:x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

function withoutEnding(word: string): string {
  if (/\w{2}ied$/.test(word)) return `${word.slice(0, -3)}y`;
  const base = /^(\w{3,})(?:ed|ing)$/.exec(word)?.[1];
  if (base === undefined || !vowel.test(base) || word.endsWith('eed')) return word;
  // `blocked` leaves `block`, `submitted` leaves `submit`, `disabled` and `required` have lost an e.
  return /([bdfgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

function withoutSuffix(word: string): string {
  return word
    .replace(/^(\w{5,})at(?:e|ions?|ors?|ive)?$/, '$1')
    .replace(/^(\w{4,}[st])ions?$/, '$1')
    .replace(/^(\w{4,})(?:ly|ment|ness)$/, '$1')
    .replace(/^(\w{3,})iz$/, '$1ize');
}

function withoutFinalE(word: string): string {
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}
