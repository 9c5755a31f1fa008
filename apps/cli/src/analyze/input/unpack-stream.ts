import { Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { lookAhead } from '../../send/open-input.js';
import { Trouble } from '../../trouble.js';

type Encoding = 'gzip' | 'zstd' | 'br';

/** A packed file may have been packed again on its way; more is a mistake. */
const layersMax = 3;
/** Bytes that tell one form of compression from another. */
const marksBytes = 4;

/**
 * Takes the compression off a file as it is read: gzip and zstd are known by their first bytes, Brotli, which has
 * no mark, by the name alone. Throws Trouble where the data are broken, after what came before the break.
 */
export async function unpackStream(
  chunks: AsyncIterable<Buffer>,
  fileName: string,
): Promise<AsyncIterable<Buffer>> {
  let current = chunks;
  for (let layer = 0; layer < layersMax; layer++) {
    const opened = await lookAhead(current, (head) => head.length >= marksBytes);
    current = opened.chunks;
    const encoding = encodingOf(opened.head) ?? (layer === 0 && fileName.endsWith('.br') ? 'br' : null);
    if (encoding === null) break;
    current = unpackLayer(current, encoding);
  }
  return current;
}

function encodingOf(head: Buffer): Encoding | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head.length >= marksBytes && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : null;
}

async function* unpackLayer(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<Buffer, void, undefined> {
  const unpacker = encoding === 'zstd' ? nativeZstd() : gzipOrBrotli(encoding);
  if (unpacker === null) return yield* unpackZstd(chunks);
  const source = Readable.from(chunks);
  source.on('error', (error) => unpacker.destroy(error));
  try {
    for await (const chunk of source.pipe(unpacker)) yield Buffer.from(chunk);
  } catch (error) {
    throw asTrouble(error, encoding);
  } finally {
    source.destroy();
  }
}

function gzipOrBrotli(encoding: 'gzip' | 'br'): Transform {
  return encoding === 'gzip' ? zlib.createGunzip() : zlib.createBrotliDecompress();
}

/** Node 20 has no zstd of its own; newer versions do, and are many times faster. */
function nativeZstd(): Transform | null {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
  return typeof create === 'function' ? create() : null;
}

async function* unpackZstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let ready: Uint8Array[] = [];
  const unpacker = new Decompress((chunk) => ready.push(chunk));
  const push = (bytes: Uint8Array, isLast: boolean): void => {
    try {
      unpacker.push(bytes, isLast);
    } catch (error) {
      throw asTrouble(error, 'zstd');
    }
  };
  for await (const chunk of chunks) {
    // A copy, because the decompressor keeps and overwrites parts of what it is given.
    push(Uint8Array.from(chunk), false);
    yield* ready.map((bytes) => Buffer.from(bytes));
    ready = [];
  }
  push(new Uint8Array(), true);
  yield* ready.map((bytes) => Buffer.from(bytes));
}

function asTrouble(error: unknown, encoding: Encoding): unknown {
  if (error instanceof Trouble) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // The system's own errors have other names: a disk that fails is not the data's fault.
  const isData = typeof code === 'number' || /^(Z_|ERR__|ZSTD_)/.test(String(code));
  const name = encoding === 'br' ? 'Brotli' : encoding;
  return isData ? new Trouble(`the ${name} data are broken or cut short`) : error;
}
