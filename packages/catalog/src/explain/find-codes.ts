import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { parseErrorCode } from '@turnaway/contracts/error-code';
import { codeIndex } from './code-index.js';

/** A code seen in a text, before it is decided which of its variants the text means. */
export interface Finding {
  entry: CatalogEntry;
  /** Set where the text itself names the variant. */
  variant: string | null;
  match: 'code' | 'name' | 'phrase';
  matched: string;
  certainty: number;
}

/** The keys that hold codes in logs, error bodies and redirect addresses, and whose codes those are. */
const systemsByKey: Readonly<Record<string, readonly string[]>> = {
  type: ['auth0'],
  reason: ['okta'],
  result: ['okta'],
  errorcode: ['entra', 'okta'],
  error_codes: ['entra'],
  resulttype: ['entra'],
  code: ['entra', 'okta'],
  error: ['oauth', 'okta', 'auth0'],
  suberror: ['entra'],
};

// Every quantifier below is bounded, so that hostile text costs time in proportion to its length.
const entraNumber = /AADSTS\d{1,12}/gi;
const reference = /\b[a-z][a-z0-9-]{1,31}\/[\w.:#-]{1,128}/g;
const field = /([A-Za-z_]{4,16})["']?\s{0,4}[:=]\s{0,4}\[?\s{0,4}["']?([^"'&,;\s}\]]{1,128})/g;
const token = /\w[\w.-]{2,127}/g;

/** Makes findings of entries that share one string, each with its part of the certainty. */
type Weigh = (
  found: readonly CatalogEntry[],
  matched: string,
  match: Finding['match'],
  certainty: number,
) => Finding[];

/** The codes and symbolic names in a text. The same code may be found more than once, with another certainty. */
export function findCodes(text: string): Finding[] {
  const weigh = weighFor(text);
  const whole = findWhole(text.trim(), weigh);
  if (whole.length > 0) return whole;
  return [
    ...findEntraNumbers(text, weigh),
    ...findReferences(text),
    ...findSentences(text),
    ...findFields(text, weigh),
    ...findTokens(text, weigh),
  ];
}

/** Where several systems share a code, the standard's meaning leads, unless the text names another system. */
function weighFor(text: string): Weigh {
  const lower = text.toLowerCase();
  const mentioned = new Set([...codeIndex().systems].filter((system) => lower.includes(system)));
  return (found, matched, match, certainty) => {
    const leader =
      found.find(({ system }) => mentioned.has(system)) ?? found.find(({ system }) => system === 'oauth');
    return found.map((entry) => {
      const share = found.length === 1 || entry === leader ? 1 : 0.6;
      return { entry, variant: null, match, matched, certainty: certainty * share };
    });
  };
}

/** The whole text is one code: only then can codes as short as `f` be told from words. */
function findWhole(text: string, weigh: Weigh): Finding[] {
  const { byCode, byName } = codeIndex();
  const asReference = findReference(text);
  if (asReference !== null) return [asReference];
  const codes = byCode.get(text.toLowerCase());
  return codes === undefined
    ? weigh(byName.get(text.toLowerCase()) ?? [], text, 'name', 1)
    : weigh(codes, text, 'code', 1);
}

function findReference(text: string): Finding | null {
  const parsed = parseErrorCode(text);
  if (parsed === null || !codeIndex().systems.has(parsed.system)) return null;
  const entry = codeIndex()
    .byCode.get(parsed.code.toLowerCase())
    ?.find(({ system }) => system === parsed.system);
  if (entry === undefined) return null;
  return { entry, variant: parsed.variant, match: 'code', matched: text, certainty: 1 };
}

function findReferences(text: string): Finding[] {
  return uniqueMatches(text, reference).flatMap((matched) => findReference(trimPoint(matched)) ?? []);
}

function findEntraNumbers(text: string, weigh: Weigh): Finding[] {
  return uniqueMatches(text, entraNumber).flatMap((matched) => {
    const number = matched.slice('AADSTS'.length);
    return weigh(ofSystems(codeIndex().byCode.get(number), ['entra']), matched, 'code', 1);
  });
}

function findSentences(text: string): Finding[] {
  const lower = text.toLowerCase();
  return codeIndex()
    .sentences.filter(([sentence]) => lower.includes(sentence))
    .map(([, entry]) => ({ entry, variant: null, match: 'code', matched: entry.code, certainty: 0.95 }));
}

function findFields(text: string, weigh: Weigh): Finding[] {
  return [...text.matchAll(field)].flatMap(([, key = '', value = '']) => {
    const systems = systemsByKey[key.toLowerCase()];
    if (systems === undefined) return [];
    return weigh(ofSystems(codeIndex().byCode.get(value.toLowerCase()), systems), value, 'code', 0.95);
  });
}

function findTokens(text: string, weigh: Weigh): Finding[] {
  const { byCode, byName } = codeIndex();
  return uniqueMatches(text, token).flatMap((raw) => {
    const word = trimPoint(raw);
    const lower = word.toLowerCase();
    if (/^\d+$/.test(word)) {
      return word.length < 5 ? [] : weigh(ofSystems(byCode.get(lower), ['entra']), word, 'code', 0.6);
    }
    if (/[_.\d]/.test(word)) return weigh(byCode.get(lower) ?? [], word, 'code', 0.9);
    return /[a-z][A-Z]/.test(word) ? weigh(byName.get(lower) ?? [], word, 'name', 0.9) : [];
  });
}

function uniqueMatches(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern) ?? [])];
}

function trimPoint(word: string): string {
  return word.endsWith('.') || word.endsWith(':') ? word.slice(0, -1) : word;
}

function ofSystems(found: readonly CatalogEntry[] | undefined, systems: readonly string[]): CatalogEntry[] {
  return found?.filter(({ system }) => systems.includes(system)) ?? [];
}
