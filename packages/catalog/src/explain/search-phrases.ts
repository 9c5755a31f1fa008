import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { correctWords } from './correct-words.js';
import type { Finding } from './finding.js';
import type { PhraseIndex } from './phrase-index.js';
import { splitParts } from './split-parts.js';
import { writtenIn } from './split-words.js';
import { rankOf } from './weigh.js';
import { isJoining, weightOf } from './word-weight.js';

const wordsMax = 40;
const candidatesMax = 160;
/** Few words are in many entries: the one that says just these may stand far behind. */
const fewWords = 3;
const candidatesOfFewMax = 1_000;
/** So that the entries of a system that is named are among the candidates. */
const boostOfNamed = 2;
const answersMax = 40;
/** What is left for a further entry of one reason, for so many of them. */
const shareOfRepeat = 0.95;
const repeatsMax = 3;
/** Where a system is named, entries of others are less likely meant. */
const shareOfUnnamed = 0.65;
/** Every product speaks of the standards: who names one may mean any system. */
const standards: ReadonlySet<string> = new Set(['oauth', 'saml', 'ldap', 'kerberos', 'radius']);
const shareBesideStandard = 0.9;
const shareOfNamed = 1.1;
/** How much a part of a text counts that says nothing of the rest. */
const shareOfPart = 0.85;
/** The weight of words at which chance is mostly ruled out: two or three telling words. */
const tellingWeight = 5;
/** From here on a word tells something: a minority of the entries has it. */
const tellingFrom = 1.6;
const shareOfAlone = 0.7;
const toldInOnePhrase = 0.8;
/** One word alone may mean anything: `denied`, `token`. */
const shareOfOneWord = 0.55;
/** Who asks for words asks about what went wrong. */
const shareOfSuccess = 0.8;

/** A word of a text, as the index knows it. */
interface AskedWord {
  word: string;
  /** `null` for a word that no entry has. */
  number: number | null;
  weight: number;
}

/** An entry that a text's words lead to. */
interface Likeness {
  /** The entry's, in the index. */
  number: number;
  matched: readonly string[];
  certainty: number;
}

/**
 * The entries whose wording comes nearest to a text or to a part of it, best first. Certainty is high
 * only where nearly all that is asked is said of the entry, and the other way round; it never reaches that of a code.
 */
export function searchPhrases(index: PhraseIndex, text: string, named: ReadonlySet<string>): Finding[] {
  const best = new Map<number, Likeness>();
  for (const [place, part] of splitParts(text).entries()) {
    for (const likeness of askPart(index, part, named)) {
      const certainty = likeness.certainty * (place === 0 ? 1 : shareOfPart);
      if ((best.get(likeness.number)?.certainty ?? 0) < certainty)
        best.set(likeness.number, { ...likeness, certainty });
    }
  }
  const written = writtenIn(text);
  const ordered = [...best.values()].sort((a, b) => b.certainty - a.certainty);
  return onePerMeaning(index, ordered).map(([entry, likeness]) => findingOf(entry, likeness, written));
}

function askPart(index: PhraseIndex, part: readonly string[], named: ReadonlySet<string>): Likeness[] {
  // The name of the system says whose code it is, and nothing of what happened.
  const said = part.filter((word) => !named.has(word));
  const corrected = [...new Set(correctWords(index, said))].map((word) => askedWord(index, word));
  const words = corrected.sort((a, b) => b.weight - a.weight).slice(0, wordsMax);
  const boostDocument = (id: unknown) => (named.has(index.systemOf(Number(id))) ? boostOfNamed : 1);
  const results = index.search
    .search(words.map(({ word }) => word).join(' '), { boostDocument })
    .slice(0, words.length <= fewWords ? candidatesOfFewMax : candidatesMax);
  const top = results[0]?.score ?? 1;
  return results.map(({ id, score }) => {
    const { matched, certainty } = likenessOf(index, Number(id), words, score / top);
    const likelihood = likelihoodOf(index.systemOf(Number(id)), named);
    return { number: Number(id), matched, certainty: certainty * likelihood };
  });
}

function askedWord(index: PhraseIndex, word: string): AskedWord {
  const number = index.numberOf.get(word) ?? null;
  const weight = number === null ? weightOf(word, undefined, index.entries) : (index.weights[number] ?? 0);
  return { word, number, weight };
}

