import { lookAhead } from '../../send/open-input.js';

/** Text as UTF-8 without a byte order mark; UTF-16, as PowerShell writes files, is told by its mark. */
export async function decodeStream(chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const { head, chunks: whole } = await lookAhead(chunks, (seen) => seen.length >= 3);
  if (head[0] === 0xff && head[1] === 0xfe) return fromUtf16(whole, 'utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return fromUtf16(whole, 'utf-16be');
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  return hasMark ? without(whole, 3) : whole;
}

async function* fromUtf16(
  chunks: AsyncIterable<Buffer>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer, void, undefined> {
  // The decoder takes the mark off, and keeps half a character until the next chunk.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

async function* without(
  chunks: AsyncIterable<Buffer>,
  bytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
