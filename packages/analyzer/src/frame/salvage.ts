import { Buffer } from 'node:buffer';
import type { RejectReason } from '@turnaway/contracts/batch-facts';
import { isObject } from '../read-fields.js';
import { type Body, decode } from './body.js';
import { excerptOfBytes } from './excerpt.js';
import { recordBytesMax } from './limits.js';
import { parseJson } from './parse-json.js';
import { isBlank, type Scan, scanValue } from './scan-value.js';
import { type Place, type RecordSink, unwrap } from './unwrap.js';

const lineFeed = 0x0a;
const comma = 0x2c;
const quote = 0x22;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** The start of an envelope up to its list; what {@link unwrap} knows by its keys, known here by its text. */
const envelopeStart =
  /^\{(?:\s*"@odata[^"]*"\s*:\s*"[^"]*"\s*,)*\s*"(?:records|Records|value|logs)"\s*:\s*\[|^\{[^[\]]{0,2000}"data"\s*:\s*\{\s*"events"\s*:\s*\[/;
const envelopeStartLengthMax = 4096;
/** Some text lines start with a bracket too, such as `[2026-03-01 08:15]`. */
const listStart = /^\[(?=\s*[{[])/;

/** Bytes that may be scanned for each byte of the batch; a batch that takes more is given up, so time stays linear. */
const scansPerByteMax = 8;

/**
 * The slow way through a batch whose lines do not parse one by one. Finds each piece's end by its brackets and
 * strings; a broken piece becomes one reject that ends where its next sibling starts.
 */
export class Salvage {
  readonly #body: Body;
  readonly #bytes: Buffer;
  readonly #sink: RecordSink;
  readonly #place: Place;
  #scanBytesLeft: number;
  /** Lists and envelopes that were entered because they could not be read whole; their closing marks are still to come. */
  #enteredContainers = 0;
  /** The list of an entered envelope is over; what follows are the envelope's own fields. */
  #listIsOver = false;
  /** How records of this batch start, such as `{"time":`. */
  #recordPrefix: Buffer | null = null;

  constructor(body: Body, sink: RecordSink, place: Place) {
    this.#body = body;
    this.#bytes = body.bytes;
    this.#sink = sink;
    this.#place = place;
    this.#scanBytesLeft = body.bytes.length * scansPerByteMax + 4096;
  }

  /** Is a list or an envelope still open that was entered? */
  get isInside(): boolean {
    return this.#enteredContainers > 0;
  }

  /** Reads pieces from `start` on until one ends with its line; returns where the next line starts. */
  fromLine(start: number): number {
    let at = this.#skipSeparators(start);
    while (at < this.#bytes.length && this.#bytes[at] !== lineFeed) {
      at = this.#skipSeparators(this.#piece(at));
    }
    return at + 1;
  }

  #skipSeparators(start: number): number {
    let at = start;
    while (at < this.#bytes.length) {
      const byte = this.#bytes[at] ?? 0;
      const closes = byte === closeBrace || byte === closeBracket;
      if (closes && this.#enteredContainers > 0) {
        this.#enteredContainers--;
        this.#listIsOver = true;
      } else if (byte === lineFeed || !(isBlank(byte) || byte === comma)) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** Returns where the piece ends. */
  #piece(start: number): number {
    const byte = this.#bytes[start];
    if (byte === quote && this.#enteredContainers > 0 && this.#listIsOver) {
      const end = this.#bytes.indexOf(closeBrace, start);
      return end < 0 ? this.#bytes.length : end;
    }
    if (this.#scanBytesLeft <= 0) {
      return this.#reject(
        start,
        this.#bytes.length,
        'The rest of the batch is too damaged to be taken apart.',
      );
    }
    if (byte !== openBrace && byte !== openBracket) {
      return this.#reject(start, this.#siblingAfter(start, start), 'Expected a JSON object.');
    }
    const scan = this.#scan(start, this.#scanLimit(start));
    if (scan.complete && this.#read(start, scan.end)) return scan.end;
    const entered = this.#enter(start);
    if (entered !== null) return entered;
    if (scan.complete) return this.#reject(start, scan.end, 'The record is not valid JSON.');
    return this.#reject(
      start,
      this.#siblingAfter(start, scan.end),
      'The record is not valid JSON, or was cut off.',
    );
  }

  #read(start: number, end: number): boolean {
    const json = decode(this.#body, start, end);
    const parsed = json === null ? null : parseJson(json);
    if (!parsed?.ok) return false;
    this.#recordPrefix ??= this.#prefixAt(start);
    this.#listIsOver = false;
    unwrap(parsed.value, end - start, this.#sink, this.#place);
    return true;
  }

  /** A list or an envelope that cannot be read whole is read item by item. */
  #enter(start: number): number | null {
    const head = this.#bytes.toString('latin1', start, start + envelopeStartLengthMax);
    const match = (listStart.exec(head) ?? envelopeStart.exec(head))?.[0];
    if (match === undefined) return null;
    this.#enteredContainers += match.split(/[{[]/).length - 1;
    return start + match.length;
  }

  #scan(start: number, limit: number): Scan {
    const scan = scanValue(this.#bytes, start, Math.min(limit, start + Math.max(this.#scanBytesLeft, 0)));
    this.#scanBytesLeft -= scan.end - start;
    return scan;
  }

  /** One object a line: then a broken line cannot reach into the next. After a comma the next is an item of a list. */
  #scanLimit(start: number): number {
    if (this.#bytes[start] !== openBrace || !this.#startsLine(start)) return this.#bytes.length;
    const lineEnd = this.#lineEnd(start);
    const isEnd = this.#bytes[lineEnd + 1] === openBrace && !this.#endsWithComma(start, lineEnd);
    return isEnd ? lineEnd : this.#bytes.length;
  }

  #endsWithComma(start: number, lineEnd: number): boolean {
    let last = lineEnd - 1;
    while (last > start && isBlank(this.#bytes[last] ?? 0)) last--;
    return this.#bytes[last] === comma;
  }

  #startsLine(at: number): boolean {
    return at === 0 || this.#bytes[at - 1] === lineFeed;
  }

  #lineEnd(at: number): number {
    const found = this.#bytes.indexOf(lineFeed, at);
    return found < 0 ? this.#bytes.length : found;
  }

  /**
   * Where the broken piece's next sibling starts: at the first place that begins like a record and is one, since
   * objects within a record often begin like it too; else where its lines end.
   */
  #siblingAfter(start: number, brokenAt: number): number {
    const bound = this.#boundOf(start);
    if (
      this.#bytes[brokenAt] === openBrace &&
      brokenAt > start &&
      brokenAt < bound &&
      this.#isRecordAt(brokenAt)
    ) {
      return brokenAt;
    }
    return (
      this.#recordBefore(bound, start, this.#recordPrefix) ??
      this.#recordBefore(bound, start, this.#prefixAt(start)) ??
      this.#recordBefore(bound, start, anyPrefix) ??
      bound
    );
  }

  #recordBefore(bound: number, start: number, prefix: Buffer | null): number | null {
    if (prefix === null) return null;
    let at = this.#bytes.indexOf(prefix, start + 1);
    while (at >= 0 && at < bound && this.#scanBytesLeft > 0) {
      if (this.#isRecordAt(at)) return at;
      at = this.#bytes.indexOf(prefix, at + 1);
    }
    return null;
  }

  /** Within a list, the rest of the batch; else the piece's line, with the lines that continue it. */
  #boundOf(start: number): number {
    if (this.#enteredContainers > 0) return this.#bytes.length;
    let end = this.#lineEnd(start);
    while (end < this.#bytes.length && continuesARecord(this.#bytes[end + 1] ?? 0))
      end = this.#lineEnd(end + 1);
    return end;
  }

  #isRecordAt(start: number): boolean {
    const scan = this.#scan(start, this.#bytes.length);
    const json = scan.complete ? decode(this.#body, start, scan.end) : null;
    const parsed = json === null ? null : parseJson(json);
    return parsed?.ok === true && isObject(parsed.value) && this.#sink.isRecord(parsed.value);
  }

  /** The opening brace, the first key and its colon, with the blanks between as this batch writes them. */
  #prefixAt(start: number): Buffer | null {
    if (this.#bytes[start] !== openBrace) return null;
    const colon = this.#bytes.indexOf(':', start);
    if (colon < 0 || colon - start > prefixLengthMax) return null;
    return this.#bytes.subarray(start, colon + 1);
  }

  #reject(start: number, end: number, detail: string): number {
    const excerpt = excerptOfBytes(this.#bytes, start, end);
    const reason: RejectReason = this.#reasonFor(start, end);
    const isDecodingError = reason === 'invalid_utf8';
    this.#sink.reject(
      reason,
      isDecodingError ? 'The record holds bytes that are not UTF-8.' : detail,
      excerpt,
    );
    return end;
  }

  #reasonFor(start: number, end: number): RejectReason {
    if (end - start > recordBytesMax) return 'too_large';
    return decode(this.#body, start, end) === null ? 'invalid_utf8' : 'not_json';
  }
}

const prefixLengthMax = 200;
const anyPrefix = Buffer.from('{"');

/** Lines of a record written over many lines are indented, or close what it opened. */
function continuesARecord(firstByte: number): boolean {
  return isBlank(firstByte) || firstByte === closeBrace || firstByte === closeBracket;
}