function likenessOf(index: PhraseIndex, entry: number, words: readonly AskedWord[], closeness: number) {
  const telling = words.filter(({ weight }) => weight >= tellingFrom);
  const { held, phraseShare, inOnePhrase, isPhrase } = comparePhrases(index, entry, words, telling);
  const matched = words.filter(({ number }) => number !== null && held.has(number));
  const weight = totalWeight(matched);
  const share = weight / Math.max(1e-9, totalWeight(words));
  // Few words tell little, unless they are just what is said, or all stand in one phrase.
  const told = Math.max(
    1 - Math.exp(-weight / tellingWeight),
    share * phraseShare * 0.9,
    inOnePhrase ? toldInOnePhrase : 0,
  );
  // One telling word among others that are not said of it is chance.
  const alone = telling.length > 1 && telling.filter((word) => matched.includes(word)).length < 2;
  const wording = 0.6 * share + 0.3 * phraseShare + 0.1 * closeness;
  // What somebody wrote down in just these words, such as `try again`, is meant so.
  const isOneWord = words.filter(({ word }) => !isJoining(word)).length < 2 && !isPhrase;
  return {
    matched: matched.map(({ word }) => word),
    certainty: 0.88 * wording * told * (alone ? shareOfAlone : 1) * (isOneWord ? shareOfOneWord : 1),
  };
}

/**
 * Which words an entry's phrases hold, how much of a phrase is asked for at most, and whether one has all that tells or
 * was asked for word by word.
 */
function comparePhrases(
  index: PhraseIndex,
  entry: number,
  words: readonly AskedWord[],
  telling: readonly AskedWord[],
) {
  const asked = new Set(words.map(({ number }) => number));
  const held = new Set<number>();
  let phraseShare = 0;
  let inOnePhrase = false;
  let isPhrase = false;
  for (const phrase of index.phrasesOf(entry)) {
    let whole = 0;
    let part = 0;
    let count = 0;
    for (const number of phrase) {
      const weight = index.weights[number] ?? 0;
      whole += weight;
      if (!asked.has(number)) continue;
      part += weight;
      count += 1;
      held.add(number);
    }
    if (whole > 0) phraseShare = Math.max(phraseShare, part / whole);
    isPhrase ||= count > 1 && count === phrase.length;
    inOnePhrase ||= telling.length > 1 && telling.every(({ number }) => phrase.includes(number ?? -1));
  }
  return { held, phraseShare, inOnePhrase, isPhrase };
}

function totalWeight(words: readonly AskedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

/** The codes that people meet most are a little likelier, and those of the system that the text names much more. */
function likelihoodOf(system: string, named: ReadonlySet<string>): number {
  const fame = 1 - rankOf(system) * 0.005;
  if (named.has(system)) return fame * shareOfNamed;
  if (named.size === 0) return fame;
  return fame * ([...named].every((one) => standards.has(one)) ? shareBesideStandard : shareOfUnnamed);
}

/**
 * Of entries that say the same, the best: one for each system, reason and title. Where several systems say it, each
 * further one steps back a little, so that what else it can be is seen too.
 */
function onePerMeaning(index: PhraseIndex, ordered: readonly Likeness[]): [CatalogEntry, Likeness][] {
  const seen = new Map<string, [CatalogEntry, Likeness]>();
  const repeats = new Map<string, number>();
  for (const likeness of ordered) {
    const entry = index.entryOf(likeness.number);
    if (entry === null) continue;
    const meaning = `${entry.system}\t${entry.reason}\t${entry.title}`;
    if (seen.has(meaning)) continue;
    const likely = entry.outcome === 'success' ? shareOfSuccess : 1;
    const before = Math.min(repeats.get(entry.reason) ?? 0, repeatsMax);
    repeats.set(entry.reason, before + 1);
    seen.set(meaning, [
      entry,
      { ...likeness, certainty: likeness.certainty * likely * shareOfRepeat ** before },
    ]);
    // Entries are completed when they are looked at: no more of them than can be answers.
    if (seen.size === answersMax) break;
  }
  return [...seen.values()].sort(([, a], [, b]) => b.certainty - a.certainty);
}

function findingOf(
  entry: CatalogEntry,
  { matched, certainty }: Likeness,
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
