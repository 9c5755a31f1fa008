import { type Body, bodyOf, decode, toUtf8 } from './body.js';
import { isTableHead, readTable } from './csv-table.js';
import { excerptOfBytes } from './excerpt.js';
import { parseJson } from './parse-json.js';
import { Salvage } from './salvage.js';
import { isBlank } from './scan-value.js';
import { lineAt, textRecordAt } from './text-lines.js';
import { outermost, type Place, type RecordSink, unwrap, unwrapText } from './unwrap.js';

const lineFeed = 0x0a;
const openBrace = 0x7b;
/** Marks that lines of broken JSON begin with, and lines of text do not. */
const jsonMarks = new Set([...'{}],'].map((mark) => mark.charCodeAt(0)));
/** Some text lines start with a bracket too, such as `[2026-03-01 08:15]`. */
const listStart = /^\[(?=\s*[[{\]"])/;
const listStartLengthMax = 256;

/**
 * Finds the records of a batch: one a line, in a list, in an envelope, over many lines, end to end, in a table, or as
 * text. Lines of JSON that parse take the fast way; only a piece that does not is scanned byte by byte, so that it
 * alone is lost.
 */
export function frameRecords(batch: Uint8Array, sink: RecordSink, place: Place = outermost): void {
  const body = bodyOf(toUtf8(batch));
  const { bytes } = body;
  const salvage = new Salvage(body, sink, place);
  const first = startsWithBom(bytes) ? 3 : 0;
  if (readAsTable(body, first, sink, place)) return;
  let at = first;
  let sawJson = false;
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
    const parsed = line === null || !mayBeJson(bytes[start]) ? null : parseJson(line);
    if (parsed?.ok && typeof parsed.value === 'object') {
      unwrap(parsed.value, lineEnd - start, sink, place);
      sawJson = true;
      at = lineEnd + 1;
    } else if (salvage.isInside || isBrokenJson(body, start)) {
      at = salvage.fromLine(start);
      sawJson = true;
    } else {
      at = readText(body, at, sink, place, sawJson);
    }
  }
}

function startsWithBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** A line of text is not handed to the JSON parser: its error costs as much as many lines. */
function mayBeJson(byte: number | undefined): boolean {
  return byte === openBrace || byte === 0x5b || byte === 0x22;
}

function isBrokenJson({ bytes }: Body, start: number): boolean {
  const byte = bytes[start];
  if (byte === undefined) return false;
  if (jsonMarks.has(byte)) return true;
  return byte === 0x5b && listStart.test(bytes.toString('latin1', start, start + listStartLengthMax));
}

function readAsTable(body: Body, start: number, sink: RecordSink, place: Place): boolean {
  const head = lineAt(body, start);
  if (head.text === null || head.end === body.bytes.length || !isTableHead(head.text)) return false;
  const text = decode(body, start, body.bytes.length);
  if (text === null) return false;
  readTable(text, sink, place);
  return true;
}

/** Returns where the next record starts. */
function readText(body: Body, start: number, sink: RecordSink, place: Place, amidJson: boolean): number {
  const { text, end } = textRecordAt(body, start);
  if (text === null) {
    sink.reject(
      'invalid_utf8',
      'The record holds bytes that are no text.',
      excerptOfBytes(body.bytes, start, end),
    );
  } else {
    unwrapText(text.trim(), sink, place, amidJson);
  }
  return end + 1;
}
