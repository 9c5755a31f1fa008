import { Trouble } from '../trouble.js';

/** Whole records, ready to be one request's body. */
export interface RecordBatch {
  body: Buffer;
  records: number;
  /** Place in the unpacked input right behind this batch, in bytes. */
  endOffset: number;
}

/** How much goes into one batch. */
export interface BatchLimits {
  records: number;
  /** Unpacked bytes; a single record may be larger. */
  bytes: number;
}

export const defaultBatchLimits: BatchLimits = { records: 1_000, bytes: 4 * 1_024 * 1_024 };
/** The longest line that is still taken for a record. */
export const recordBytesMax = 16 * 1_024 * 1_024;

const newline = 0x0a;

/**
 * Cuts NDJSON, coming in chunks of any size, into batches at record boundaries. `startOffset` is the place in the
 * unpacked input that the first chunk begins at. Holds at most one batch and one record in memory. Throws Trouble
 * if a line is longer than 16 MiB: then this is no NDJSON.
 */
export async function* splitRecords(
  chunks: AsyncIterable<Buffer>,
  limits: BatchLimits,
  startOffset = 0,
): AsyncGenerator<RecordBatch, void, undefined> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let records = 0;
  let offset = startOffset;
  const takeBatch = (): RecordBatch => {
    offset += bytes;
    const batch = { body: Buffer.concat(lines, bytes), records, endOffset: offset };
    lines = [];
    bytes = 0;
    records = 0;
    return batch;
  };

  for await (const line of splitLines(chunks)) {
    if (records > 0 && bytes + line.length > limits.bytes) yield takeBatch();
    lines.push(line);
    bytes += line.length;
    if (!isBlank(line)) records += 1;
    if (records >= limits.records || bytes >= limits.bytes) yield takeBatch();
  }
  if (bytes > 0) yield takeBatch();
}

/** Lines with their newline; the last one may lack it. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const rest = chunk.subarray(start, end + 1);
      yield begunBytes === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) {
      begun.push(chunk.subarray(start));
      begunBytes += chunk.length - start;
    }
    if (begunBytes > recordBytesMax) {
      throw new Trouble('a line is longer than 16 MiB; expected NDJSON, one record a line');
    }
  }
  if (begunBytes > 0) yield Buffer.concat(begun);
}

function isBlank(line: Buffer): boolean {
  return line.length <= 2 && line.toString('latin1').trim() === '';
}
