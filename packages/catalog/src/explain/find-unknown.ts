import type { ExplainResponse } from '@turnaway/contracts/catalog-entry';
import type { CodeIndex } from './code-index.js';
import { spellingOf } from './spellings.js';

const unknownMax = 10;

/** Forms that only one system gives its codes, so that a code is known as such even if nothing else is known of it. */
const forms: readonly [system: string, form: RegExp][] = [
  ['entra', /\bAADSTS(\d{2,9})\b/gi],
  ['entra-b2c', /\b(AADB2C\d{3,8})\b/gi],
  ['okta', /\b(E0000\d{3})\b/g],
  ['windows', /\b(0xC000[0-9A-F]{4})\b/gi],
  ['cisco-asa', /%(?:ASA|FTD)-\d-(\d{6})\b/g],
];

/** The codes that a text holds by their form and that the catalog lacks, at most ten. */
export function findUnknown(text: string, index: CodeIndex): ExplainResponse['unknownCodes'] {
  const found = forms.flatMap(([system, form]) =>
    [...text.matchAll(form)].map(([, code = '']) => ({ system, code })),
  );
  const lacking = found.filter(
    ({ system, code }) => !index.byCode(spellingOf(code)).some((known) => known.system === system),
  );
  return [...new Map(lacking.map((one) => [`${one.system}/${one.code}`, one])).values()].slice(0, unknownMax);
}
