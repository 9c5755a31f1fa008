import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Catalog, CodePage } from '../open-catalog.js';
import { type PackedRows, packRows } from './number-rows.js';
import { splitWords } from './split-words.js';

/**
 * The words of all entries, as plain data: collected once when the catalog is built, for splitting texts takes longer
 * than anything else in explain. Words and phrases are known by their numbers, entries by their place.
 */
export interface PhraseData {
  words: string[];
  /** How many entries, codes and their variants, each system has; in the order of the files. */
  entriesOf: [system: string, count: number][];
  /** The words of each phrase that any entry says. */
  phrases: PackedRows;
  /** The phrases that each entry says. */
  said: PackedRows;
}

/** Collects the words of all entries: a code's, and those of its variants. */
export function collectPhrases(catalog: Catalog): PhraseData {
  const words = new Numbered<string>();
  const phrases = new Numbered<readonly number[]>();
  const said: number[][] = [];
  const entriesOf = catalog.source.systems.map((system): [string, number] => {
    const first = said.length;
    for (const page of catalog.systemOf(system)?.pages ?? []) {
      for (const entry of [page.base, ...page.variants]) {
        const numbers = phrasesOf(catalog, page, entry).map((phrase) => {
          const its = [...new Set(phrase)].map((word) => words.numberOf(word, word));
          return phrases.numberOf(its.join(' '), its);
        });
        said.push([...new Set(numbers)]);
      }
    }
    return [system, said.length - first];
  });
  return { words: words.values, entriesOf, phrases: packRows(phrases.values), said: packRows(said) };
}

/** Values in the order in which they were first met. */
class Numbered<Value> {
  readonly values: Value[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(key: string, value: Value): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}

/** Names, titles, what was written down for finding it, and the sentences of the summary: each may be what a text says. */
function phrasesOf(catalog: Catalog, { data }: CodePage, entry: CatalogEntry): string[][] {
  const reason = catalog.source.reasons[entry.reason];
  const variant = data.variants?.find(({ id }) => id === entry.variant);
  const ownReason = entry.variant === null || entry.reason === data.reason;
  const hasLetters = (code: string) => /[a-z]{3}/i.test(code);
  return [
    entry.name,
    hasLetters(entry.code) ? entry.code.replace(/^urn:[\w:.]*:/, '') : null,
    ...entry.aliases.filter(hasLetters),
    entry.title,
    ...(ownReason ? [...(data.keywords ?? []), ...(data.fragments ?? [])] : []),
    ...(variant?.when.text ?? []),
    variant?.meaning,
    reason?.title,
    ...(reason?.keywords ?? []),
    ...entry.summary.split(/(?<=[.:])\s+/),
  ]
    .map((text) => splitWords(text ?? ''))
    .filter((words) => words.length > 0);
}
