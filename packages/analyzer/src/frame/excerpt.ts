import type { Buffer } from 'node:buffer';
import { rejectExcerptLengthMax } from '@turnaway/contracts/batch-facts';

/** UTF-8 takes up to four bytes a character. */
const excerptBytesMax = rejectExcerptLengthMax * 4;

/** The start of a piece of the batch as text, readable also where it is not valid UTF-8. */
export function excerptOfBytes(body: Buffer, start: number, end: number): string {
  return body
    .toString('utf8', start, Math.min(end, start + excerptBytesMax))
    .slice(0, rejectExcerptLengthMax);
}

/** The start of a parsed value's JSON. Stops at the cap, so that neither size nor depth of the value matters. */
export function excerptOf(value: unknown): string {
  const writer = { text: '' };
  write(value, writer);
  return writer.text.slice(0, rejectExcerptLengthMax);
}

/** Each level of nesting writes a character first, so the cap bounds the recursion too. */
function write(value: unknown, writer: { text: string }): void {
  if (writer.text.length > rejectExcerptLengthMax) return;
  if (typeof value === 'string') {
    writer.text += JSON.stringify(value.slice(0, rejectExcerptLengthMax));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    writer.text += String(value);
    return;
  }
  const isList = Array.isArray(value);
  writer.text += isList ? '[' : '{';
  let separator = '';
  for (const [key, child] of Object.entries(value)) {
    if (writer.text.length > rejectExcerptLengthMax) return;
    writer.text += isList ? separator : `${separator}${JSON.stringify(key)}:`;
    write(child, writer);
    separator = ',';
  }
  writer.text += isList ? ']' : '}';
}
