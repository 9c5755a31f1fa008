const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
/** What stands before a list within its envelope, such as a page's address, is kept for each piece up to this. */
const headBytesMax = 16 * 1_024;
const encoder = new TextEncoder();
const nothing = new Uint8Array();

/** A list or an object that is open at the place that was reached. */
interface Container {
  isList: boolean;
  start: number;
  /** Behind its last whole item; where it has none yet, behind its opening mark. */
  itemsEnd: number;
}

/**
 * Cuts JSON into pieces of whole values: of values one after the other, or of a list too long for a piece, such as
 * `{"records":[…`. Each piece of such a list has its envelope's beginning around it; what stands behind the list in
 * its envelope holds no records, and is dropped. Walks over each byte once, and keeps what is not whole yet.
 */
export class JsonCutter {
  readonly #pieceBytes: number;
  #bytes: Uint8Array = nothing;
  /** How far the bytes were walked over. */
  #at = 0;
  #inString = false;
  #open: Container[] = [];
  /** Behind the last whole value of the level that is cut at. */
  #wholeEnd = 0;
  /** How many containers are open around the values that are cut: 0, or as many as lead into the list. */
  #level = 0;
  #head = nothing;
  #closers = nothing;
  /** A list is over, and its envelope is not yet. */
  #isLeaving = false;

  constructor(pieceBytes: number) {
    this.#pieceBytes = pieceBytes;
  }

  /** Takes more bytes and gives what can be sent; at the end also what is left, whole or not. */
  *take(more: Uint8Array, isLast: boolean): Generator<Uint8Array, void, undefined> {
    this.#bytes = joined(this.#bytes, more);
    for (; this.#at < this.#bytes.length; this.#at += 1) {
      const byte = this.#bytes[this.#at];
      if (this.#inString) {
        if (byte === backslash) this.#at += 1;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) this.#opens(byte === openBracket);
      else if (byte === comma) this.#parts();
      else if (byte === closeBrace || byte === closeBracket) yield* this.#closes();
    }
    if (isLast) {
      if (!this.#isLeaving) yield* this.#cutOff(this.#bytes.length);
    } else if (this.#wholeEnd >= this.#pieceBytes) yield* this.#cutOff(this.#wholeEnd);
    else if (this.#wholeEnd === 0 && this.#bytes.length >= this.#pieceBytes) this.#enterList();
  }

  #opens(isList: boolean): void {
    this.#open.push({ isList, start: this.#at, itemsEnd: this.#at + 1 });
  }

  /** A comma: the item before it is whole. */
  #parts(): void {
    const list = this.#open.at(-1);
    if (list?.isList !== true) return;
    list.itemsEnd = this.#at;
    if (this.#level > 0 && this.#open.length === this.#level) this.#wholeEnd = this.#at;
  }

  *#closes(): Generator<Uint8Array, void, undefined> {
    this.#open.pop();
    const depth = this.#open.length;
    const list = this.#open.at(-1);
    if (list?.isList === true) list.itemsEnd = this.#at + 1;
    if (this.#isLeaving) {
      if (depth === 0) this.#leftEnvelope();
    } else if (depth < this.#level) {
      yield* this.#cutOff(this.#at);
      this.#level = 0;
      this.#head = nothing;
      this.#closers = nothing;
      this.#isLeaving = depth > 0;
      if (depth === 0) this.#leftEnvelope();
    } else if (depth === this.#level) {
      this.#wholeEnd = this.#at + 1;
    }
  }

  #leftEnvelope(): void {
    this.#isLeaving = false;
    this.#drop(this.#at + 1);
  }

  /** The outermost list that goes on where the bytes end, and has a whole item, is cut from now on. */
  #enterList(): void {
    const place = this.#open.findIndex(({ isList, start, itemsEnd }) => isList && itemsEnd > start + 1);
    const list = this.#open[place];
    if (list === undefined || this.#isLeaving) return;
    const around = this.#open.slice(0, place + 1);
    const isShort = list.start < headBytesMax;
    const closers = around.map(({ isList }) => (isList ? ']' : '}')).reverse();
    this.#head = joined(this.#head, isShort ? this.#bytes.slice(0, list.start + 1) : encoder.encode('['));
    this.#closers = joined(encoder.encode(isShort ? closers.join('') : ']'), this.#closers);
    this.#level = place + 1;
    this.#wholeEnd = list.itemsEnd;
    this.#drop(list.start + 1);
  }

  *#cutOff(end: number): Generator<Uint8Array, void, undefined> {
    const values = trimmed(this.#bytes.subarray(0, end));
    if (values.length > 0) yield joined(this.#head, values, this.#closers);
    this.#drop(end);
  }

  #drop(bytes: number): void {
    this.#bytes = this.#bytes.slice(bytes);
    this.#at -= bytes;
    this.#wholeEnd = Math.max(0, this.#wholeEnd - bytes);
    for (const container of this.#open) {
      container.start -= bytes;
      container.itemsEnd -= bytes;
    }
  }
}

const separators = new Set([...' \t\r\n,'].map((mark) => mark.charCodeAt(0)));

function trimmed(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (start < end && separators.has(bytes[start] ?? 0)) start += 1;
  while (end > start && separators.has(bytes[end - 1] ?? 0)) end -= 1;
  return bytes.subarray(start, end);
}

/** Bytes one after the other, copied. */
export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
