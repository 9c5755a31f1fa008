import type { ExplainResponse } from '@turnaway/contracts/catalog-entry';
import { builtCatalog } from '../built-catalog.js';
import { phrasesJson, spellingsJson } from '../generated/words.js';
import { createExplainer } from './create-explainer.js';
import type { Inflate } from './read-saml.js';

const explainByCatalog = createExplainer(builtCatalog, {
  spellings: () => JSON.parse(spellingsJson),
  phrases: () => JSON.parse(phrasesJson),
});

/**
 * What a pasted text means: a code, a symbolic name, an error body, a redirect address, a SAML response, a log
 * line, a stack trace or a sentence. At most 20 explanations, best first, each with the part of the text that led
 * to it; where none is certain, the entries that come nearest; and the values that the text names. SAML messages that
 * are packed, as in addresses, are read with an `inflate`; `@turnaway/catalog/node` brings Node's.
 */
export function explain(text: string, inflate: Inflate | null = null): ExplainResponse {
  return explainByCatalog(text, inflate);
}
