import { Buffer } from 'node:buffer';
import * as zlib from 'node:zlib';
import type { BatchFailure } from '@turnaway/contracts/batch-facts';
import { Decompress, ZstdErrorCode } from 'fzstd';
import { snappyUncompress } from 'hysnappy';

/** The bytes without their compression, or why they could not be had. */
export type Unpacked = { ok: true; bytes: Uint8Array } | { ok: false; failure: BatchFailure; detail: string };

type Encoding = 'gzip' | 'deflate' | 'br' | 'zstd' | 'snappy';

/** Real senders use one layer, proxies may add a second; more is an attack on our time. */
const layersMax = 3;

/**
 * Takes the sender's compression off. The magic number is believed over the header: a missing header is made
 * up for, and plain text under a wrong header is taken as it is. Output stops at `unpackedBytesMax`.
 */
export function unpack(
  bytes: Uint8Array,
  contentEncoding: string | null,
  unpackedBytesMax: number,
): Unpacked {
  const declared = parseContentEncoding(contentEncoding);
  if (declared === null) {
    return failed(
      'unsupported_encoding',
      'Content-Encoding holds an encoding other than gzip, deflate, br, zstd or snappy.',
    );
  }
  if (declared.length > layersMax) {
    return failed('unsupported_encoding', `Content-Encoding lists more than ${layersMax} encodings.`);
  }
  let current = bytes;
  for (const encoding of declared) {
    if (isPlainUnder(encoding, current)) continue;
    const unpacked = unpackLayer(current, encoding, unpackedBytesMax);
    if (!unpacked.ok) return unpacked;
    current = unpacked.bytes;
  }
  const sniffed = sniff(current);
  if (sniffed !== null) return unpackLayer(current, sniffed, unpackedBytesMax);
  if (current.byteLength > unpackedBytesMax) return tooLarge(unpackedBytesMax);
  return { ok: true, bytes: current };
}

/** In the order to undo them in; `null` if one of them is not known. */
function parseContentEncoding(contentEncoding: string | null): Encoding[] | null {
  const encodings: Encoding[] = [];
  for (const part of (contentEncoding ?? '').split(',')) {
    const name = part.trim().toLowerCase();
    if (name === '' || name === 'identity' || name === 'none' || name === 'utf-8') continue;
    if (name === 'gzip' || name === 'x-gzip') encodings.unshift('gzip');
    else if (isEncoding(name)) encodings.unshift(name);
    else return null;
  }
  return encodings;
}

function isEncoding(name: string): name is Encoding {
  return name === 'deflate' || name === 'br' || name === 'zstd' || name === 'snappy';
}

function sniff(bytes: Uint8Array): 'gzip' | 'zstd' | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08) return 'gzip';
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return 'zstd';
  return null;
}

/** Brotli, raw deflate and Snappy's blocks have no magic number: those are only taken for text once they failed to unpack. */
function isPlainUnder(encoding: Encoding, bytes: Uint8Array): boolean {
  if (encoding !== 'gzip' && encoding !== 'zstd') return false;
  return sniff(bytes) !== encoding && looksLikeText(bytes);
}

function mayBePlain(encoding: Encoding, bytes: Uint8Array): boolean {
  const hasNoMark =
    encoding === 'br' || encoding === 'snappy' || (encoding === 'deflate' && !hasZlibHeader(bytes));
  return hasNoMark && looksLikeText(bytes);
}

const sampleLength = 512;

function looksLikeText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.byteLength, sampleLength);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
    if (byte > 0xf4) return false;
  }
  return length > 0;
}

function unpackLayer(bytes: Uint8Array, encoding: Encoding, unpackedBytesMax: number): Unpacked {
  const options = { maxOutputLength: unpackedBytesMax };
  try {
    if (encoding === 'gzip') return { ok: true, bytes: zlib.gunzipSync(bytes, options) };
    if (encoding === 'br') return { ok: true, bytes: zlib.brotliDecompressSync(bytes, options) };
    if (encoding === 'snappy') return { ok: true, bytes: unpackSnappy(bytes, unpackedBytesMax) };
    if (encoding === 'zstd') return { ok: true, bytes: unpackZstd(bytes, unpackedBytesMax) };
    return {
      ok: true,
      bytes: hasZlibHeader(bytes) ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options),
    };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === 'unpacked_too_large') return tooLarge(unpackedBytesMax);
    if (mayBePlain(encoding, bytes)) return { ok: true, bytes };
    if (failure === 'truncated_compression')
      return failed(failure, `The ${encoding} data ends before its end mark.`);
    return failed('corrupt_compression', `The body is not valid ${encoding} data.`);
  }
}

/** Snappy's block format: the length comes first, as a number of 7 bits a byte, lowest first. */
function unpackSnappy(bytes: Uint8Array, unpackedBytesMax: number): Uint8Array {
  let length = 0;
  let at = 0;
  for (let byte = 0x80; byte >= 0x80 && at < 5; at++) {
    byte = bytes[at] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * at);
  }
  if (length > unpackedBytesMax) throw new UnpackedTooLarge();
  return snappyUncompress(bytes, length);
}

/** RFC 1950: method 8 in the low bits, and the first two bytes are a multiple of 31. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

class UnpackedTooLarge extends Error {}

type ZstdDecompressSync = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/** Node 20 has no zstd of its own; newer versions do, and are many times faster. */
const nativeZstd: unknown = Reflect.get(zlib, 'zstdDecompressSync');

function unpackZstd(bytes: Uint8Array, unpackedBytesMax: number): Uint8Array {
  if (typeof nativeZstd === 'function') {
    return (nativeZstd as ZstdDecompressSync)(bytes, { maxOutputLength: unpackedBytesMax });
  }
  return unpackZstdInJavaScript(bytes, unpackedBytesMax);
}

const zstdChunkBytes = 64 * 1024;

function unpackZstdInJavaScript(bytes: Uint8Array, unpackedBytesMax: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = new Decompress((chunk) => {
    total += chunk.byteLength;
    if (total > unpackedBytesMax) throw new UnpackedTooLarge();
    chunks.push(chunk);
  });
  for (let at = 0; at < bytes.byteLength; at += zstdChunkBytes) {
    const end = Math.min(at + zstdChunkBytes, bytes.byteLength);
    // A copy, because the decompressor keeps and overwrites parts of what it is given.
    stream.push(bytes.slice(at, end), end === bytes.byteLength);
  }
  return Buffer.concat(chunks, total);
}

function failureOf(error: unknown): 'truncated_compression' | 'corrupt_compression' | 'unpacked_too_large' {
  if (error instanceof UnpackedTooLarge) return 'unpacked_too_large';
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'unpacked_too_large';
  if (code === 'Z_BUF_ERROR' || code === ZstdErrorCode.UnexpectedEOF) return 'truncated_compression';
  return 'corrupt_compression';
}

function tooLarge(unpackedBytesMax: number): Unpacked {
  return failed('unpacked_too_large', `The body is larger than ${unpackedBytesMax} bytes when unpacked.`);
}

function failed(failure: BatchFailure, detail: string): Unpacked {
  return { ok: false, failure, detail };
}
