import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { UnknownCode } from './find-nearest.js';

const keywordsMax = 12;
const emptyWords = new Set(
  'a an and are as at be been by can could did does for from has have if in is it of on or that the this to was were will with you your'.split(
    ' ',
  ),
);

/**
 * An entry to begin with for an unknown code, as it would stand in data/systems/<system>.yaml: with the reason of the
 * nearest entry, and the words of the system's text as keywords. Title and summary are for a person to write.
 */
export function writeDraft({ code, text }: UnknownCode, nearest: CatalogEntry | undefined): string {
  const keywords = keywordsOf(text);
  return [
    `  - code: ${JSON.stringify(code)}`,
    `    reason: ${nearest?.reason ?? 'unspecified-failure'} # the nearest by words; see data/reasons`,
    '    title: What happened, in 6 to 70 characters',
    '    summary: What happened and why, in one or two plain sentences of 40 to 260 characters.',
    ...(keywords.length === 0 ? [] : [`    keywords: [${keywords.join(', ')}]`]),
    '    confidence: corroborated',
    '',
  ].join('\n');
}

function keywordsOf(text: string): string[] {
  // What stands in quotes, has a digit or an @ is somebody's name or number.
  const words = text
    .replace(/'[^']{0,200}'|"[^"]{0,200}"|\S{0,200}[\d@]\S{0,200}/g, ' ')
    .toLowerCase()
    .match(/[a-z]{3,30}/g);
  return [...new Set(words ?? [])].filter((word) => !emptyWords.has(word)).slice(0, keywordsMax);
}
