const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** Finds where some bytes of a log may be cut: behind the last record that is surely whole; 0 if nowhere. */
export type FindCut = (bytes: Uint8Array) => number;

/** First bytes of lines that go on with what stands before: blanks, and marks that close it. */
const continuing = new Set([...' \t}])'].map((mark) => mark.charCodeAt(0)));

/** Text and JSON, one record a line; indented lines belong to the one before. */
export const cutBehindLines: FindCut = (bytes) => {
  for (let at = bytes.lastIndexOf(lineFeed); at >= 0; at = bytes.lastIndexOf(lineFeed, at - 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && !continuing.has(next) && next !== lineFeed && next !== carriageReturn) {
      return at + 1;
    }
    if (at === 0) break;
  }
  return 0;
};

/** Tables: a line may end within quotes. */
export const cutBehindRows: FindCut = (bytes) => {
  let inQuotes = false;
  let cut = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === quote) inQuotes = !inQuotes;
    else if (bytes[at] === lineFeed && !inQuotes) cut = at + 1;
  }
  return cut;
};

const eventEnd = new TextEncoder().encode('</Event>');

/** XML of Windows events. */
export const cutBehindEvents: FindCut = (bytes) => {
  for (let at = bytes.length - eventEnd.length; at >= 0; at -= 1) {
    if (eventEnd.every((byte, place) => bytes[at + place] === byte)) return at + eventEnd.length;
  }
  return 0;
};
