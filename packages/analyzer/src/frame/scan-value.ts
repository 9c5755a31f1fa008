/** Where a JSON object or array ends, or where its text stops making sense. */
export interface Scan {
  complete: boolean;
  /** After the value; or the first byte that cannot follow, the end of the bytes included. */
  end: number;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Finds the end of the object or array that starts at `start`. Reads structure and strings alone (numbers and words
 * are left to JSON.parse), in one pass and without recursion, on bytes: UTF-8 never hides a bracket or a quote.
 */
export function scanValue(bytes: Uint8Array, start: number, limit: number): Scan {
  const structure = new Structure(bytes[start] ?? 0);
  let at = start + 1;
  while (at < limit) {
    const byte = bytes[at] ?? 0;
    if (isBlank(byte)) {
      at++;
      continue;
    }
    const end = endOfToken(bytes, at, limit);
    // A string that goes on behind the bytes given is no mistake of its own.
    if (end > limit) return { complete: false, end: limit };
    if (end < 0 || !structure.accepts(byte)) return { complete: false, end: at };
    at = end;
    if (structure.isClosed) return { complete: true, end: at };
  }
  return { complete: false, end: limit };
}

/** Blank as JSON has it. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

type Next = 'key-or-close' | 'key' | 'colon' | 'value' | 'value-or-close' | 'comma-or-close';

/** What is open, and what may come next. Each token is told by its first byte. */
class Structure {
  /** The brackets that will close what is open. */
  readonly #closers: number[] = [];
  #next: Next = 'value';

  constructor(opener: number) {
    this.#open(opener);
  }

  get isClosed(): boolean {
    return this.#closers.length === 0;
  }

  accepts(byte: number): boolean {
    switch (byte) {
      case openBrace:
      case openBracket:
        return this.#mayBeValue() && this.#open(byte);
      case closeBrace:
      case closeBracket:
        return this.#close(byte);
      case colon:
        return this.#move('colon', 'value');
      case comma:
        return this.#move('comma-or-close', this.#closers.at(-1) === closeBrace ? 'key' : 'value');
      case quote:
        return this.#move('key', 'colon') || this.#move('key-or-close', 'colon') || this.#value();
      default:
        return this.#value();
    }
  }

  #open(byte: number): boolean {
    this.#closers.push(byte === openBrace ? closeBrace : closeBracket);
    this.#next = byte === openBrace ? 'key-or-close' : 'value-or-close';
    return true;
  }

  #close(byte: number): boolean {
    if (this.#next === 'key' || this.#next === 'colon' || this.#next === 'value') return false;
    this.#next = 'comma-or-close';
    return this.#closers.pop() === byte;
  }

  #mayBeValue(): boolean {
    return this.#next === 'value' || this.#next === 'value-or-close';
  }

  #value(): boolean {
    if (!this.#mayBeValue()) return false;
    this.#next = 'comma-or-close';
    return true;
  }

  #move(from: Next, to: Next): boolean {
    if (this.#next !== from) return false;
    this.#next = to;
    return true;
  }
}

/** -1 for a string that is broken, beyond `limit` for one that is not over there. */
function endOfToken(bytes: Uint8Array, start: number, limit: number): number {
  const byte = bytes[start] ?? 0;
  if (byte === quote) return endOfString(bytes, start, limit);
  return isMark(byte) ? start + 1 : endOfWord(bytes, start, limit);
}

function isMark(byte: number): boolean {
  return (
    byte === openBrace ||
    byte === closeBrace ||
    byte === openBracket ||
    byte === closeBracket ||
    byte === colon ||
    byte === comma
  );
}

/** After the closing quote; beyond `limit` if there is none; -1 if a line ends first, which JSON forbids within a string. */
function endOfString(bytes: Uint8Array, start: number, limit: number): number {
  for (let at = start + 1; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return at + 1;
    if (byte === backslash) at++;
    else if (byte < 0x20) return -1;
  }
  return limit + 1;
}

/** After a number, a literal, or whatever stands in its place: JSON.parse will tell. */
function endOfWord(bytes: Uint8Array, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const byte = bytes[at] ?? 0;
    if (isBlank(byte) || byte === quote || isMark(byte)) return at;
    at++;
  }
  return at;
}
