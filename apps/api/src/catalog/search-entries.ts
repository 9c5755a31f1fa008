import { explain } from '@turnaway/catalog/node';
import type { CatalogEntry } from '@turnaway/contracts';
import { formatErrorCode, systemLabel } from '@turnaway/contracts';

/** Where a word may stand in an entry, and how much that says: the lower, the nearer. */
const places = { code: 0, start: 1, title: 2, named: 3, said: 4 } as const;

/** What is searched of an entry, in lower case, made once. */
interface Searched {
  /** The code as it is written and shown, its other spellings, and its name. */
  spellings: string[];
  title: string;
  /** The reason, and the system's name. */
  named: string;
  summary: string;
}
const searchedOf = new WeakMap<CatalogEntry, Searched>();

/**
 * The entries that hold all words of a text somewhere in code, other spellings, name, title, reason, system or
 * summary, whatever their case; the nearest first: a code that is the word, then one that begins with it, then
 * titles. Entries alike keep their order. All entries where the text is empty.
 */
export function searchEntries<Entry extends CatalogEntry>(
  entries: readonly Entry[],
  text: string,
): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const found = entries
    .map((entry) => ({ entry, distance: distanceOf(searched(entry), words) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY);
  const isShared = found.filter(({ distance }) => distance < 0).length > 1;
  const placeOfEntry = isShared ? placesByExplain(text) : () => 0;
  return found
    .sort((a, b) => a.distance - b.distance || placeOfEntry(a.entry) - placeOfEntry(b.entry))
    .map(({ entry }) => entry);
}

/** One system's code may be another's name: who is meant is for explain to say, so that both answers are alike. */
function placesByExplain(text: string): (entry: CatalogEntry) => number {
  const { explanations } = explain(text);
  const places = new Map(explanations.map(({ entry }, place) => [formatErrorCode(entry), place]));
  return (entry) => places.get(formatErrorCode(entry)) ?? explanations.length;
}

function distanceOf(of: Searched, words: readonly string[]): number {
  // A code may hold blanks: then the words together are the code.
  if (of.spellings.includes(words.join(' '))) return -1;
  return words.reduce((sum, word) => sum + placeOf(of, word), 0);
}

function placeOf({ spellings, title, named, summary }: Searched, word: string): number {
  if (spellings.includes(word)) return places.code;
  if (spellings.some((spelling) => spelling.startsWith(word))) return places.start;
  if (title.includes(word)) return places.title;
  if (named.includes(word) || spellings.some((spelling) => spelling.includes(word))) return places.named;
  return summary.includes(word) ? places.said : Number.POSITIVE_INFINITY;
}

function searched(entry: CatalogEntry): Searched {
  const known = searchedOf.get(entry);
  if (known !== undefined) return known;
  const { code, aliases, name, title, reason, summary, system } = entry;
  const made = {
    spellings: [code, formatErrorCode(entry), ...aliases, ...(name === null ? [] : [name])].map(lower),
    title: lower(title),
    named: lower(`${reason} ${system} ${systemLabel(system)}`),
    summary: lower(summary),
  };
  searchedOf.set(entry, made);
  return made;
}

function lower(text: string): string {
  return text.toLowerCase();
}
