import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { simulateTraffic } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { freePort } from '../setup/free-port.js';
import { callTimeoutMs, type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { fillDatabase } from './fill.js';
import { measureObservations } from './observations.js';
import { listCalls, type Subjects } from './pages.js';
import { quantile, rounded } from './statistics.js';
import { startTrickle } from './trickle.js';

const compress = promisify(gzip);
const days = 30;
const people = 2_000;
const recordsPerBatch = 5_000;
const runs = 40;
const budgetMs = 50;
const readAheadLooksMax = 60;
const dayMs = 86_400_000;

/** Which part of the calls is measured; `null` for all. */
interface Selection {
  ranges: string[] | null;
  pages: string[] | null;
  /** Does a batch arrive each second meanwhile? Then ranges end now, else with the newest failure. */
  isLive: boolean;
}

/**
 * How long the dashboard's questions take over 30 days: of simulated traffic that is sent, or of a number of failures
 * that the database is filled with. Prints, and asserts nothing.
 */
export async function benchQueries(options: {
  failures: number | null;
  dataDir: string | null;
  /** Of a running database that is filled already, its folder being `dataDir`. */
  databaseUrl: string | null;
  only: Selection;
}): Promise<void> {
  const { failures, only } = options;
  if (options.databaseUrl !== null) {
    await benchFilled(options.databaseUrl, options);
    return;
  }
  if (failures === null) {
    const turnaway = await runTurnaway({ TURNAWAY_LOG_LEVEL: 'error' });
    try {
      const to = new Date();
      const records = await sendTraffic(turnaway, to);
      process.stdout.write(`\nqueries over ${days} days, ${rounded(records)} records\n`);
      await measureAsAsked(turnaway, to, only);
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
    await benchFilled(postgres.databaseUrl, { ...options, failures, dataDir });
  } finally {
    await postgres.stop();
    if (options.dataDir === null) await rm(dataDir, { recursive: true, force: true });
  }
}

async function benchFilled(
  databaseUrl: string,
  { failures, dataDir, only }: { failures: number | null; dataDir: string | null; only: Selection },
): Promise<void> {
  const turnaway = await runTurnaway({ DATABASE_URL: databaseUrl, TURNAWAY_LOG_LEVEL: 'error' });
  try {
    const to = await filledUpTo(dataDir, databaseUrl, failures);
    process.stdout.write(`\nqueries over ${days} days\n`);
    await measureAsAsked(turnaway, to, only);
    if (only.pages === null && only.ranges === null) await measureObservations(databaseUrl, to);
  } finally {
    await turnaway.stop();
  }
}

/** Fills the database unless an earlier run has; answers when its newest failure is. */
async function filledUpTo(
  dataDir: string | null,
  databaseUrl: string,
  failures: number | null,
): Promise<Date> {
  const to = new Date();
  if (dataDir === null) return to;
  const marker = join(dataDir, 'filled');
  if (existsSync(marker)) return new Date(await readFile(marker, 'utf8'));
  if (failures === null) return to;
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

/** A process that has just started reads ahead what the first pages ask, a month last: whoever asks meanwhile waits for that. */
async function untilReadAhead(turnaway: RunningTurnaway, to: Date): Promise<void> {
  const month = `from=${new Date(to.getTime() - days * dayMs + 3_600_000).toISOString()}&to=${to.toISOString()}`;
  for (let look = 0; look < readAheadLooksMax; look += 1) {
    const tookMs = await time(turnaway, () => `/api/error-groups?${month}&limit=50`, 2);
    if (tookMs !== null && Math.max(...tookMs) < 2 * budgetMs) return;
  }
}

/** Measures while a batch arrives each second, if that is asked. */
async function measureAsAsked(turnaway: RunningTurnaway, to: Date, only: Selection): Promise<void> {
  if (!only.isLive) return measure(turnaway, to, only);
  const trickle = startTrickle(turnaway);
  try {
    await measure(turnaway, new Date(), only);
  } finally {
    await trickle.stop();
  }
}

/** Each call of each page, asked of ranges that end at different minutes, so that nothing is asked twice alike. */
async function measure(turnaway: RunningTurnaway, to: Date, only: Selection): Promise<void> {
  const firstOf = async <Row>(path: string): Promise<Row | undefined> =>
    (await turnaway.api<{ items: Row[] }>(path)).items[0];
  await untilReadAhead(turnaway, to);
  for (const [name, spanMs] of [
    ['24 h', dayMs],
    ['7 d', 7 * dayMs],
    ['30 d', days * dayMs - 3_600_000],
  ] as const) {
    if (only.ranges !== null && !only.ranges.includes(name.replaceAll(' ', ''))) continue;
    const rangeOf = (minutesAgo: number) => {
      const end = to.getTime() - minutesAgo * 60_000;
      return `from=${new Date(end - spanMs).toISOString()}&to=${new Date(end).toISOString()}`;
    };
    const range = rangeOf(0);
    const error = await firstOf<{ system: string; code: string }>(`/api/errors?${range}&limit=1`);
    const topOf = async (by: string) =>
      (await firstOf<{ key: string }>(`/api/breakdown?${range}&by=${by}&limit=1`))?.key ?? 'nobody';
    const subjects: Subjects = {
      code: `${error?.system ?? 'entra'}/${error?.code ?? '50126'}`,
      app: await topOf('app'),
      person: await topOf('user'),
      address: await topOf('ip'),
      country: await topOf('country'),
      client: await topOf('client'),
    };
    let within = 0;
    const calls = listCalls(range, subjects).filter(
      ({ page }) => only.pages?.some((asked) => page.startsWith(asked)) ?? true,
    );
    // What is asked for the first time is read from the summaries.
    for (const { path } of calls) await time(turnaway, () => path, 1);
    for (const { page, path } of calls) {
      const tookMs = await time(turnaway, (run) => path.replace(range, rangeOf(run % 7)));
      const label = `${page}: ${shortened(path, range, name)}`.padEnd(84);
      if (tookMs === null) {
        process.stdout.write(`  ${label} > ${rounded(callTimeoutMs / 1_000)} s\n`);
        continue;
      }
      const p95Ms = quantile(tookMs, 0.95);
      if (p95Ms < budgetMs) within += 1;
      const ratio = p95Ms < budgetMs ? '' : `, ${rounded(p95Ms / budgetMs, 1)} of the budget`;
      process.stdout.write(
        `  ${label} p50 ${rounded(quantile(tookMs, 0.5), 1)} ms, p95 ${rounded(p95Ms, 1)} ms, slowest ${rounded(quantile(tookMs, 1), 1)} ms${ratio}\n`,
      );
    }
    process.stdout.write(`  ${name}: ${within} of ${calls.length} calls within ${budgetMs} ms\n`);
  }
}

/** How long some runs took; `null` if one was given up. */
async function time(
  turnaway: RunningTurnaway,
  pathOf: (run: number) => string,
  count = runs,
): Promise<number[] | null> {
  try {
    await turnaway.api(pathOf(0));
    const tookMs: number[] = [];
    for (let run = 0; run < count; run++) {
      const startedAt = performance.now();
      await turnaway.api(pathOf(run));
      tookMs.push(performance.now() - startedAt);
      // What takes longer than a person waits is not asked so many times.
      if ((tookMs[0] ?? 0) > 1_000 && run === 2) break;
    }
    return tookMs;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return null;
    throw error;
  }
}

function shortened(path: string, range: string, name: string): string {
  return path.replace(range, name).replace(/(app|user)=[^&]{20,}/, '$1=…');
}
