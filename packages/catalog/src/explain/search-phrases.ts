import { correctWords } from './correct-words.js';
import type { Finding } from './finding.js';
import type { PhraseIndex, SaidEntry } from './phrase-index.js';
import { splitParts } from './split-parts.js';
import { writtenIn } from './split-words.js';
import { rankOf } from './weigh.js';
import { isJoining, totalWeight, weightOf } from './word-weight.js';

const wordsMax = 40;
const candidatesMax = 80;
/** So that the entries of a system that is named are among the candidates. */
const boostOfNamed = 2;
const answersMax = 40;
/** Where a system is named, entries of others are less likely meant. */
const shareOfUnnamed = 0.65;
const shareOfNamed = 1.1;
/** How much a part of a text counts that says nothing of the rest. */
const shareOfPart = 0.85;
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
 * The entries whose wording comes nearest to a text or to a part of it, best first. Certainty is high
 * only where nearly all that is asked is said of the entry, and the other way round; it never reaches that of a code.
 */
export function searchPhrases(index: PhraseIndex, text: string, named: ReadonlySet<string>): Finding[] {
  const best = new Map<SaidEntry, Likeness>();
  for (const [place, part] of splitParts(text).entries()) {
    for (const likeness of askPart(index, part, named)) {
      const certainty = likeness.certainty * (place === 0 ? 1 : shareOfPart);
      if ((best.get(likeness.said)?.certainty ?? 0) < certainty)
        best.set(likeness.said, { ...likeness, certainty });
    }
  }
  const written = writtenIn(text);
  const ordered = [...best.values()].sort((a, b) => b.certainty - a.certainty);
  return onePerMeaning(ordered)
    .slice(0, answersMax)
    .map((likeness) => findingOf(likeness, written));
}

function askPart(index: PhraseIndex, part: readonly string[], named: ReadonlySet<string>): Likeness[] {
  // The name of the system says whose code it is, and nothing of what happened.
  const said = part.filter((word) => !named.has(word));
  const corrected = [...new Set(correctWords(index, said))];
  const words = corrected.sort((a, b) => weightOf(index, b) - weightOf(index, a)).slice(0, wordsMax);
  // Words that join others are in nearly every entry: they cost much to look for, and find nothing.
  const telling = words.filter((word) => !isJoining(word));
  const boostDocument = (id: unknown) =>
    named.has(index.said[Number(id)]?.entry.system ?? '') ? boostOfNamed : 1;
  const results = index.search
    .search((telling.length > 0 ? telling : words).join(' '), { boostDocument })
    .slice(0, candidatesMax);
  const top = results[0]?.score ?? 1;
  return results.flatMap(({ id, score }) => {
    const found = index.said[Number(id)];
    return found === undefined ? [] : [likenessOf(index, found, words, score / top, named)];
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
  if (named.has(entry.system)) return fame * shareOfNamed;
  return named.size === 0 ? fame : fame * shareOfUnnamed;
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

function findingOf(
  { said: { entry }, matched, certainty }: Likeness,
  written: (stem: string) => string,
): Finding {
  const telling = matched.filter((word) => !isJoining(word));
  const words = [...new Set((telling.length > 0 ? telling : matched).map(written))];
  return {
    entry,
    variant: entry.variant,
    match: 'phrase',
    matched: words.join(' '),
    why: `These words fit: ${words.slice(0, 8).join(', ')}.`,
    certainty,
  };
}
