import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackStream } from './unpack-stream.js';

const text = '{"a":1}\n'.repeat(5_000);
/** `zstd` of "hello zstd\n", made once: Node 20 unpacks it but cannot make it. */
const zstd = Buffer.from('28b52ffd045859000068656c6c6f207a7374640a6c57f951', 'hex');

async function* inChunks(bytes: Buffer, size = 100): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function unpack(bytes: Buffer, name = 'a.log'): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await unpackStream(inChunks(bytes), name)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('unpackStream', () => {
  it.each([
    ['plain text', Buffer.from(text), 'a.log'],
    ['gzip, whatever the name', gzipSync(text), 'a.log'],
    ['gzip in gzip', gzipSync(gzipSync(text)), 'a.gz'],
    [
      'two gzip files put together',
      Buffer.concat([gzipSync(text.slice(0, 80)), gzipSync(text.slice(80))]),
      'a.gz',
    ],
    ['Brotli, by its name', brotliCompressSync(text), 'a.ndjson.br'],
  ])('reads %s', async (_, bytes, name) => {
    expect(await unpack(bytes, name)).toBe(text);
  });

  it('reads zstd', async () => {
    expect(await unpack(zstd)).toBe('hello zstd\n');
  });

  it('reads an empty file, and one of a byte', async () => {
    expect(await unpack(Buffer.alloc(0))).toBe('');
    expect(await unpack(Buffer.from('x'))).toBe('x');
  });

  it('says so when the data are cut short', async () => {
    await expect(unpack(gzipSync(text).subarray(0, -20))).rejects.toThrow(
      'gzip data are broken or cut short',
    );
    await expect(unpack(brotliCompressSync(text).subarray(0, -5), 'a.br')).rejects.toThrow('Brotli');
    await expect(unpack(zstd.subarray(0, -4))).rejects.toThrow('zstd');
  });
});
