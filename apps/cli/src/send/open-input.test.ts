import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeInput, looksLikeNdjson, openInput, readWhole, wholeBytesMax } from './open-input.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'turnaway-input-'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = '{"a":1}\n{"a":2}\n{"a":3}\n';

async function open(
  name: string,
  content: Buffer | string,
  skipBytes = 0,
): Promise<{ form: string; text: string }> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const { form, chunks } = await openInput(await describeInput(file), skipBytes, () => undefined);
  return { form, text: (await readWhole(chunks, name)).toString() };
}

describe('openInput', () => {
  it('unpacks gzip, whatever the name', async () => {
    expect(await open('a.log', gzipSync(text))).toEqual({ form: 'ndjson', text });
    expect(await open('b.gz', text)).toEqual({ form: 'ndjson', text });
  });

  it('unpacks gzip of several members', async () => {
    const packed = Buffer.concat([gzipSync(text), gzipSync(text)]);
    expect(await open('a.gz', packed)).toEqual({ form: 'ndjson', text: text + text });
  });

  it('skips what was sent before, counted in unpacked bytes', async () => {
    expect((await open('a.ndjson', text, 8)).text).toBe(text.slice(8));
    expect((await open('a.ndjson.gz', gzipSync(text), 8)).text).toBe(text.slice(8));
    expect((await open('a.ndjson', text, 24)).text).toBe('');
  });

  it('says in one sentence that gzip data is cut short', async () => {
    const packed = gzipSync(text);
    await expect(open('a.gz', packed.subarray(0, packed.length - 9))).rejects.toThrow(
      'a.gz: the gzip data is broken or cut short',
    );
  });

  it('takes an empty file', async () => {
    expect((await open('a.ndjson', '')).text).toBe('');
  });

  it('refuses a folder as wrong use', async () => {
    await expect(describeInput(folder)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('readWhole', () => {
  it('refuses what is too large to be sent in one piece', async () => {
    const chunks = async function* (): AsyncGenerator<Buffer> {
      for (let bytes = 0; bytes <= wholeBytesMax; bytes += 1_048_576) yield Buffer.alloc(1_048_576);
    };
    await expect(readWhole(chunks(), 'big.csv')).rejects.toThrow(
      'big.csv: larger than 16 MiB and not NDJSON',
    );
  });
});

describe('looksLikeNdjson', () => {
  it.each([
    ['{"a":1}\n{"b":2}\n', true],
    ['\uFEFF{"a":1}\r\n{"b":2}', true],
    ['{"a":1}', true],
    ['[{"a":1},\n{"a":2}]', false],
    ['{\n  "a": 1\n}\n', false],
    ['time,code\n1,2\n', false],
    ['{"a":1', false],
    ['', false],
  ])('%j: %s', (head, expected) => {
    expect(looksLikeNdjson(Buffer.from(head))).toBe(expected);
  });
});
