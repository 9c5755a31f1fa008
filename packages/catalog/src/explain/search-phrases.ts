import MiniSearch from 'minisearch';
import { builtCatalog } from '../built-catalog.js';
import { entries } from '../lookup.js';
import type { Finding } from './find-codes.js';

/** Words that occur in every sentence about sign-in, or in every sentence. */
const emptyWords = new Set(
  'an and are as at be because been but by can could do does for from get got had has have if in is it its me my not of on or our so that the their then there they this to was we when which while with you your error errors'.split(
    ' ',
  ),
);
const queryWordsMax = 32;
const wordLengthMax = 40;

let index: MiniSearch | null = null;

/**
 * The entries whose wording comes nearest to a text that holds no code. One answer a reason and system; the
 * certainty grows with the share of the text's words that were found, and never reaches that of a code.
 */
export function searchPhrases(text: string): Finding[] {
  const words = significantWords(text);
  if (words.length === 0) return [];
  index ??= buildIndex();
  const results = index.search(words.join(' '), {
    boost: { keywords: 3, title: 2, name: 2 },
    prefix: (word) => word.length > 4,
    fuzzy: (word) => (word.length > 5 ? 0.2 : false),
    boostDocument: (id) => (entries()[id]?.variant === null ? 1 : 0.8),
  });

  const best = results[0]?.score ?? 1;
  const answered = new Set<string>();
  return results.flatMap((result): Finding[] => {
    const entry = entries()[result.id];
    const coverage = result.queryTerms.length / words.length;
    if (entry === undefined || !saysEnough(result.queryTerms.length, words.length)) return [];
    const meaning = `${entry.system} ${entry.reason}`;
    if (answered.has(meaning)) return [];
    answered.add(meaning);
    return [
      {
        entry,
        variant: entry.variant,
        match: 'phrase',
        matched: result.queryTerms.join(' '),
        certainty: 0.75 * coverage * (0.4 + 0.6 * (result.score / best)),
      },
    ];
  });
}

/** One word of several is chance; half of them, or three of a long text, are an answer. */
function saysEnough(found: number, asked: number): boolean {
  return found === asked || found >= 3 || (found >= 2 && found / asked >= 0.5);
}

function significantWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{1,64}/gu) ?? [];
  const kept = words.filter(
    (word) => word.length > 1 && word.length <= wordLengthMax && !emptyWords.has(word),
  );
  return [...new Set(kept)].slice(0, queryWordsMax);
}

function buildIndex(): MiniSearch {
  const search = new MiniSearch({ fields: ['title', 'summary', 'name', 'keywords'] });
  search.addAll(
    entries().map((entry, id) => ({
      id,
      title: entry.title,
      summary: entry.summary,
      name: entry.name?.replace(/([a-z])([A-Z])/g, '$1 $2') ?? '',
      keywords: builtCatalog.keywords[entry.reason] ?? '',
    })),
  );
  return search;
}
