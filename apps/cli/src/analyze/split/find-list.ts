/** A list within a JSON value that is still open where the bytes end. */
export interface OpenList {
  /** Right behind its opening bracket. */
  start: number;
  /** What opens the value around it anew, up to and with that bracket: `{"count":3,"value":[`. */
  head: Buffer;
  /** What closes all of it: `]}`. */
  closers: string;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** What stands before a list within its object (a page's address, a time) is kept for each piece, up to this. */
const headBytesMax = 16 * 1_024;

interface Frame {
  isList: boolean;
  start: number;
  /** Of the member that is being read. */
  keyStart: number;
  /** Holds a whole item or container already. */
  hasItem: boolean;
}

/**
 * Finds the list that holds the records of a JSON value too large to be read whole, whose first bytes are given: the
 * outermost list that is still open where they end and has a whole item. `null` if there is none yet.
 */
export function findOpenList(bytes: Buffer): OpenList | null {
  const frames = openFrames(bytes);
  const place = frames.findIndex(({ isList, hasItem }) => isList && hasItem);
  const list = frames[place];
  if (list === undefined) return null;
  const path = frames.slice(0, place + 1);
  const heads = path.map((frame, depth) => headOf(bytes, frame, path[depth + 1]));
  return {
    start: list.start + 1,
    head: Buffer.concat(heads),
    closers: path
      .map(({ isList }) => (isList ? ']' : '}'))
      .reverse()
      .join(''),
  };
}

function openFrames(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  let stringStart = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    const frame = frames.at(-1);
    if (byte === quote) {
      stringStart = at;
      at = endOfString(bytes, at);
    } else if (byte === openBrace || byte === openBracket) {
      frames.push({ isList: byte === openBracket, start: at, keyStart: at, hasItem: false });
    } else if (byte === closeBrace || byte === closeBracket) {
      frames.pop();
      const around = frames.at(-1);
      if (around !== undefined && !around.isList) around.hasItem = true;
    } else if (byte === colon && frame !== undefined) {
      frame.keyStart = stringStart;
    } else if (byte === comma && frame?.isList === true) {
      frame.hasItem = true;
    }
  }
  return frames;
}

/** The closing quote, or the end of the bytes. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === backslash) at++;
  }
  return bytes.length;
}

/** How a container on the way to the list begins; lists in it that are over are not repeated. */
function headOf(bytes: Buffer, frame: Frame, child: Frame | undefined): Buffer {
  if (frame.isList || child === undefined) return Buffer.from('[');
  const isShort = !frame.hasItem && child.start - frame.start <= headBytesMax;
  if (isShort) return Buffer.from(bytes.subarray(frame.start, child.start));
  return Buffer.concat([Buffer.from('{'), bytes.subarray(frame.keyStart, child.start)]);
}
