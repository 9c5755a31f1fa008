import { type Form, lastBlockStart, lastEventStart, lastLineStart } from './form-of.js';
import { splitJson } from './split-json.js';
import { defaultLimits, splitLines } from './split-lines.js';
import { splitTable } from './split-table.js';

/** Cuts a log of the given form, in UTF-8, into pieces of whole records that can be read by themselves. */
export function splitLog(
  chunks: AsyncIterable<Buffer>,
  form: Form,
  limits = defaultLimits,
): AsyncGenerator<Buffer, void, undefined> {
  switch (form) {
    case 'json':
      return splitJson(chunks, limits);
    case 'table':
      return splitTable(chunks, limits);
    case 'xml':
      return splitLines(chunks, lastEventStart, limits);
    case 'blocks':
      return splitLines(chunks, lastBlockStart, limits);
    case 'ndjson':
    case 'text':
      return splitLines(chunks, lastLineStart, limits);
  }
}
