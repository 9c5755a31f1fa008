/** Endings whose e is silent: `signed`, `codes`, `move`, but not `listed`, `changes`, `able`. */
const silentEnding =
  /(?:(?<![td])ed|(?<![scgxzh]|[^aeiouy]l)es|(?<![^aeiouy]l)e|(?<=[aeiouy][a-z]{1,3})ely)$/;
/** Two vowels side by side that are two sounds: `via`, `period`, `client`, `trial`, `create`, `trying`. */
const twoSounds = /(?<![tscg])i(?:a|o|e[nt])|[cr]rea[tm]e?|iu|eo(?!u)|[ou]ing|ying|(?:u|o)e[tl]|[vd]ua/g;
/** Words that no rule gets right. */
const known: Readonly<Record<string, number>> = {
  people: 2,
  area: 3,
  being: 2,
  idea: 3,
  cloned: 1,
  device: 2,
};

/**
 * How many syllables an English word has, by its vowels: right for nearly all words that the catalog uses, one off
 * for a few. Digits, and capitals that are spelled out (`MFA`, not `PIN`), count one each.
 */
export function countSyllables(word: string): number {
  if (/^[A-Z][^AEIOU\Wa-z]{0,3}[A-Z]s?$/.test(word)) return word.replace(/s$/, '').length;
  const lower = word.toLowerCase().replace(/[^a-z]/g, '');
  const digits = word.replace(/\D/g, '').length;
  if (lower === '') return digits;
  const sounded = lower.length > 3 ? lower.replace(silentEnding, (ending) => ending.slice(1)) : lower;
  const vowels = sounded.match(/[aeiouy]+/g)?.length ?? 0;
  const doubled = lower.match(twoSounds)?.length ?? 0;
  return digits + (known[lower] ?? Math.max(1, vowels + doubled));
}
