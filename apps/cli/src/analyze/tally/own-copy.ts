/**
 * The same text in memory of its own. A text cut out of a piece of a log keeps the whole piece alive; one that is
 * kept for long must not.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
