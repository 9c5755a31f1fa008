import type { Explanation } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { lookup, variantsOf } from '../lookup.js';
import { selectVariant } from '../select-variant.js';
import { type Finding, findCodes } from './find-codes.js';
import { searchPhrases } from './search-phrases.js';

const answersMax = 20;
const textLengthMax = 65_536;
/** Below this, a number in the text may be no code at all, so its wording is asked too. */
const sureEnough = 0.6;

/**
 * What a pasted text means: a code, a symbolic name, an error body, a redirect address, a log line or a
 * sentence. At most 20 answers, best first, each with the part of the text that led to it. Empty if nothing in
 * the catalog fits.
 */
export function explain(text: string): Explanation[] {
  const readable = decode(text.slice(0, textLengthMax));
  const codes = findCodes(readable);
  const sure = codes.some(({ certainty }) => certainty >= sureEnough);
  const findings = sure ? rankCarriersLast(codes) : [...codes, ...searchPhrases(readable)];

  const answers = new Map<string, Explanation>();
  for (const finding of findings) {
    const answer = answerFor(finding, readable);
    const key = formatErrorCode(answer.entry);
    if ((answers.get(key)?.certainty ?? 0) < answer.certainty) answers.set(key, answer);
  }
  return [...answers.values()].sort((a, b) => b.certainty - a.certainty).slice(0, answersMax);
}

/** Makes error bodies inside strings and parameters inside addresses readable. */
function decode(text: string): string {
  const unescaped = text.replaceAll('\\"', '"');
  if (!/[?&#]\w{1,32}=/.test(unescaped)) return unescaped;
  return unescaped
    .replaceAll('+', ' ')
    .replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `invalid_grant` around a vendor's own code, or `FAILURE` beside a reason, says less than what is inside. */
function rankCarriersLast(codes: readonly Finding[]): Finding[] {
  const hasInner = codes.some((finding) => !isCarrier(finding) && finding.certainty >= 0.9);
  if (!hasInner) return [...codes];
  return codes.map((finding) =>
    isCarrier(finding) ? { ...finding, certainty: finding.certainty * 0.4 } : finding,
  );
}

function isCarrier({ entry }: Finding): boolean {
  const isStandard = lookup({ system: 'oauth', code: entry.code, variant: null }) !== null;
  return isStandard || entry.cause === 'unclassified';
}

function answerFor({ entry, variant, match, matched, certainty }: Finding, text: string): Explanation {
  const { system, code } = entry;
  const chosen = variant ?? selectVariant(system, code, { text, interactive: null, signals: [] });
  return {
    entry: lookup({ system, code, variant: chosen }) ?? entry,
    match,
    matched,
    certainty: Math.round(certainty * 100) / 100,
    variants: [...variantsOf(system, code)],
  };
}
