import { type Scan, scanValue } from '@turnaway/analyzer';
import { findOpenList, type OpenList } from './find-list.js';
import type { PieceLimits } from './split-lines.js';

/** A list that is read item by item. */
interface Level {
  /** What opens it anew, with all that is around it. */
  head: Buffer;
  /** The same, within the list around it only. */
  ownHead: Buffer;
  closers: string;
}

const lineFeed = 0x0a;
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBracket = 0x5d;
/** Blanks and commas: what stands between values, also where one is missing. */
const separators = new Set([...' \t\r\n,'].map((mark) => mark.charCodeAt(0)));
const prefixLengthMax = 200;
const anyObject = Buffer.from('{"');

/** Cuts JSON that comes window by window; holds one window and one unfinished value. */
export class JsonCutter {
  readonly #limits: PieceLimits;
  readonly #levels: Level[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  /** Up to here there are whole values. */
  #at = 0;
  /** How records begin, such as `{"time":`. */
  #recordPrefix: Buffer | null = null;

  constructor(limits: PieceLimits) {
    this.#limits = limits;
  }

  /** Takes the next bytes and gives what can be cut off; `isLast` says that no more will come. */
  *cut(window: Buffer, isLast: boolean): Generator<Buffer, void, undefined> {
    this.#bytes = Buffer.concat([this.#bytes, window]);
    for (let start = this.#nextValue(); start < this.#bytes.length; start = this.#nextValue()) {
      if (this.#bytes[start] === closeBracket && this.#levels.length > 0) {
        yield* this.#take(start);
        this.#leaveList();
        continue;
      }
      const end = this.#endOfValue(start, isLast);
      if (end === null) {
        // What fills a piece and goes on is a list of records rather than a record.
        const isShort = this.#bytes.length - start < this.#limits.wanted;
        const list = isLast || isShort ? null : this.#listIn(start);
        if (list === null) break;
        yield* this.#take(start);
        this.#enterList(list);
      } else {
        this.#at = end;
      }
    }
    yield* this.#take(isLast ? this.#bytes.length : this.#at);
  }

  #nextValue(): number {
    let at = this.#at;
    while (at < this.#bytes.length && separators.has(this.#bytes[at] ?? 0)) at++;
    return at;
  }

  /** `null` if more bytes are needed to tell. */
  #endOfValue(start: number, isLast: boolean): number | null {
    const scan = this.#scan(start);
    if (scan.complete) {
      this.#recordPrefix ??= this.#prefixAt(start);
      return scan.end;
    }
    const mayWait = !isLast && this.#bytes.length - start < this.#limits.max;
    const isCutOff = scan.end >= this.#bytes.length;
    if (isCutOff) {
      const mayEnter = !isLast && this.#listIn(start) !== null;
      return mayWait || mayEnter ? null : this.#bytes.length;
    }
    // Broken: it ends where the next record begins.
    return this.#siblingFrom(Math.max(scan.end, start + 1)) ?? (mayWait ? null : this.#bytes.length);
  }

  #scan(start: number): Scan {
    const byte = this.#bytes[start];
    const { length } = this.#bytes;
    if (byte === openBrace || byte === openBracket) return scanValue(this.#bytes, start, length);
    const end = byte === quote ? endOfString(this.#bytes, start) : endOfWord(this.#bytes, start);
    return { complete: end < length, end };
  }

  #siblingFrom(at: number): number | null {
    for (const prefix of [this.#recordPrefix, anyObject]) {
      const found = prefix === null ? -1 : this.#bytes.indexOf(prefix, at);
      if (found !== -1) return found;
    }
    return null;
  }

  /** The opening brace, the first key and its colon, with the blanks between as this log writes them. */
  #prefixAt(start: number): Buffer | null {
    if (this.#bytes[start] !== openBrace) return null;
    const colon = this.#bytes.indexOf(':', start);
    if (colon < 0 || colon - start > prefixLengthMax) return null;
    return Buffer.from(this.#bytes.subarray(start, colon + 1));
  }

  /** The list in an unfinished value, its place counted from the value's beginning. */
  #listIn(start: number): OpenList | null {
    return findOpenList(this.#bytes.subarray(start));
  }

  /** The bytes begin with a value that holds a list: that is read item by item from now on. */
  #enterList({ start, head, closers }: OpenList): void {
    const around = this.#levels.at(-1);
    this.#levels.push({
      head: Buffer.concat([around?.head ?? Buffer.alloc(0), head]),
      ownHead: head,
      closers: closers + (around?.closers ?? ''),
    });
    this.#bytes = this.#bytes.subarray(start);
    this.#at = 0;
  }

  /** The list is over: what is around it is read on as if the list had been empty. */
  #leaveList(): void {
    const level = this.#levels.pop();
    if (level !== undefined) this.#bytes = Buffer.concat([level.ownHead, this.#bytes]);
    this.#at = 0;
  }

  /** Gives what stands before `end`, within its envelope, and forgets it. */
  *#take(end: number): Generator<Buffer, void, undefined> {
    const values = trimmed(this.#bytes, end);
    this.#bytes = this.#bytes.subarray(end);
    this.#at = 0;
    if (values.length === 0) return;
    const level = this.#levels.at(-1);
    yield level === undefined ? values : Buffer.concat([level.head, values, Buffer.from(level.closers)]);
  }
}

function trimmed(bytes: Buffer, limit: number): Buffer {
  let start = 0;
  let end = limit;
  while (start < end && separators.has(bytes[start] ?? 0)) start++;
  while (end > start && separators.has(bytes[end - 1] ?? 0)) end--;
  return bytes.subarray(start, end);
}

/** After the closing quote, or the line, which no string goes beyond; the end of the bytes if it is not over. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === lineFeed) return at;
    if (byte === backslash) at++;
  }
  return bytes.length;
}

/** After a number, a word, or whatever stands where a value should. */
function endOfWord(bytes: Buffer, start: number): number {
  let at = start + 1;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    const ends = separators.has(byte) || byte === openBrace || byte === closeBracket;
    if (ends) return at;
    at++;
  }
  return at;
}
