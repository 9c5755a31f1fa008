import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type MiniSearch from 'minisearch';
import type { Catalog, CodePage } from '../open-catalog.js';
import { NumberRows } from './number-rows.js';
import { openSearch } from './open-search.js';
import type { PhraseData } from './phrase-data.js';
import { sameAs } from './split-words.js';
import { weightOf } from './word-weight.js';

/** Finds entries by words, and knows how much each word tells. Entries are known by their number. */
export interface PhraseIndex {
  entries: number;
  systemOf: (entry: number) => string;
  /** Completes the entry, which is not needed before it is an answer. */
  entryOf: (entry: number) => CatalogEntry | null;
  /** The phrases of an entry, each as its words' numbers. */
  phrasesOf: (entry: number) => readonly Uint16Array[];
  search: MiniSearch;
  words: readonly string[];
  /** The numbers of the words. */
  numberOf: ReadonlyMap<string, number>;
  /** Of how many entries each word is, and how much it tells; by its number. */
  frequency: Uint16Array;
  weights: Float64Array;
  /** Every word that is understood, by its first letter. */
  vocabulary: ReadonlyMap<string, readonly string[]>;
}

/** Opens the words of a catalog for being searched. */
export function openPhrases(catalog: Catalog, data: PhraseData): PhraseIndex {
  const { words, entriesOf } = data;
  const phrases = new NumberRows(data.phrases);
  const said = new NumberRows(data.said);
  const frequency = frequencyOf(words.length, phrases, said);
  const systems = systemsOf(entriesOf);
  const opened = new Map<string, readonly Place[]>();
  const placesIn = (system: string) => {
    const known = opened.get(system) ?? placesOfEntries(catalog.systemOf(system)?.pages ?? []);
    opened.set(system, known);
    return known;
  };
  return {
    entries: said.length,
    systemOf: (entry) => systems.names[systems.placeOf[entry] ?? 0] ?? '',
    entryOf: (entry) => {
      const system = systems.placeOf[entry] ?? 0;
      const place = placesIn(systems.names[system] ?? '')[entry - (systems.firstOf[system] ?? 0)];
      if (place === undefined) return null;
      return place.variant === null ? place.page.base : (place.page.variants[place.variant] ?? null);
    },
    phrasesOf: (entry) => Array.from(said.row(entry), (phrase) => phrases.row(phrase)),
    search: openSearch(words, phrases, said),
    words,
    numberOf: new Map(words.map((word, number) => [word, number])),
    frequency,
    weights: Float64Array.from(words, (word, number) => weightOf(word, frequency[number], said.length)),
    vocabulary: byFirstLetter([...words, ...sameAs.keys()]),
  };
}

/** Of how many entries each word is. */
function frequencyOf(words: number, phrases: NumberRows, said: NumberRows): Uint16Array {
  const frequency = new Uint16Array(words);
  // The entry in which a word was last met, plus one: in each it counts once.
  const metIn = new Uint16Array(words);
  for (let entry = 0; entry < said.length; entry += 1) {
    for (const phrase of said.row(entry)) {
      for (const word of phrases.row(phrase)) {
        if (metIn[word] === entry + 1) continue;
        metIn[word] = entry + 1;
        frequency[word] = (frequency[word] ?? 0) + 1;
      }
    }
  }
  return frequency;
}

/** Where an entry stands in its system. */
interface Place {
  page: CodePage;
  /** `null` for the code itself. */
  variant: number | null;
}

function placesOfEntries(pages: readonly CodePage[]): Place[] {
  return pages.flatMap((page) => [
    { page, variant: null },
    ...(page.data.variants ?? []).map((_, variant) => ({ page, variant })),
  ]);
}

/** Which system each entry is of, and which entry is a system's first. */
function systemsOf(entriesOf: PhraseData['entriesOf']) {
  const placeOf: number[] = [];
  const firstOf: number[] = [];
  for (const [place, [, count]] of entriesOf.entries()) {
    firstOf.push(placeOf.length);
    for (let left = count; left > 0; left -= 1) placeOf.push(place);
  }
  return { names: entriesOf.map(([system]) => system), placeOf: Uint16Array.from(placeOf), firstOf };
}

function byFirstLetter(words: readonly string[]): Map<string, string[]> {
  const letters = new Map<string, string[]>();
  for (const word of words) {
    const letter = word[0] ?? '';
    const list = letters.get(letter);
    if (list === undefined) letters.set(letter, [word]);
    else list.push(word);
  }
  return letters;
}
