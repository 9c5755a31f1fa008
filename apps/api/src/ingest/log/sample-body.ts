import { constants, gunzipSync } from 'node:zlib';
import { isGzip } from '../dialect/wire-format.js';

/** Enough to see what is odd about a body. */
const sampleBytes = 8_192;
/** Unpacks to about a megabyte at the worst. */
const packedBytes = 1_024;

/** The beginning of a body without its compression. */
export interface BodySample {
  bytes: Buffer;
  /** Is it all of the body? */
  isWhole: boolean;
  /** Does the body begin as compressed data, whatever its headers say? */
  packed: 'gzip' | 'zstd' | null;
}

/** Looks at the beginning of a body; of zstd, which Node cannot always read, only that it is there. */
export function sampleBody(body: Buffer): BodySample {
  if (isGzip(body)) return sampleGzip(body);
  if (body.length >= 4 && body.readUInt32LE(0) === 0xfd2fb528) {
    return { bytes: Buffer.alloc(0), isWhole: false, packed: 'zstd' };
  }
  return { bytes: body.subarray(0, sampleBytes), isWhole: body.length <= sampleBytes, packed: null };
}

function sampleGzip(body: Buffer): BodySample {
  try {
    // A flush at the end of what is given reads a stream that was cut off there.
    const bytes = gunzipSync(body.subarray(0, packedBytes), { finishFlush: constants.Z_SYNC_FLUSH });
    return {
      bytes: bytes.subarray(0, sampleBytes),
      isWhole: body.length <= packedBytes && bytes.length <= sampleBytes,
      packed: 'gzip',
    };
  } catch {
    // Broken from the start: the worker says so, with the batch.
    return { bytes: Buffer.alloc(0), isWhole: false, packed: 'gzip' };
  }
}
