import { describe, expect, it } from 'vitest';
import { Trouble } from '../trouble.js';
import { type BatchLimits, type RecordBatch, recordBytesMax, splitRecords } from './split-records.js';

const wide: BatchLimits = { records: 1_000, bytes: 1_000_000 };

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function split(
  text: string,
  size: number,
  limits: BatchLimits,
  startOffset = 0,
): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of splitRecords(inChunks(text, size), limits, startOffset)) batches.push(batch);
  return batches;
}

const lines = Array.from({ length: 25 }, (_, index) => JSON.stringify({ n: index, text: 'é'.repeat(index) }));
const text = `${lines.join('\n')}\n`;

describe('splitRecords', () => {
  it.each([1, 3, 17, 1_000, 1_000_000])(
    'cuts at record boundaries whatever the chunks (%i bytes)',
    async (size) => {
      const batches = await split(text, size, { records: 10, bytes: 1_000_000 });
      expect(batches.map(({ records }) => records)).toEqual([10, 10, 5]);
      expect(Buffer.concat(batches.map(({ body }) => body)).toString()).toBe(text);
      for (const { body } of batches) {
        for (const line of body.toString().trimEnd().split('\n')) expect(lines).toContain(line);
      }
    },
  );

  it('says where each batch ends, so that sending can go on there', async () => {
    const batches = await split(text, 100, { records: 10, bytes: 1_000_000 }, 500);
    expect(batches.at(-1)?.endOffset).toBe(500 + Buffer.byteLength(text));
    const first = batches[0]?.endOffset ?? 0;
    expect(
      Buffer.from(text)
        .subarray(first - 500)
        .toString()
        .startsWith('{"n":10,'),
    ).toBe(true);
  });

  it('keeps a batch below the limit of bytes, unless one record alone is larger', async () => {
    const batches = await split(text, 64, { records: 1_000, bytes: 60 });
    for (const { body, records } of batches) expect(body.length <= 60 || records === 1).toBe(true);
    expect(batches.reduce((sum, { records }) => sum + records, 0)).toBe(25);
  });

  it('sends a last record without a newline, and counts no blank lines', async () => {
    const [batch] = await split('{"a":1}\r\n\r\n\n{"a":2}', 4, wide);
    expect(batch).toMatchObject({ records: 2, endOffset: 19 });
    expect(await split('', 4, wide)).toEqual([]);
  });

  it('gives up on a line that is no record', async () => {
    const chunks = async function* (): AsyncGenerator<Buffer> {
      const megabyte = Buffer.alloc(1_024 * 1_024, 'x');
      for (let bytes = 0; bytes <= recordBytesMax; bytes += megabyte.length) yield megabyte;
    };
    await expect(splitRecords(chunks(), wide).next()).rejects.toThrow(Trouble);
  });
});
