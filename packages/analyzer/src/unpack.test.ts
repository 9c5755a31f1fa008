import { Buffer } from 'node:buffer';
import * as zlib from 'node:zlib';
import { snappyCompress } from 'hysnappy';
import { expect, test } from 'vitest';
import { unpack } from './unpack.js';

const text = '{"records":[]}\n'.repeat(200);
const plain = Buffer.from(text);
const roomy = 1_000_000;

/** 3,000 bytes of text as `zstd` 1.5 packs them; Node 20 has nothing to make it with. */
const zstdFrame = Buffer.from('KLUv/QRYvQAAeHsicmVjb3JkcyI6W119CgEAphN/1gHeFKNP', 'base64');

function unpacked(bytes: Uint8Array, contentEncoding: string | null, max = roomy): string {
  const result = unpack(bytes, contentEncoding, max);
  return result.ok ? Buffer.from(result.bytes).toString() : result.failure;
}

test.each([
  ['gzip', zlib.gzipSync(plain)],
  ['x-gzip', zlib.gzipSync(plain)],
  ['deflate', zlib.deflateSync(plain)],
  ['deflate', zlib.deflateRawSync(plain)],
  ['br', zlib.brotliCompressSync(plain)],
  ['zstd', zstdFrame],
  ['snappy', Buffer.from(snappyCompress(plain))],
  ['identity', plain],
  [null, plain],
  ['br, GZIP', zlib.gzipSync(zlib.brotliCompressSync(plain))],
])('takes off %s', (contentEncoding, bytes) => {
  expect(unpacked(bytes, contentEncoding)).toBe(text);
});

test('makes up for a missing header by the magic number', () => {
  expect(unpacked(zlib.gzipSync(plain), null)).toBe(text);
  expect(unpacked(zstdFrame, 'identity')).toBe(text);
});

test('takes several gzip members one after the other as one body', () => {
  expect(unpacked(Buffer.concat([zlib.gzipSync('a\n'), zlib.gzipSync('b\n')]), 'gzip')).toBe('a\nb\n');
});

test.each(['gzip', 'zstd', 'deflate', 'br', 'snappy'])(
  'takes plain text under a wrong "%s" header as it is',
  (encoding) => {
    expect(unpacked(plain, encoding)).toBe(text);
  },
);

test.each([
  ['gzip', zlib.gzipSync(Buffer.alloc(50_000_000))],
  ['deflate', zlib.deflateSync(Buffer.alloc(5_000_000))],
  [
    'br',
    zlib.brotliCompressSync(Buffer.alloc(5_000_000), {
      params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 },
    }),
  ],
  ['zstd', zstdFrame],
  ['snappy', Buffer.from(snappyCompress(plain))],
])('stops a %s bomb at the cap', (encoding, bomb) => {
  expect(unpacked(bomb, encoding, 2_000)).toBe('unpacked_too_large');
});

test('holds plain bytes to the same cap', () => {
  expect(unpacked(plain, null, 100)).toBe('unpacked_too_large');
});

test('says that compressed data was cut off, not that it is corrupt', () => {
  const half = zlib.gzipSync(Buffer.from(Array.from({ length: 5_000 }, (_, i) => `${i * 7919}`).join()));
  expect(unpacked(half.subarray(0, half.length / 2), 'gzip')).toBe('truncated_compression');
  expect(unpacked(zstdFrame.subarray(0, zstdFrame.length - 6), 'zstd')).toBe('truncated_compression');
  expect(unpacked(zlib.deflateSync(plain).subarray(0, 15), 'deflate')).toBe('truncated_compression');
});

test('says that damaged data is corrupt', () => {
  const damaged = zlib.gzipSync(plain);
  damaged.fill(0xff, 12, 30);
  expect(unpacked(damaged, 'gzip')).toBe('corrupt_compression');
});

test('refuses encodings it does not know, and long chains of them', () => {
  expect(unpacked(plain, 'compress')).toBe('unsupported_encoding');
  expect(unpacked(plain, 'gzip, gzip, gzip, gzip')).toBe('unsupported_encoding');
});
