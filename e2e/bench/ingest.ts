import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';
import { ingestKey, type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { cpuSeconds } from './cpu.js';
import { watchMemory } from './memory.js';
import { quantile, rounded } from './statistics.js';

const compress = promisify(gzip);
const recordsPerBatch = 1_000;
const batches = 100;
/** Sent and counted before: what a process compiles in its first seconds is no part of a day's work. */
const warmUpBatches = 20;
const sendersAtOnce = 4;
const failureShare = 0.15;

interface Load {
  warmUp: Buffer[];
  bodies: Buffer[];
  /** What one core's bare JSON.parse does with the same records. */
  parsedPerSecond: number;
  /** What that takes of CPU time for one record. */
  parseSeconds: number;
  bytesPerRecord: number;
}

/**
 * Records per second from HTTP to counted, as a ratio to bare JSON.parse of the same records in this same run;
 * with the time that ingest takes to answer, and what each process used of CPU time and memory. Prints, and asserts nothing.
 */
export async function benchIngest(only: { workers: readonly number[] | null }): Promise<void> {
  const workersMax = Math.max(1, availableParallelism());
  for (const workers of new Set(only.workers ?? [1, workersMax])) {
    const load = await makeLoad(`ingest with ${workers}`);
    const turnaway = await runTurnaway({ TURNAWAY_WORKERS: String(workers), TURNAWAY_LOG_LEVEL: 'error' });
    const memory = watchMemory(turnaway.process.pid ?? 0);
    try {
      await pushAll(turnaway, load.warmUp);
      const before = await cpuSeconds(turnaway.process.pid ?? 0);
      const run = await pushAll(turnaway, load.bodies);
      const after = await cpuSeconds(turnaway.process.pid ?? 0);
      report(workers, load, run, await countAccepted(turnaway));
      reportCpu(before, after, load);
      const peaks = await memory.stop();
      const lines = [...peaks].map(([name, mebibytes]) => `${name} ${rounded(mebibytes)} MiB`);
      process.stdout.write(`  peak memory: ${lines.join(', ')}\n`);
    } finally {
      await memory.stop();
      await turnaway.stop();
    }
  }
}

async function makeLoad(seed: string): Promise<Load> {
  const to = new Date();
  const from = new Date(to.getTime() - 3_600_000);
  const lines: string[] = [];
  const count = (warmUpBatches + batches) * recordsPerBatch;
  for (const record of simulateEntraRecords({ count, from, to, failureShare, seed })) {
    lines.push(JSON.stringify(record));
  }
  const bodies: Buffer[] = [];
  for (let start = 0; start < lines.length; start += recordsPerBatch) {
    bodies.push(await compress(lines.slice(start, start + recordsPerBatch).join('\n')));
  }
  const bytes = lines.reduce((sum, line) => sum + line.length, 0);
  return {
    warmUp: bodies.slice(0, warmUpBatches),
    bodies: bodies.slice(warmUpBatches),
    ...parseRate(lines.slice(0, 30_000)),
    bytesPerRecord: bytes / lines.length,
  };
}

/** The best of three, so that neither a cold start nor a pause of the collector flatters us. */
function parseRate(lines: readonly string[]): { parsedPerSecond: number; parseSeconds: number } {
  const runs = [1, 2, 3].map(() => {
    const startedAt = performance.now();
    const usedBefore = process.cpuUsage();
    for (const line of lines) JSON.parse(line);
    const used = process.cpuUsage(usedBefore);
    const elapsedSeconds = (performance.now() - startedAt) / 1_000;
    return { elapsedSeconds, cpuSeconds: (used.user + used.system) / 1_000_000 };
  });
  const best = (values: number[]) => Math.min(...values) / lines.length;
  return {
    parsedPerSecond: 1 / best(runs.map(({ elapsedSeconds }) => elapsedSeconds)),
    parseSeconds: best(runs.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

async function pushAll(turnaway: RunningTurnaway, bodies: readonly Buffer[]) {
  const answerMs: number[] = [];
  const waiting = [...bodies];
  const startedAt = performance.now();
  const sender = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const sentAt = performance.now();
      await post(turnaway.url, body);
      answerMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: sendersAtOnce }, sender));
  const answeredAt = performance.now();
  for (;;) {
    const { total } = await turnaway.api<{ total: number }>('/api/batches?status=received&limit=1');
    if (total === 0) break;
    await wait(100);
  }
  const countedAt = performance.now();
  return { answerMs, answeredMs: answeredAt - startedAt, countedMs: countedAt - startedAt };
}

/** Waits for room when the backlog is full, as every sender must. */
async function post(url: string, body: Buffer): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/ingest`, {
      method: 'POST',
      body: new Blob([new Uint8Array(body)]),
      headers: { authorization: `Bearer ${ingestKey}`, 'content-encoding': 'gzip' },
      signal: AbortSignal.timeout(60_000),
    });
    await response.body?.cancel();
    if (response.status === 202) return;
    if (response.status !== 503) throw new Error(`ingest answered ${response.status}`);
    await wait(Number(response.headers.get('retry-after') ?? 1) * 1_000);
  }
}

async function countAccepted(turnaway: RunningTurnaway): Promise<number> {
  let accepted = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { accepted: number }[]; nextCursor: string | null } = await turnaway.api(
      `/api/batches?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    accepted += page.items.reduce((sum, batch) => sum + batch.accepted, 0);
    cursor = page.nextCursor;
  }
  return accepted;
}

/** What the clock cannot say on a machine that others use, too: where the work is. */
function reportCpu(before: Map<string, number>, after: Map<string, number>, load: Load): void {
  const records = load.bodies.length * recordsPerBatch;
  const parts = [...after].map(([name, seconds]) => ({
    name,
    seconds: ((seconds - (before.get(name) ?? 0)) / records) * 100_000,
  }));
  if (parts.length === 0) return;
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = parts.map(({ name, seconds }) => `${name} ${rounded(seconds, 2)}`);
  const times = total / (load.parseSeconds * 100_000);
  process.stdout.write(
    `  CPU seconds per 100,000 records: ${rounded(total, 2)} (${lines.join(', ')}); ${rounded(times, 1)} times what bare JSON.parse takes\n`,
  );
}

function report(
  workers: number,
  load: Load,
  run: Awaited<ReturnType<typeof pushAll>>,
  accepted: number,
): void {
  const sent = load.bodies.length * recordsPerBatch;
  const warmUp = load.warmUp.length * recordsPerBatch;
  const perSecond = (sent / run.countedMs) * 1_000;
  process.stdout.write(
    [
      `\ningest, ${workers} worker${workers === 1 ? '' : 's'}: ${rounded(sent)} records of ${rounded(load.bytesPerRecord)} bytes after ${rounded(warmUp)} to warm up, ${rounded(accepted)} counted`,
      `  ${rounded(perSecond)} records/s from HTTP to counted; bare JSON.parse ${rounded(load.parsedPerSecond)} records/s; ratio ${rounded(perSecond / load.parsedPerSecond, 2)}`,
      `  answered ${rounded((sent / run.answeredMs) * 1_000)} records/s; answer p50 ${rounded(quantile(run.answerMs, 0.5))} ms, p99 ${rounded(quantile(run.answerMs, 0.99))} ms`,
      '',
    ].join('\n'),
  );
}
