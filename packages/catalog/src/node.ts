import type { ExplainResponse } from '@turnaway/contracts/catalog-entry';
import { explain as explainPlain } from './explain/explain.js';
import { inflateRaw } from './inflate-raw.js';

/** What a pasted text means, SAML messages that are packed with deflate included: see `explain` of the package. */
export function explain(text: string): ExplainResponse {
  return explainPlain(text, inflateRaw);
}
