import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Trouble } from '../trouble.js';

/** What is to be sent: a file, or standard input. */
export interface Input {
  /** As people call it in messages. */
  name: string;
  path: string | null;
  /** Bytes on disk; `null` if not known. */
  sizeBytes: number | null;
  modifiedMs: number | null;
}

/** The largest input that is sent whole where it can't be cut. */
export const wholeBytesMax = 16 * 1_024 * 1_024;
const sniffBytes = 1_024 * 1_024;
const newline = 0x0a;

/** Looks at a file, or at standard input for `-`. Fails with the system's error if it can't be read. */
export async function describeInput(path: string): Promise<Input> {
  if (path === '-') return { name: 'standard input', path: null, sizeBytes: null, modifiedMs: null };
  const found = await stat(path);
  if (found.isDirectory()) throw new Trouble(`${path}: this is a folder; name a file`, 2);
  return { name: path, path, sizeBytes: found.size, modifiedMs: found.mtimeMs };
}

/**
 * Opens an input: unpacks gzip, skips what was sent before, and says whether it is NDJSON. `onRead` hears of bytes
 * as they come from the disk. Throws Trouble if the compression is broken.
 */
export async function openInput(
  input: Input,
  skipBytes: number,
  onRead: (bytes: number) => void,
): Promise<{ form: 'ndjson' | 'whole'; chunks: AsyncIterable<Buffer> }> {
  const source: Readable = input.path === null ? process.stdin : createReadStream(input.path);
  const raw = await lookAhead(counted(source, onRead), (head) => head.length >= 2);
  const isGzip = raw.head[0] === 0x1f && raw.head[1] === 0x8b;
  const unpacked = await lookAhead(isGzip ? gunzip(raw.chunks, input.name) : raw.chunks, hasLineOrMuch);
  return {
    form: looksLikeNdjson(unpacked.head) ? 'ndjson' : 'whole',
    chunks: skip(unpacked.chunks, skipBytes),
  };
}

/** Reads an input to its end, as one piece. Throws Trouble if it is larger than can be sent whole. */
export async function readWhole(chunks: AsyncIterable<Buffer>, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > wholeBytesMax) {
      throw new Trouble(`${name}: larger than 16 MiB and not NDJSON; convert it to one JSON record a line`);
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts, bytes);
}

/** Does every record have a line of its own? The first line decides. */
export function looksLikeNdjson(head: Buffer): boolean {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('{')) return false;
  const end = text.indexOf('\n');
  // A single record, or one that is longer than what was looked at.
  const firstLine = end === -1 ? text : text.slice(0, end);
  try {
    JSON.parse(firstLine);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Enough to tell the form: a line that is not blank, or as much as a first line is looked for in. */
function hasLineOrMuch(head: Buffer): boolean {
  if (head.length >= sniffBytes) return true;
  const end = head.lastIndexOf(newline);
  return end !== -1 && head.subarray(0, end).toString('latin1').trim() !== '';
}

/** The first bytes of a stream, and the stream from its beginning all the same. */
export async function lookAhead(
  chunks: AsyncIterable<Buffer>,
  isEnough: (head: Buffer) => boolean,
): Promise<{ head: Buffer; chunks: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let head = Buffer.alloc(0);
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
    head = Buffer.concat(seen);
  }
  const replay = async function* (): AsyncGenerator<Buffer, void, undefined> {
    yield* seen.splice(0);
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      // Whoever stops early has the file closed.
      await iterator.return?.();
    }
  };
  return { head, chunks: replay() };
}

/** What a source gives, as bytes; `onRead` hears how many came. */
export async function* counted(
  source: Readable,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of source) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    onRead(bytes.length);
    yield bytes;
  }
}

async function* gunzip(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer, void, undefined> {
  const source = Readable.from(chunks);
  const unpacker = createGunzip();
  source.on('error', (error) => unpacker.destroy(error));
  try {
    for await (const chunk of source.pipe(unpacker)) yield Buffer.from(chunk);
  } catch (error) {
    const broken = error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
    if (broken) throw new Trouble(`${name}: the gzip data is broken or cut short`);
    throw error;
  } finally {
    source.destroy();
  }
}

async function* skip(
  chunks: AsyncIterable<Buffer>,
  skipBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let left = skipBytes;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}
