import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { analysisReportSchema } from './report/analysis-report.js';
import { type AnalyzeCommandOptions, runAnalyze } from './run-analyze.js';

let folder: string;
let written = { stdout: '', stderr: '' };
const now = new Date('2026-03-02T00:00:00Z');

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'turnaway-analyze-'));
  written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const record = (id: string, type = 'fp') => ({
  log_id: id,
  date: '2026-03-01T10:00:00.000Z',
  type,
  user_name: 'ada@example.com',
  client_name: 'Store',
  ip: '192.0.2.1',
});
const lines = (...records: unknown[]) => records.map((one) => `${JSON.stringify(one)}\n`).join('');

async function file(name: string, content: string | Buffer): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

async function analyze(names: readonly string[], options: AnalyzeCommandOptions = {}) {
  const exitCode = await runAnalyze(names, { json: true, ...options }, now);
  return { exitCode, report: analysisReportSchema.parse(JSON.parse(written.stdout)) };
}

describe('turnaway analyze', () => {
  it('counts what is in several files once, packed or not, as JSON that keeps to its schema', async () => {
    const logs = lines(record('a'), record('b'), record('c', 's'));
    const plain = await file('a.ndjson', logs);
    const packed = await file('b.gz', gzipSync(logs + lines(record('d'))));
    const { exitCode, report } = await analyze([plain, packed]);
    expect(exitCode).toBe(0);
    expect(report.totals).toMatchObject({ files: 2, records: 7, failures: 3, successes: 1, duplicates: 3 });
    expect(report.codes.items).toMatchObject([
      { system: 'auth0', code: 'fp', failures: 3, actor: 'end-user' },
    ]);
    expect(report.users.items).toMatchObject([{ name: 'ada@example.com', failures: 3 }]);
    expect(written.stderr).toBe('');
  });

  it('reads a folder, and does not fail for what lies in it and is no log', async () => {
    await file('a.ndjson', lines(record('a')));
    await file('report.pdf', '%PDF-1.7');
    const { exitCode, report } = await analyze([folder]);
    expect(exitCode).toBe(0);
    expect(report.files.map(({ problem }) => problem)).toEqual([null, 'this is a PDF']);
  });

  it('keeps what it could read of a broken file, says so, and ends with 1', async () => {
    const whole = await file('a.ndjson', lines(record('a')));
    const broken = await file('b.gz', gzipSync(lines(record('b'))).subarray(0, -8));
    const { exitCode, report } = await analyze([whole, broken]);
    expect(exitCode).toBe(1);
    expect(report.totals.failures).toBeGreaterThanOrEqual(1);
    expect(written.stderr).toBe(`turnaway: ${broken}: the gzip data are broken or cut short\n`);
  });

  it('says where the first record is that it could not read, and ends with 0', async () => {
    const log = await file('a.ndjson', `${lines(record('a'))}{"log_id":"b",\n${lines(record('c'))}`);
    const { exitCode, report } = await analyze([log]);
    expect(exitCode).toBe(0);
    expect(report.rejects).toMatchObject([{ reason: 'not_json', count: 1, first: { file: log, record: 2 } }]);
  });

  it('ends with 1 where there is no sign-in, and says what to try', async () => {
    const log = await file('a.log', 'nothing that anybody knows\n');
    expect((await analyze([log])).exitCode).toBe(1);
    expect(written.stderr).toContain('name it with --system');
    written.stderr = '';
    written.stdout = '';
    expect((await analyze([await file('empty.log', '')])).exitCode).toBe(1);
    expect(written.stderr).toBe('turnaway: no record was found\n');
  });

  it('reads times without a year as those before the file was written, in the zone that was given', async () => {
    const log = await file(
      'auth.log',
      'Feb 21 21:54:44 gate sshd[3402]: Failed password for ada from 192.0.2.7 port 29160 ssh2\n',
    );
    const { report } = await analyze([log], { timeZone: 'Europe/Berlin' });
    expect(report.totals.failures).toBe(1);
    expect(report.span?.from).toMatch(/-02-21T20:54:44\.000Z$/);
  });

  it('keeps to the period that was asked for', async () => {
    const late = { ...record('late'), date: '2026-03-01T12:00:00.000Z' };
    const log = await file('a.ndjson', lines(record('a'), late));
    const { report } = await analyze([log], { from: '2026-03-01T11:00', to: '2026-03-02' });
    expect(report.totals).toMatchObject({ failures: 1, outsidePeriod: 1 });
    expect(report.period).toEqual({ from: '2026-03-01T11:00:00.000Z', to: '2026-03-02T00:00:00.000Z' });
  });

  it('writes a page that only its owner may read, with nobody named in it if so asked', async () => {
    const log = await file('a.ndjson', lines(record('a')));
    const page = path.join(folder, 'page.html');
    expect(await runAnalyze([log], { html: page, names: false }, now)).toBe(0);
    const source = await readFile(page, 'utf8');
    expect(source).toMatch(/^<!doctype html>/);
    expect(source).toContain('person 1');
    expect(source).not.toMatch(/ada@|192\.0\.2/);
    expect(written).toEqual({ stdout: '', stderr: `turnaway: the page is in ${page}\n` });
  });

  it.each([
    [{ system: 'nonsense' }, '--system: expected one of'],
    [{ timeZone: 'Mars/Olympus' }, '--time-zone: expected'],
    [{ from: 'yesterday' }, '--from: expected a date or a time'],
    [{ from: '2026-03-02', to: '2026-03-01' }, '--to: expected a time after --from'],
  ])('answers wrong use with words: %j', async (options, words) => {
    await expect(runAnalyze(['a.log'], options, now)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });
});
