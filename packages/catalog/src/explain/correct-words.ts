import type { PhraseIndex } from './phrase-index.js';
import { sameAs } from './split-words.js';

const correctedMax = 6;
const lengthMin = 5;
const lengthMax = 20;
/** A word as long as this may hold two slips. */
const twoSlipsFrom = 8;

/** The words, with those that no entry has replaced by the nearest that one has: `pasword` by `password`. */
export function correctWords(index: PhraseIndex, words: readonly string[]): string[] {
  let left = correctedMax;
  return words.map((word) => {
    if (index.numberOf.has(word) || left === 0 || word.length < lengthMin || word.length > lengthMax)
      return word;
    left -= 1;
    const near = nearestWord(index, word);
    return sameAs.get(near) ?? near;
  });
}

/** The known word with the fewest slips, of several the most frequent. People get the first letter right. */
function nearestWord({ frequency, numberOf, vocabulary }: PhraseIndex, word: string): string {
  let nearest = word;
  let fewest = word.length >= twoSlipsFrom ? 2 : 1;
  let most = 0;
  for (const known of vocabulary.get(word[0] ?? '') ?? []) {
    if (Math.abs(known.length - word.length) > fewest) continue;
    const count = frequency[numberOf.get(sameAs.get(known) ?? known) ?? -1] ?? 0;
    const slips = slipsBetween(known, word);
    if (slips < fewest || (slips === fewest && count > most)) {
      nearest = known;
      fewest = slips;
      most = count;
    }
  }
  return nearest;
}

/** How many letters were left out, added, taken for another, or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let slips = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      }
      line.push(slips);
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
