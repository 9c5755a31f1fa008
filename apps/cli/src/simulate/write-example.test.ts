import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleEvents, writeExampleFile } from './write-example.js';

const now = new Date('2026-11-23T14:00:00Z');
const hourMs = 3_600_000;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'turnaway-example-'));
});
afterEach(() => rm(folder, { recursive: true }));

function idsOf(at: Date): string[] {
  return exampleEvents(at)
    .map(({ record }) => /"properties":\{"id":"([^"]+)"/.exec(JSON.stringify(record))?.[1] ?? '')
    .sort();
}

describe('exampleEvents', () => {
  it.each(['2026-11-22T05:00:00Z', '2026-11-23T14:00:00Z', '2026-11-28T00:00:30Z'])(
    'has 1,000 sign-ins of the 24 hours before %s, four of five without a failure',
    (at) => {
      const moment = new Date(at);
      const events = exampleEvents(moment);
      expect(events).toHaveLength(1_000);
      expect(events[0]?.occurredAt.getTime()).toBeGreaterThan(moment.getTime() - 24 * hourMs);
      expect(events.at(-1)?.occurredAt.getTime()).toBeLessThan(moment.getTime());
      const codes = events.map(({ record }) => /"resultType":"(\d+)"/.exec(JSON.stringify(record))?.[1]);
      expect(codes.filter((code) => code === '0').length).toBeGreaterThan(740);
      expect(codes.filter((code) => code === '0').length).toBeLessThan(860);
      for (const code of ['50126', '53003', '50074', '50140']) expect(codes).toContain(code);
    },
  );

  it('shows a client secret that expired within the last hours', () => {
    const expired = exampleEvents(now).filter(({ record }) => JSON.stringify(record).includes('7000222'));
    expect(expired.length).toBeGreaterThan(30);
    for (const { occurredAt } of expired) {
      expect(occurredAt.getTime()).toBeGreaterThan(now.getTime() - 4 * hourMs);
    }
  });

  it('has the same ids all day, so that two files of a day are counted once', () => {
    expect(idsOf(new Date('2026-11-23T23:30:00Z'))).toEqual(idsOf(now));
    expect(new Set(idsOf(now)).size).toBe(1_000);
    expect(idsOf(new Date('2026-11-24T09:00:00Z'))).not.toEqual(idsOf(now));
  });
});

describe('writeExampleFile', () => {
  it('writes below 3 MB, keeps a fresh file and replaces an old one', async () => {
    const file = path.join(folder, 'new folder', 'example.ndjson');
    expect(await writeExampleFile(file, now)).toBe('written');
    expect((await stat(file)).size).toBeLessThan(3_000_000);
    const first = await readFile(file, 'utf8');
    expect(first.trimEnd().split('\n')).toHaveLength(1_000);
    expect(await writeExampleFile(file, new Date(now.getTime() + 60_000))).toBe('kept');
    expect(await writeExampleFile(file, new Date(now.getTime() + hourMs))).toBe('written');
    expect(await readFile(file, 'utf8')).not.toBe(first);
  });

  it('replaces a file that holds something else', async () => {
    const file = path.join(folder, 'example.ndjson');
    await writeFile(file, 'half a rec');
    expect(await writeExampleFile(file, now)).toBe('written');
  });
});
