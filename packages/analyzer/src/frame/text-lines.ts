import { type Body, decode, isLatin1Text } from './body.js';

const lineFeed = 0x0a;
/** Lines that go on with the record before: an indented one, a stack trace. */
const continuation = /^(?:[ \t]+\S|Caused by: |\.\.\. \d+ more)/;
/**
 * Events of Windows as forms of many lines, told by their first two; the next form ends one. Splunk's begin with a
 * time alone or without it, Event Viewer's copy with the log's name.
 */
const blocks: readonly (readonly [first: RegExp, second: RegExp])[] = [
  [
    /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?:\.\d+)? ?(?:[AP]M)?\r?$/,
    /^(?:LogName|SourceName|EventCode)=/,
  ],
  [/^LogName=/, /^(?:SourceName|EventCode|EventType)=/],
  [/^Log Name:\s/, /^Source:\s/],
];
/** Events of Windows, and a SAML response. */
const xmlStart = /^\s*(?:<\?xml|<Events?[\s>]|<(?:\w{1,20}:)?Response[\s>])/;
const responseStart = /<((?:\w{1,20}:)?Response)[\s>]/;
const rootWithinBytes = 512;
const eventEnd = '</Event>';
/** What ends a list of events behind its last one. */
const documentEnd = /^\s*<\/Events>/;
const linesOfRecordMax = 1_000;

export interface TextPiece {
  /** `null` if the bytes are no text. */
  text: string | null;
  /** Where the piece ends: at the line feed after it, or at the end of the batch. */
  end: number;
}

/**
 * The text record that starts at `start`: most are one line; stack traces, forms of Windows and documents of XML are
 * more.
 */
export function textRecordAt(body: Body, start: number): TextPiece {
  const first = lineAt(body, start);
  if (first.text === null) return first;
  const counted = countedRecordAt(body, start, first.text);
  if (counted !== null) return counted;
  if (xmlStart.test(first.text)) return xmlRecordAt(body, start, first);
  const second = lineAt(body, first.end + 1);
  const { text } = first;
  const [nextBlock] =
    blocks.find(([start, goesOn]) => start.test(text) && goesOn.test(second.text ?? '')) ?? [];
  let end = first.end;
  let next = second;
  for (let lines = 1; lines < linesOfRecordMax && end < body.bytes.length; lines++) {
    const goesOn =
      next.text !== null &&
      (nextBlock === undefined ? goesOnFrom(text, next.text) : !nextBlock.test(next.text));
    if (!goesOn) break;
    end = next.end;
    next = lineAt(body, end + 1);
  }
  return end === first.end ? first : { text: textOf(body, start, end), end };
}

/** Lines that all begin with a blank, as rsyslog's messages do, go on with nothing: one is indented deeper. */
function goesOnFrom(first: string, next: string): boolean {
  return continuation.test(next) && (indentOf(next) > indentOf(first) || indentOf(next) === 0);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const countedStart = /^(\d{1,7}) (?=<\d{1,3}>)/;

/** Syslog with the length of each message before it (RFC 6587 §3.4.1), as it comes over TCP and from Heroku's drains. */
function countedRecordAt(body: Body, start: number, line: string): TextPiece | null {
  const count = countedStart.exec(line);
  if (count === null) return null;
  const from = start + count[0].length;
  const end = from + Number(count[1]);
  // The next one begins right behind it; a count that leads elsewhere is no count.
  const next = body.bytes.toString('latin1', end, end + 16);
  if (end > body.bytes.length || !(next === '' || next[0] === '\n' || countedStart.test(next))) return null;
  return { text: textOf(body, from, end), end: end - 1 };
}

function xmlRecordAt(body: Body, start: number, first: TextPiece): TextPiece {
  const head = body.bytes.toString('latin1', start, start + rootWithinBytes);
  const response = responseStart.exec(head)?.[1];
  const rootEnd = response === undefined ? eventEnd : `</${response}>`;
  const closed = response === undefined ? eventClosedAt(body, start) : body.bytes.indexOf(rootEnd, start);
  if (closed < 0) return first;
  const end = closed + rootEnd.length;
  const after = documentEnd.exec(body.bytes.toString('latin1', end, end + rootWithinBytes));
  // The next one may begin right behind it, with no line feed between.
  return { text: textOf(body, start, end), end: end + (after?.[0].length ?? 0) - 1 };
}

/** Where the last event of a batch ends, so that starts without an end cost no search each. */
const lastEventEnds = new WeakMap<Body, number>();

function lastEventEndOf(body: Body): number {
  const known = lastEventEnds.get(body);
  if (known !== undefined) return known;
  const last = body.bytes.lastIndexOf(eventEnd);
  lastEventEnds.set(body, last);
  return last;
}

/** Where the event's end tag is: data of a provider's own making may hold another `Event`. */
function eventClosedAt(body: Body, start: number): number {
  const { bytes } = body;
  const closed = start > lastEventEndOf(body) ? -1 : bytes.indexOf(eventEnd, start);
  if (closed < 0 || !bytes.subarray(start, closed).includes('<UserData')) return closed;
  const userDataEnd = bytes.indexOf('</UserData>', start);
  return userDataEnd < 0 ? closed : bytes.indexOf(eventEnd, userDataEnd);
}

/** The line that starts there, without its line feed. */
export function lineAt(body: Body, start: number): TextPiece {
  const found = start < body.bytes.length ? body.bytes.indexOf(lineFeed, start) : -1;
  const end = found < 0 ? body.bytes.length : found;
  return { text: textOf(body, start, end), end };
}

/** Bytes that are not UTF-8 are read as Latin-1, which older Windows and network gear write, unless they are no text. */
function textOf(body: Body, start: number, end: number): string | null {
  const text = decode(body, start, end);
  if (text !== null) return text;
  const piece = body.bytes.subarray(start, end);
  return isLatin1Text(piece) ? piece.toString('latin1') : null;
}
