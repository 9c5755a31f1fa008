import { correctWords } from './correct-words.js';
import type { Finding } from './finding.js';
import type { PhraseIndex, SaidEntry } from './phrase-index.js';
import { rankOf } from './weigh.js';
import { totalWeight, weightOf } from './word-weight.js';

const wordsMax = 40;
const candidatesMax = 80;
const answersMax = 40;
/** Where a system is named, entries of others are less likely meant. */
const shareOfUnnamed = 0.75;
/** How much a part of a text counts that says nothing of the rest. */
const shareOfPart = 0.8;
/** The weight of words at which chance is mostly ruled out: two or three telling words. */
const tellingWeight = 5;
/** From here on a word tells something: a minority of the entries has it. */
const tellingFrom = 2;
const shareOfAlone = 0.7;
const toldInOnePhrase = 0.8;

/** An entry that a text's words lead to. */
interface Likeness {
  said: SaidEntry;
  matched: readonly string[];
  certainty: number;
}

/**
 * The entries whose wording comes nearest to a text, given as the words of its parts; best first. Certainty is high
 * only where nearly all that is asked is said of the entry, and the other way round; it never reaches that of a code.
 */
export function searchPhrases(
  index: PhraseIndex,
  parts: readonly string[][],
  named: ReadonlySet<string>,
): Finding[] {
  const best = new Map<SaidEntry, Likeness>();
  for (const [place, part] of parts.entries()) {
    for (const likeness of askPart(index, part, named)) {
      const certainty = likeness.certainty * (place === 0 ? 1 : shareOfPart);
      if ((best.get(likeness.said)?.certainty ?? 0) < certainty)
        best.set(likeness.said, { ...likeness, certainty });
    }
  }
  const ordered = [...best.values()].sort((a, b) => b.certainty - a.certainty);
  return onePerMeaning(ordered).slice(0, answersMax).map(findingOf);
}

function askPart(index: PhraseIndex, part: readonly string[], named: ReadonlySet<string>): Likeness[] {
  const corrected = [...new Set(correctWords(index, part))];
  const words = corrected.sort((a, b) => weightOf(index, b) - weightOf(index, a)).slice(0, wordsMax);
  const results = index.search.search(words.join(' ')).slice(0, candidatesMax);
  const top = results[0]?.score ?? 1;
  return results.flatMap(({ id, score }) => {
    const said = index.said[Number(id)];
    return said === undefined ? [] : [likenessOf(index, said, words, score / top, named)];
  });
}

function likenessOf(
  index: PhraseIndex,
  said: SaidEntry,
  words: readonly string[],
  closeness: number,
  named: ReadonlySet<string>,
): Likeness {
  const asked = new Set(words);
  const matched = words.filter((word) => said.phrases.some((phrase) => phrase.includes(word)));
  const weight = totalWeight(index, matched);
  const share = weight / Math.max(1e-9, totalWeight(index, words));
  const phraseShare = Math.max(...said.phrases.map((phrase) => shareOf(index, phrase, asked)));
  const telling = words.filter((word) => weightOf(index, word) >= tellingFrom);
  const inOnePhrase =
    telling.length > 1 && said.phrases.some((phrase) => telling.every((word) => phrase.includes(word)));
  // Few words tell little, unless they are just what is said, or all stand in one phrase.
  const told = Math.max(
    1 - Math.exp(-weight / tellingWeight),
    share * phraseShare * 0.9,
    inOnePhrase ? toldInOnePhrase : 0,
  );
  // One telling word among others that are not said of it is chance.
  const alone =
    telling.length > 1 && telling.filter((word) => asked.has(word) && matched.includes(word)).length < 2
      ? shareOfAlone
      : 1;
  const wording = 0.6 * share + 0.3 * phraseShare + 0.1 * closeness;
  return { said, matched, certainty: 0.88 * wording * told * alone * likelihoodOf(said, named) };
}

/** How much of a phrase is asked for. */
function shareOf(index: PhraseIndex, phrase: readonly string[], asked: ReadonlySet<string>): number {
  const whole = totalWeight(index, new Set(phrase));
  return whole === 0 ? 0 : totalWeight(index, new Set(phrase.filter((word) => asked.has(word)))) / whole;
}

/** The codes that people meet most are a little likelier, and those of the system that the text names much more. */
function likelihoodOf({ entry }: SaidEntry, named: ReadonlySet<string>): number {
  const fame = 1 - rankOf(entry.system) * 0.003;
  return named.size === 0 || named.has(entry.system) ? fame : fame * shareOfUnnamed;
}

/** Of entries that say the same, the best: one for each system, reason and title. */
function onePerMeaning(ordered: readonly Likeness[]): Likeness[] {
  const seen = new Set<string>();
  return ordered.filter(({ said: { entry } }) => {
    const meaning = `${entry.system}\t${entry.reason}\t${entry.title}`;
    if (seen.has(meaning)) return false;
    seen.add(meaning);
    return true;
  });
}

function findingOf({ said: { entry }, matched, certainty }: Likeness): Finding {
  const words = matched.slice(0, 8).join(', ');
  return {
    entry,
    variant: entry.variant,
    match: 'phrase',
    matched: matched.join(' '),
    why: `These words fit: ${words}.`,
    certainty,
  };
}
