import MiniSearch, { type AsPlainObject } from 'minisearch';
import type { NumberRows } from './number-rows.js';
import { isJoining } from './word-weight.js';

/** The one field of the search: the words of all phrases of an entry. */
const field = 'words';
const fieldId = 0;
/** Of the library's form of an index. */
const serializationVersion = 2;

const options = {
  fields: [field],
  searchOptions: { bm25: { k: 1.2, b: 0.5, d: 0.3 } },
  // Words come split and stemmed, from entries and from questions alike.
  tokenize: (text: string) => text.split(' '),
  processTerm: (term: string) => (term === '' ? null : term),
};

/**
 * The search over entries that say these phrases of these words. Its index is counted out of the numbers and handed
 * over in the form in which the library stores one: adding the same entries as texts takes many times as long.
 */
export function openSearch(words: readonly string[], phrases: NumberRows, said: NumberRows): MiniSearch {
  const counts: Record<string, number>[] = words.map(() => ({}));
  // Words that join others are in nearly every entry: they cost much to look for, and find nothing.
  const isLeftOut = words.map(isJoining);
  const lengths: Record<string, number[]> = {};
  const documentIds: Record<string, number> = {};
  let sum = 0;
  for (let entry = 0; entry < said.length; entry += 1) {
    let length = 0;
    for (const phrase of said.row(entry)) {
      for (const word of phrases.row(phrase)) {
        const count = counts[word];
        if (count === undefined || isLeftOut[word] === true) continue;
        if (count[entry] === undefined) length += 1;
        count[entry] = (count[entry] ?? 0) + 1;
      }
    }
    documentIds[entry] = entry;
    lengths[entry] = [length];
    sum += length;
  }
  const index: AsPlainObject = {
    documentCount: said.length,
    nextId: said.length,
    documentIds,
    fieldIds: { [field]: fieldId },
    fieldLength: lengths,
    averageFieldLength: [sum / Math.max(1, said.length)],
    storedFields: {},
    dirtCount: 0,
    index: words.flatMap((word, number) =>
      isLeftOut[number] === true ? [] : [[word, { [fieldId]: counts[number] ?? {} }]],
    ),
    serializationVersion,
  };
  return MiniSearch.loadJS(index, options);
}
