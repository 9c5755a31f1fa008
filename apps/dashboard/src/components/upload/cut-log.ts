import { JsonCutter, joined } from './cut-json';
import { cutBehindEvents, cutBehindLines, cutBehindRows, type FindCut } from './cut-lines';

/** Size of a piece, unpacked: far below what a server takes, large enough to be fast. */
export const defaultPieceBytes = 4 * 1_024 * 1_024;
/** A record that no end is found of within this many pieces is cut anywhere, and lost. */
const piecesMax = 4;

/**
 * Cuts a log, coming in chunks of any size, into pieces that begin and end with whole records. A log that fits into
 * a piece is one, as it is. Holds a few pieces in memory, whatever the size of the log.
 */
export async function* cutLog(
  chunks: AsyncIterable<Uint8Array>,
  pieceBytes = defaultPieceBytes,
): AsyncGenerator<Uint8Array, void, undefined> {
  const windows = gather(chunks, pieceBytes);
  const first = await windows.next();
  if (first.done === true) return;
  const next = await windows.next();
  if (next.done === true) {
    yield first.value;
    return;
  }
  const all = (async function* () {
    yield first.value;
    yield next.value;
    yield* windows;
  })();
  const form = formOf(first.value);
  if (form === 'json') yield* cutJson(all, pieceBytes);
  else if (form === 'table') yield* cutTable(all, pieceBytes);
  else yield* cutAt(all, form === 'xml' ? cutBehindEvents : cutBehindLines, pieceBytes);
}

type Form = 'lines' | 'json' | 'table' | 'xml';

const sniffBytes = 256 * 1_024;
/** A row of names, such as `"Date (UTC)","Request ID",User`. */
const tableHead =
  /^\uFEFF?(?:"[^"]{1,100}"|[A-Za-z_@#][\w .()/[\]-]{0,99})(?:[,;\t](?:"[^"]{0,100}"|[\w .()/[\]-]{0,100})){2,300}\r?$/;

/** How a log is written, as far as it decides where it may be cut. */
function formOf(head: Uint8Array): Form {
  const text = new TextDecoder().decode(head.subarray(0, sniffBytes)).trimStart();
  const end = text.indexOf('\n');
  const line = end === -1 ? text : text.slice(0, end);
  if (/^(?:\{|\[\s*[[{\]"])/.test(text)) return isJson(line) ? 'lines' : 'json';
  if (/^(?:<\?xml|<Events?[\s>])/.test(text)) return 'xml';
  return tableHead.test(line) ? 'table' : 'lines';
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    // The value goes on in the next line, or is the whole file.
    return false;
  }
}

async function* cutJson(
  windows: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const cutter = new JsonCutter(pieceBytes);
  for await (const window of windows) yield* cutter.take(window, false);
  yield* cutter.take(new Uint8Array(), true);
}

async function* cutAt(
  windows: AsyncIterable<Uint8Array>,
  findCut: FindCut,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array = new Uint8Array();
  for await (const window of windows) {
    const bytes = joined(held, window);
    const found = findCut(bytes);
    const cut = found === 0 && bytes.length >= pieceBytes * piecesMax ? bytes.length : found;
    if (cut > 0) yield bytes.subarray(0, cut);
    held = bytes.subarray(cut);
  }
  if (held.length > 0) yield held;
}

/** Each piece of a table begins with its row of names. */
async function* cutTable(
  windows: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | null = null;
  for await (const piece of cutAt(windows, cutBehindRows, pieceBytes)) {
    yield head === null ? piece : joined(head, piece);
    head ??= piece.slice(0, piece.indexOf(0x0a) + 1);
  }
}

/** Puts chunks together until they have `bytes`; the last may have less. */
async function* gather(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length < bytes) continue;
    yield joined(...parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield joined(...parts);
}
