import { isTableHead } from '@turnaway/analyzer';

/** How a log is written, as far as it decides where it may be cut. */
export type Form = 'ndjson' | 'json' | 'table' | 'xml' | 'blocks' | 'text';

/** A form as people call it. */
export const formLabels: Readonly<Record<Form, string>> = {
  ndjson: 'NDJSON',
  json: 'JSON',
  table: 'CSV',
  xml: 'XML',
  blocks: 'text blocks',
  text: 'text',
};

/** How much of a file is looked at for its first line. */
export const sniffBytes = 1_024 * 1_024;
const lineFeed = 0x0a;
/** Some text lines start with a bracket too, such as `[2026-03-01 08:15]`. */
const jsonStart = /^\s*(?:\{|\[\s*[[{\]"])/;
const xmlStart = /^\s*(?:<\?xml|<Events?[\s>])/;
/**
 * The first two lines of an event of Windows as a form of many lines: Splunk's begin with a time alone or without it,
 * Event Viewer's copy with the log's name.
 */
const blockStart =
  /^(?:\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?:\.\d+)? ?(?:[AP]M)?\r?\n(?:LogName|SourceName|EventCode)=|LogName=[^\n]{1,80}\n(?:SourceName|EventCode|EventType)=|Log Name:\s[^\n]{1,80}\nSource:\s)/;
const blockStartLengthMax = 160;
/** A time alone opens a form that goes on with the log's name, which opens none of its own then. */
const timeAlone = /^\d{1,2}\/\d{1,2}\/\d{4} [\d:. ]{5,20}(?:[AP]M)?\r?\n$/;

/** The form of a log by its first bytes (UTF-8, without a mark). */
export function formOf(head: Buffer): Form {
  const text = head.toString('utf8').replace(/^\s*\n/, '');
  const end = text.indexOf('\n');
  const line = end === -1 ? text : text.slice(0, end);
  if (jsonStart.test(text)) return isJson(line) ? 'ndjson' : 'json';
  if (xmlStart.test(text)) return 'xml';
  if (blockStart.test(text)) return 'blocks';
  return end !== -1 && isTableHead(line.trimEnd()) ? 'table' : 'text';
}

/** Enough to tell the form: a line that is not blank and the start of the next, or as much as is looked at. */
export function tellsForm(head: Buffer): boolean {
  if (head.length >= sniffBytes) return true;
  const text = head.toString('latin1').trimStart();
  const end = text.indexOf('\n');
  return end !== -1 && text.indexOf('\n', end + 1) !== -1;
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Where the last record of text or of JSON lines starts: at the last line that goes on with nothing; 0 if nowhere. */
export function lastLineStart(bytes: Buffer): number {
  return lastStart(bytes, (at) => !goesOn(bytes, at));
}

/** Where the last block of Windows events starts. */
export function lastBlockStart(bytes: Buffer): number {
  return lastStart(bytes, (at) => {
    if (!blockStart.test(bytes.toString('latin1', at, at + blockStartLengthMax))) return false;
    const lineBefore = bytes.lastIndexOf(lineFeed, at - 2) + 1;
    return !timeAlone.test(bytes.toString('latin1', lineBefore, at));
  });
}

const eventEnd = Buffer.from('</Event>');

/** Where the last XML event starts: after the end of the one before it. */
export function lastEventStart(bytes: Buffer): number {
  const end = bytes.lastIndexOf(eventEnd);
  return end === -1 ? 0 : end + eventEnd.length;
}

function lastStart(bytes: Buffer, isStart: (at: number) => boolean): number {
  let end = bytes.lastIndexOf(lineFeed);
  while (end > 0 && !isStart(end + 1)) end = bytes.lastIndexOf(lineFeed, end - 1);
  return end > 0 ? end + 1 : 0;
}

const continuing = /^(?:Caused by: |\.\.\. \d+ more)/;
const continuingLengthMax = 16;
/** Blanks of an indented line, and marks that close what stands before. */
const continuingMarks = new Set([...' \t\r\n}],)'].map((mark) => mark.charCodeAt(0)));

function goesOn(bytes: Buffer, at: number): boolean {
  // Too little is there to tell.
  if (bytes.length - at < continuingLengthMax) return true;
  if (continuingMarks.has(bytes[at] ?? 0)) return true;
  return continuing.test(bytes.toString('latin1', at, at + continuingLengthMax));
}
