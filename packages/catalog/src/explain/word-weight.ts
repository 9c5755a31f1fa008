import type { PhraseIndex } from './phrase-index.js';

/** A word that no entry has may be a name or a number's unit; it counts as much as a word of this many entries. */
const entriesOfUnknown = 30;

/** Words that join others and say nothing alone. */
const joining = new Set(
  'a about again also an and any are as at be been but by can could did do does for from had has have i if in is it its may me more my of on or our please so that the their them then there they this to us was we were what when which while will with would you your'.split(
    ' ',
  ),
);
const shareOfJoining = 0.25;

/** Whether a word only joins others. */
export function isJoining(word: string): boolean {
  return joining.has(word);
}

/** How much a word tells: little if many entries have it, much if few do. */
export function weightOf({ said, frequency }: PhraseIndex, word: string): number {
  const weight = Math.log(1 + said.length / (frequency.get(word) ?? entriesOfUnknown));
  return joining.has(word) ? weight * shareOfJoining : weight;
}

/** How much some words tell together. */
export function totalWeight(index: PhraseIndex, words: Iterable<string>): number {
  let sum = 0;
  for (const word of words) sum += weightOf(index, word);
  return sum;
}
