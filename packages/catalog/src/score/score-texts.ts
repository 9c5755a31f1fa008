import type { CatalogEntry, ExplainResponse } from '@turnaway/contracts/catalog-entry';
import { collectSpellings } from '../explain/code-data.js';
import { type CodeIndex, type Known, openSpellings } from '../explain/code-index.js';
import { namedSystems } from '../explain/named-systems.js';
import { spellingOf } from '../explain/spellings.js';
import type { Catalog } from '../open-catalog.js';

/** A piece of text, and what it is about as far as somebody could tell. */
export interface ScoredText {
  fragment: string;
  /** Whose text it is, in free words. */
  system: string;
  /** The codes it is about, in free words; may be empty. */
  code: string;
  type: string;
}

/** What became of one text: `null` where it names no code that could be expected. */
export interface Score extends ScoredText {
  isFound: boolean | null;
  answers: readonly CatalogEntry[];
}

const answersLookedAt = 3;
/** Types of text that must lead to their code. */
const mustBeFound = new Set(['error_meaning', 'error_name', 'fix']);

/** Explains every text, and says whether its code, or one of the same reason, is among the first three answers. */
export function scoreTexts(
  catalog: Catalog,
  explain: (text: string) => ExplainResponse,
  texts: readonly ScoredText[],
): Score[] {
  const index = openSpellings(catalog, collectSpellings(catalog));
  return texts.map((text) => {
    const expected = expectedOf(catalog, index, text);
    const answers = explain(text.fragment).explanations.map(({ entry }) => entry);
    if (!mustBeFound.has(text.type) || expected.length === 0) return { ...text, isFound: null, answers };
    const reasons = new Set(
      expected.flatMap(({ page }) => [page.base, ...page.variants].map(({ reason }) => reason)),
    );
    return {
      ...text,
      isFound: answers.slice(0, answersLookedAt).some(({ reason }) => reasons.has(reason)),
      answers,
    };
  });
}

/** The codes that the column names, of the systems that the other column names if it names any. */
function expectedOf(catalog: Catalog, index: CodeIndex, { code, system }: ScoredText): Known[] {
  const named = namedSystems(`${system} ${code}`, catalog.source.names);
  const words = code.match(/[\w.-]+/g)?.filter((word) => /[\d_]/.test(word)) ?? [];
  const known = words
    .flatMap((word) => [word, word.replace(/^AADSTS/i, '')])
    .flatMap((word) => [...index.byCode(spellingOf(word)), ...index.byName(word.toLowerCase())]);
  const ofNamed = known.filter((one) => named.has(one.system));
  return ofNamed.length > 0 ? ofNamed : known;
}
