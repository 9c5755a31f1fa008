import type { CatalogEntry, ExplainResponse, Explanation } from '@turnaway/contracts/catalog-entry';
import { neighborsOf } from '../find-nearest.js';
import type { Catalog } from '../open-catalog.js';
import { askWords } from './ask-words.js';
import { type CodeSpellings, collectSpellings } from './code-data.js';
import { type CodeIndex, openSpellings } from './code-index.js';
import { findCodes } from './find-codes.js';
import { findDetails, maskDetails } from './find-details.js';
import { findUnknown } from './find-unknown.js';
import type { Finding } from './finding.js';
import { namedSystems } from './named-systems.js';
import { collectPhrases, type PhraseData } from './phrase-data.js';
import { openPhrases, type PhraseIndex } from './phrase-index.js';
import { rankFindings } from './rank-findings.js';
import type { Inflate } from './read-saml.js';
import { readText } from './read-text.js';

const answersMax = 20;
const nearestMax = 5;
/** From here on words are an answer; below, an entry is only near. */
const answerFrom = 0.48;

/** Where the words of a catalog come from: what was collected when it was built, or is collected when first needed. */
export interface CatalogWords {
  spellings: () => CodeSpellings;
  phrases: () => PhraseData;
}

/** Explains texts by a catalog. Its indexes are opened when first needed: who only looks codes up never pays. */
export function createExplainer(
  catalog: Catalog,
  words: CatalogWords = {
    spellings: () => collectSpellings(catalog),
    phrases: () => collectPhrases(catalog),
  },
): (text: string, inflate?: Inflate | null) => ExplainResponse {
  let codes: CodeIndex | null = null;
  let phrases: PhraseIndex | null = null;
  return (raw, inflate = null) => {
    codes ??= openSpellings(catalog, words.spellings());
    const text = readText(raw, inflate);
    const masked = maskDetails(text);
    const named = namedSystems(text, catalog.source.names);
    const codesSeen = findCodes({ text, masked, index: codes, named });
    const found = rankFindings(codesSeen, codes).map((finding) => withVariant(catalog, finding, text));
    const asked = askWords(found, masked, named, () => {
      phrases ??= openPhrases(catalog, words.phrases());
      return phrases;
    });
    const likely = asked.words.filter(({ certainty }) => certainty >= answerFrom);
    const explanations = uniqueAnswers(catalog, [
      ...asked.codes,
      ...likely.map((finding) => withVariant(catalog, finding, text)),
    ]);
    const unknownCodes = findUnknown(text, codes);
    const neighbors = unknownCodes.flatMap(({ system, code }) => neighborsOf(catalog, system, code));
    const near = [...neighbors, ...asked.words.map(({ entry }) => entry)];
    return {
      explanations,
      nearest: explanations.length > 0 ? [] : [...new Set(near)].slice(0, nearestMax),
      unknownCodes,
      details: findDetails(text),
    };
  };
}

/** Which of its code's variants a finding is, if the text tells. */
function withVariant(catalog: Catalog, finding: Finding, text: string): Finding {
  const { system, code } = finding.entry;
  const facts = { text, interactive: null, signals: [] };
  const variant = finding.variant ?? catalog.selectVariant(system, code, facts);
  return { ...finding, variant, entry: catalog.lookup({ system, code, variant }) ?? finding.entry };
}

function uniqueAnswers(catalog: Catalog, findings: readonly Finding[]): Explanation[] {
  const answers = new Map<CatalogEntry, Explanation>();
  for (const finding of findings) {
    const answer = answerFor(catalog, finding);
    if ((answers.get(answer.entry)?.certainty ?? 0) < answer.certainty) answers.set(answer.entry, answer);
  }
  return [...answers.values()].sort((a, b) => b.certainty - a.certainty).slice(0, answersMax);
}

function answerFor(catalog: Catalog, { variant: _, certainty, ...seen }: Finding): Explanation {
  const { system, code } = seen.entry;
  return {
    ...seen,
    certainty: Math.round(Math.min(1, certainty) * 100) / 100,
    variants: [...(catalog.pageOf(system, code)?.variants ?? [])],
  };
}
