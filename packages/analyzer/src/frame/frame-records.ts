import { bodyOf, decode } from './body.js';
import { Salvage } from './salvage.js';
import { isBlank } from './scan-value.js';
import { parseJson, type RecordSink, unwrap } from './unwrap.js';

const lineFeed = 0x0a;

/**
 * Finds the records of a batch: one a line, in a list, in an envelope, over many lines, or end to end. Lines that
 * parse take the fast way; only a piece that does not is scanned byte by byte, so that it alone is lost.
 */
export function frameRecords(batch: Uint8Array, sink: RecordSink): void {
  const body = bodyOf(batch);
  const { bytes } = body;
  const salvage = new Salvage(body, sink);
  let at = startsWithBom(bytes) ? 3 : 0;
  while (at < bytes.length) {
    const found = bytes.indexOf(lineFeed, at);
    const lineEnd = found < 0 ? bytes.length : found;
    let start = at;
    while (start < lineEnd && isBlank(bytes[start] ?? 0)) start++;
    if (start === lineEnd) {
      at = lineEnd + 1;
      continue;
    }
    const line = decode(body, start, lineEnd);
    const parsed = line === null ? null : parseJson(line);
    if (parsed?.ok) {
      unwrap(parsed.value, lineEnd - start, sink);
      at = lineEnd + 1;
    } else {
      at = salvage.fromLine(start);
    }
  }
}

function startsWithBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
