import { parseErrorCode } from '@turnaway/contracts/error-code';
import { type CodeIndex, entryOf } from './code-index.js';
import { findFields } from './find-fields.js';
import { findMessages } from './find-messages.js';
import { findNumbered } from './find-numbered.js';
import { findTokens } from './find-tokens.js';
import { type Finding, seenCode, seenName } from './finding.js';
import type { Seen } from './seen.js';
import { spellingOf } from './spellings.js';
import { weigh } from './weigh.js';

const reference = /\b[a-z][a-z0-9-]{1,31}\/[\w.:#-]{1,128}/g;

/** `error` and `login failed` are codes somewhere, and said everywhere: what they mean is asked by wording too. */
const plainWords = /^[A-Za-z][a-z]{3,}(?: [a-z]{2,})?$/;
const certaintyOfPlain = 0.4;
/** A short number is a code of many, and mostly none. */
const shortNumber = /^\d{1,4}$/;
const certaintyOfShort = 0.8;
const certaintyOfShared = 0.5;

/** The codes and symbolic names in a text. The same code may be found more than once, with another certainty. */
export function findCodes(seen: Seen): Finding[] {
  const whole = findWhole(seen);
  if (whole.length > 0) return whole;
  return [
    ...findNumbered(seen),
    ...findReferences(seen),
    ...findMessages(seen),
    ...findFields(seen),
    ...findTokens(withoutRequests(seen)),
  ];
}

/** What was asked for, such as `grant_type=refresh_token`, is a word of the request and no error. */
function withoutRequests(seen: Seen): Seen {
  const words =
    /\b(?:grant|response|token|requested_token|subject_token)_type["']?\s{0,4}[:=]\s{0,4}["']?[\w:.-]{1,128}/gi;
  return { ...seen, text: seen.text.replace(words, ' ') };
}

/** The whole text is one code: only then can codes as short as `f` be told from words. */
function findWhole({ text, index, named }: Seen): Finding[] {
  const trimmed = text.trim();
  if (trimmed.length > 200) return [];
  const asReference = findReference(trimmed, index);
  if (asReference !== null) return [asReference];
  const codes = index.byCode(spellingOf(trimmed));
  const names = index.byName(trimmed.toLowerCase());
  const certainty = certaintyOfWhole(trimmed, new Set(codes.map(({ system }) => system)).size);
  // One system's code may be a better known system's name: then that system decides.
  const candidates = [...codes, ...names.filter((known) => !codes.includes(known))];
  const sighting = codes.length > 0 ? seenCode(trimmed, certainty) : seenName(trimmed, certainty);
  return weigh(candidates, sighting, named);
}

function certaintyOfWhole(text: string, systems: number): number {
  if (plainWords.test(text)) return certaintyOfPlain;
  if (!shortNumber.test(text)) return 1;
  return systems > 1 ? certaintyOfShared : certaintyOfShort;
}

function findReferences({ text, index }: Seen): Finding[] {
  const found = new Set(text.match(reference)?.map((matched) => matched.replace(/[.:]$/, '')) ?? []);
  return [...found].flatMap((matched) => findReference(matched, index) ?? []);
}

function findReference(text: string, index: CodeIndex): Finding | null {
  const parsed = parseErrorCode(text);
  if (parsed === null || !index.systems.has(parsed.system)) return null;
  const spelled = index.byCode(spellingOf(parsed.code)).filter(({ system }) => system === parsed.system);
  const known = spelled.find(({ page }) => page.data.code === parsed.code) ?? spelled[0];
  if (known === undefined) return null;
  return { ...seenCode(text, 1), entry: entryOf(known), variant: parsed.variant };
}
