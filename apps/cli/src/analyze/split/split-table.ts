import { anyCut, defaultLimits, gather } from './split-lines.js';

const lineFeed = 0x0a;
const quote = 0x22;

/**
 * Cuts a table (CSV with commas, semicolons or tabs), coming in chunks of any size, into pieces of whole rows, each
 * with the head above it. Quoted cells may hold line feeds, separators and doubled quotes.
 */
export async function* splitTable(
  chunks: AsyncIterable<Buffer>,
  limits = defaultLimits,
): AsyncGenerator<Buffer, void, undefined> {
  let head: Buffer | null = null;
  let separator = 0;
  let held: Buffer = Buffer.alloc(0);
  const piece = (rows: Buffer): Buffer => (head === null ? rows : Buffer.concat([head, rows]));
  for await (const window of gather(chunks, limits.wanted)) {
    let bytes = held.length === 0 ? window : Buffer.concat([held, window]);
    if (head === null) {
      const end = bytes.indexOf(lineFeed) + 1;
      if (end === 0) {
        held = bytes;
        continue;
      }
      head = Buffer.from(bytes.subarray(0, end));
      separator = separatorOf(head);
      bytes = bytes.subarray(end);
    }
    const cut = endOfLastRow(bytes, separator);
    const at = cut === 0 && bytes.length >= limits.max ? anyCut(bytes) : cut;
    if (at > 0) yield piece(bytes.subarray(0, at));
    held = bytes.subarray(at);
  }
  if (held.length > 0) yield piece(held);
}

/** The mark that stands most often in the head: the analyzer chooses the same. */
function separatorOf(head: Buffer): number {
  const counted = [...',;\t'].map((mark) => ({ mark, count: head.toString('latin1').split(mark).length }));
  return (counted.sort((a, b) => b.count - a.count)[0]?.mark ?? ',').charCodeAt(0);
}

/** Where the last whole row ends; 0 if none does. */
function endOfLastRow(bytes: Buffer, separator: number): number {
  let rowEnd = 0;
  let atCellStart = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote && atCellStart) {
      at = endOfQuoted(bytes, at);
      if (at === -1) return rowEnd;
      atCellStart = false;
    } else if (byte === lineFeed) {
      rowEnd = at + 1;
      atCellStart = true;
    } else {
      atCellStart = byte === separator;
    }
  }
  return rowEnd;
}

/** The closing quote of a cell; -1 if it does not end here. Two quotes in a row stand for one. */
function endOfQuoted(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(quote, start + 1); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    // What follows decides, and may not be there yet.
    if (at + 1 === bytes.length) return -1;
    if (bytes[at + 1] !== quote) return at;
  }
  return -1;
}
