import type { Known } from './code-index.js';
import { type Finding, seenCode, seenName } from './finding.js';
import type { Seen } from './seen.js';
import { shapeOf, spellingOf } from './spellings.js';
import { weigh } from './weigh.js';

// A word as code: with the signs that codes hold inside. Bounded, as everything here.
const token = /[%A-Za-z0-9][\w.:%=/-]{1,127}/g;
const number = /(?<![\w.:-])(\d{1,7})(?![\w-]|[.:]\d)/g;
const cueBefore =
  /(?:code|error|err|reason|status|result|resulttype|event|failure|failed|\b(?:number|no|id)|event ?id|#|\()\W{0,6}$/i;

/** Codes and symbolic names that stand in the text as words. */
export function findTokens(seen: Seen): Finding[] {
  return [...findWords(seen), ...findNumbers(seen)];
}

function findWords({ text, index, named }: Seen): Finding[] {
  const words = new Set(text.match(token)?.flatMap(partsOf) ?? []);
  return [...words].flatMap((word) => {
    const shape = shapeOf(word);
    if (shape === 'number') return [];
    const codes = index.byCode(spellingOf(word));
    const names = index.byName(word.toLowerCase());
    if (codes.length === 0 && names.length === 0) return [];
    if (shape === 'distinct') {
      return [...weigh(codes, seenCode(word, 0.9), named), ...weigh(names, seenName(word, 0.9), named)];
    }
    // A plain word is a code only in capitals, and only where the text speaks of its system.
    const inCapitals = /^[A-Z]{3,}$/.test(word);
    const meant = codes.filter(({ system, page }) => named.has(system) && page.data.code === word);
    return inCapitals ? weigh(meant, seenCode(word, 0.85), named) : [];
  });
}

/** `com.example.model.NotAuthorizedException:` is met as its last part too; so is what stands before a sign. */
function partsOf(raw: string): string[] {
  const word = raw.replace(/[.:=/%-]{1,40}$/, '');
  const parts = new Set([word]);
  for (const separator of ['=', '/', ':']) {
    if (word.includes(separator)) for (const part of word.split(separator)) parts.add(part);
  }
  const last = /(?:\.|\$)([A-Z]\w{5,})$/.exec(word)?.[1];
  if (last !== undefined) parts.add(last);
  if (word.startsWith('%')) parts.add(word.slice(1));
  return [...parts].map((part) => part.replace(/[.:]{1,40}$/, '')).filter((part) => part.length > 1);
}

function findNumbers({ masked, index, named }: Seen): Finding[] {
  const found = new Map<string, Finding[]>();
  for (const match of masked.matchAll(number)) {
    const [digits] = match;
    const hasCue = cueBefore.test(masked.slice(Math.max(0, match.index - 16), match.index));
    const key = `${digits} ${hasCue}`;
    if (found.has(key)) continue;
    const known = index.byCode(digits).filter((one) => isCodeOf(one, digits, hasCue, named));
    const certainty = certaintyOf(known, digits, hasCue, named);
    found.set(key, weigh(known, seenCode(digits, certainty), named));
  }
  return [...found.values()].flat();
}

/** Small numbers stand everywhere: they are codes where a word says so, and large ones where their system is named. */
function isCodeOf({ system }: Known, digits: string, hasCue: boolean, named: ReadonlySet<string>): boolean {
  if (named.has(system)) return hasCue || digits.length >= 4;
  if (digits.length >= 5) return hasCue || system === 'entra';
  return hasCue && digits.length === 4;
}

function certaintyOf(
  known: readonly Known[],
  digits: string,
  hasCue: boolean,
  named: ReadonlySet<string>,
): number {
  if (known.some(({ system }) => named.has(system))) return hasCue ? 0.9 : 0.8;
  // The longer a number, the less it is one by chance.
  if (digits.length >= 6) return hasCue ? 0.85 : 0.7;
  if (digits.length === 5) return hasCue ? 0.75 : 0.6;
  return 0.45;
}
