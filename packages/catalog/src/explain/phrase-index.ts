import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import MiniSearch from 'minisearch';
import type { Catalog, CodePage } from '../open-catalog.js';
import { sameAs, splitWords } from './split-words.js';

/** What one entry says, phrase by phrase, as words. */
export interface SaidEntry {
  entry: CatalogEntry;
  /** Titles, names, sentences of the summary, keywords: each may be what a text says. */
  phrases: readonly (readonly string[])[];
}

/** Finds entries by words, and knows how much each word tells. */
export interface PhraseIndex {
  said: readonly SaidEntry[];
  search: MiniSearch;
  /** Of how many entries a word is. */
  frequency: ReadonlyMap<string, number>;
  /** Every word that is understood, by its first letter. */
  vocabulary: ReadonlyMap<string, readonly string[]>;
}

interface Fields {
  id: number;
  name: string;
  title: string;
  summary: string;
  keywords: string;
  reason: string;
}

/** How much a word counts by where it stands. What somebody wrote down for finding it counts most. */
const boost = { keywords: 3, name: 2.5, title: 2, reason: 0.7, summary: 1 };

/** Collects the words of all entries: a code's, and those of its variants that are another matter. */
export function buildPhraseIndex(catalog: Catalog): PhraseIndex {
  const said: SaidEntry[] = [];
  const documents: Fields[] = [];
  const frequency = new Map<string, number>();
  const split = splitOnce();
  for (const system of catalog.source.systems) {
    for (const page of catalog.systemOf(system)?.pages ?? []) {
      for (const entry of [page.base, ...page.variants]) {
        const { fields, phrases } = wordsOf(catalog, page, entry, split);
        documents.push({ id: said.length, ...fields });
        said.push({ entry, phrases });
        for (const word of new Set(phrases.flat())) frequency.set(word, (frequency.get(word) ?? 0) + 1);
      }
    }
  }
  const search = new MiniSearch<Fields>({
    fields: Object.keys(boost),
    searchOptions: { boost, bm25: { k: 1.2, b: 0.5, d: 0.3 } },
    // The words come split and stemmed, from texts and from questions alike.
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === '' ? null : term),
  });
  search.addAll(documents);
  return { said, search, frequency, vocabulary: byFirstLetter([...frequency.keys(), ...sameAs.keys()]) };
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

/** Many entries share texts of their reason; each is split once, and its words are kept once. */
function splitOnce(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const words = known.get(text) ?? splitWords(text);
    known.set(text, words);
    return words;
  };
}

function wordsOf(
  catalog: Catalog,
  { data }: CodePage,
  entry: CatalogEntry,
  splitText: (text: string) => readonly string[],
) {
  const reason = catalog.source.reasons[entry.reason];
  const variant = data.variants?.find(({ id }) => id === entry.variant);
  const ownReason = entry.variant === null || entry.reason === data.reason;
  const split = (texts: readonly (string | null | undefined)[]) =>
    texts.map((text) => splitText(text ?? '')).filter((words) => words.length > 0);
  const code = /[a-z]{3}/i.test(entry.code) ? entry.code.replace(/^urn:[\w:.]*:/, '') : null;

  const names = split([entry.name, code, ...entry.aliases.filter((alias) => /[a-z]{3}/i.test(alias))]);
  const titles = split([entry.title]);
  const summaries = split(entry.summary.split(/(?<=[.:])\s+/));
  const keywords = split([
    ...(ownReason ? [...(data.keywords ?? []), ...(data.fragments ?? [])] : []),
    ...(variant?.when.text ?? []),
    variant?.meaning,
  ]);
  const shared = split([reason?.title, ...(reason?.keywords ?? [])]);
  const join = (phrases: readonly (readonly string[])[]) => phrases.map((words) => words.join(' ')).join(' ');
  return {
    phrases: [...names, ...titles, ...keywords, ...shared, ...summaries],
    fields: {
      name: join(names),
      title: join(titles),
      summary: join(summaries),
      keywords: join(keywords),
      reason: join(shared),
    },
  };
}
