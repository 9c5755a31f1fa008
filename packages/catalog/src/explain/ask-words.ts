import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Finding } from './finding.js';
import type { PhraseIndex } from './phrase-index.js';
import { proseOf } from './prose-of.js';
import { searchPhrases } from './search-phrases.js';
import { splitWords } from './split-words.js';
import { isJoining } from './word-weight.js';

/** Below this, a number in the text may be no code at all, so its wording is asked too. */
const sureEnough = 0.7;
/** From here on words say more than a code that only says that something failed. */
const wordsLeadFrom = 0.7;
const proseWordsMin = 3;

/** What the codes of a text and its words say of it. */
export interface Asked {
  codes: readonly Finding[];
  words: readonly Finding[];
}

/**
 * Asks the words of a text where its codes leave something to say: where there are none, where none is sure, and
 * where they only say that something failed. Then prose that says what comes before the code.
 */
export function askWords(
  codes: readonly Finding[],
  text: string,
  named: ReadonlySet<string>,
  phrases: () => PhraseIndex,
): Asked {
  const sure = codes.filter(({ certainty }) => certainty >= sureEnough);
  if (sure.some(({ entry }) => !isVague(entry))) return { codes, words: [] };
  if (sure.length === 0) return { codes, words: searchPhrases(phrases(), text, named) };

  const prose = proseOf(sure.reduce((rest, { matched }) => rest.replaceAll(matched, ' '), text));
  if (splitWords(prose).filter((word) => !isJoining(word)).length < proseWordsMin)
    return { codes, words: [] };
  const systems = new Set(sure.map(({ entry }) => entry.system));
  const words = searchPhrases(phrases(), prose, systems).filter(
    ({ entry, certainty }) => systems.has(entry.system) && !isVague(entry) && certainty >= wordsLeadFrom,
  );
  return { codes: codes.map((finding) => behind(words, finding)), words };
}

function behind(words: readonly Finding[], finding: Finding): Finding {
  const best = words.find(({ entry }) => entry.system === finding.entry.system);
  if (best === undefined || !isVague(finding.entry)) return finding;
  return { ...finding, certainty: Math.min(finding.certainty, best.certainty - 0.01) };
}

/** Whether an entry only says that something failed. */
function isVague(entry: CatalogEntry): boolean {
  return entry.cause === 'unclassified';
}
