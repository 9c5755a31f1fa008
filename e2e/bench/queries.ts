import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { simulateTraffic } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { freePort } from '../setup/free-port.js';
import { type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { fillDatabase } from './fill.js';
import { quantile, rounded } from './statistics.js';

const compress = promisify(gzip);
const days = 30;
const people = 2_000;
const recordsPerBatch = 5_000;
const runs = 20;
const dayMs = 86_400_000;

/**
 * How long the dashboard's questions take over 30 days: of simulated traffic that is sent, or of a number of failures
 * that the database is filled with. Prints, and asserts nothing.
 */
export async function benchQueries(options: {
  failures: number | null;
  dataDir: string | null;
}): Promise<void> {
  const { failures } = options;
  if (failures === null) {
    const turnaway = await runTurnaway({ TURNAWAY_LOG_LEVEL: 'error' });
    try {
      const to = new Date();
      const records = await sendTraffic(turnaway, to);
      process.stdout.write(`\nqueries over ${days} days, ${rounded(records)} records\n`);
      await measure(turnaway, to);
    } finally {
      await turnaway.stop();
    }
    return;
  }
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'turnaway-bench-')));
  // Started by root, PostgreSQL runs as an account of its own that must be able to pass through.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, port: await freePort(), password: 'bench' });
  try {
    const turnaway = await runTurnaway({
      DATABASE_URL: postgres.databaseUrl,
      TURNAWAY_LOG_LEVEL: 'error',
    });
    try {
      const to = await filledUpTo(dataDir, postgres.databaseUrl, failures);
      process.stdout.write(`\nqueries over ${days} days with ${rounded(failures)} failures\n`);
      await measure(turnaway, to);
    } finally {
      await turnaway.stop();
    }
  } finally {
    await postgres.stop();
    if (options.dataDir === null) await rm(dataDir, { recursive: true, force: true });
  }
}

/** Fills the database unless an earlier run has; answers when its newest failure is. */
async function filledUpTo(dataDir: string, databaseUrl: string, failures: number): Promise<Date> {
  const marker = join(dataDir, 'filled');
  const to = new Date();
  const isFilled = await access(marker).then(
    () => true,
    () => false,
  );
  if (isFilled) return to;
  const startedAt = performance.now();
  await fillDatabase(databaseUrl, { failures, days, to });
  await writeFile(marker, to.toISOString());
  process.stdout.write(`\nfilled in ${rounded((performance.now() - startedAt) / 1_000)} s\n`);
  return to;
}

async function sendTraffic(turnaway: RunningTurnaway, to: Date): Promise<number> {
  // A little less than the retention, so that the first day is not dropped meanwhile.
  const from = new Date(to.getTime() - days * dayMs + 3_600_000);
  let records = 0;
  let lines: string[] = [];
  const batchIds: string[] = [];
  const flush = async () => {
    const body = await compress(lines.join('\n'));
    batchIds.push(await turnaway.ingest(body, { 'content-encoding': 'gzip' }));
    records += lines.length;
    lines = [];
  };
  for (const { record } of simulateTraffic({ seed: 'queries', from, to, people })) {
    lines.push(JSON.stringify(record));
    if (lines.length === recordsPerBatch) await flush();
  }
  if (lines.length > 0) await flush();
  await turnaway.counted(batchIds);
  return records;
}

async function measure(turnaway: RunningTurnaway, to: Date): Promise<void> {
  const firstOf = async <Row>(path: string): Promise<Row | undefined> =>
    (await turnaway.api<{ items: Row[] }>(path)).items[0];
  for (const [name, spanMs] of [
    ['24 h', dayMs],
    ['7 d', 7 * dayMs],
    ['30 d', days * dayMs - 3_600_000],
  ] as const) {
    const range = `from=${new Date(to.getTime() - spanMs).toISOString()}&to=${to.toISOString()}`;
    const error = await firstOf<{ system: string; code: string }>(`/api/errors?${range}&limit=1`);
    const app = await firstOf<{ key: string }>(`/api/breakdown?${range}&by=app&limit=1`);
    const person = await firstOf<{ key: string }>(`/api/breakdown?${range}&by=user&limit=1`);
    const code = `${error?.system ?? 'entra'}/${encodeURIComponent(error?.code ?? '50126')}`;
    const ofApp = `app=${encodeURIComponent(app?.key ?? 'Payroll')}`;
    const ofPerson = `user=${encodeURIComponent(person?.key ?? 'nobody')}`;
    for (const path of [
      `/api/summary?${range}`,
      `/api/summary?${range}&cause=user-credential`,
      `/api/summary?${range}&${ofApp}`,
      `/api/summary?${range}&${ofPerson}`,
      `/api/trends?${range}&by=cause`,
      `/api/trends?${range}&by=app`,
      `/api/trends?${range}&by=cause&${ofApp}`,
      `/api/errors?${range}&limit=20`,
      `/api/errors?${range}&limit=20&sort=people`,
      `/api/errors?${range}&limit=20&${ofApp}`,
      `/api/errors/${code}?${range}`,
      `/api/breakdown?${range}&by=app&limit=20`,
      `/api/breakdown?${range}&by=cause&limit=20`,
      `/api/breakdown?${range}&by=user&limit=20`,
      `/api/breakdown?${range}&by=ip&limit=20`,
      `/api/breakdown?${range}&by=country&limit=20`,
      `/api/breakdown?${range}&by=user&limit=20&code=${code}`,
      `/api/sign-ins?${range}&limit=50`,
      `/api/sign-ins?${range}&limit=50&code=${code}`,
    ]) {
      const tookMs: number[] = [];
      for (let i = 0; i < runs; i++) {
        const startedAt = performance.now();
        await turnaway.api(path);
        tookMs.push(performance.now() - startedAt);
        // What takes longer than a person waits is not asked twenty times.
        if ((tookMs[0] ?? 0) > 1_000 && i === 2) break;
      }
      const label = shortened(path, range, name).padEnd(58);
      process.stdout.write(
        `  ${label} p50 ${rounded(quantile(tookMs, 0.5), 1)} ms, p95 ${rounded(quantile(tookMs, 0.95), 1)} ms\n`,
      );
    }
  }
}

function shortened(path: string, range: string, name: string): string {
  return path.replace(range, name).replace(/(app|user)=[^&]{20,}/, '$1=…');
}
