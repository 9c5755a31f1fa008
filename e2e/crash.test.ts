import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';
import { Redis } from 'ioredis';
import { afterEach, expect, inject, test } from 'vitest';
import { ingestKey, type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';

const redisUrl = inject('redisUrl');
const recordsPerBatch = 1_000;
let turnaway: RunningTurnaway;
afterEach(() => turnaway?.stop());

/** A file of sign-ins of the last hour, and what anybody who counts its lines by code must find. */
function makeFile(seed: string, batches: number) {
  const to = new Date();
  const from = new Date(to.getTime() - 3_600_000);
  const count = batches * recordsPerBatch;
  const lines: string[] = [];
  const byCode = new Map<string, number>();
  for (const record of simulateEntraRecords({ count, from, to, failureShare: 0.3, seed })) {
    const line = JSON.stringify(record);
    lines.push(line);
    const code = String((JSON.parse(line) as { resultType: string | number }).resultType);
    byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  return { lines, byCode, from, to };
}

function inBatches(lines: readonly string[]): Buffer[] {
  const bodies: Buffer[] = [];
  for (let start = 0; start < lines.length; start += recordsPerBatch) {
    bodies.push(gzipSync(lines.slice(start, start + recordsPerBatch).join('\n')));
  }
  return bodies;
}

/** Posts as a well-behaved sender does: what was not answered with 202 is sent again. */
async function post(body: Buffer): Promise<string> {
  for (;;) {
    try {
      return await turnaway.ingest(body, { 'content-encoding': 'gzip' });
    } catch {
      // Turned away or cut off: the promise covers only what was answered.
      await wait(200);
    }
  }
}

/** What the product has counted, by code, over all outcomes. */
async function countedByCode(file: ReturnType<typeof makeFile>): Promise<Map<string, number>> {
  const range = `from=${new Date(file.from.getTime() - 60_000).toISOString()}&to=${new Date(file.to.getTime() + 60_000).toISOString()}`;
  const outcomes = ['success', 'failure', 'interrupt', 'conditional'];
  const counted = new Map<string, number>();
  for (const outcome of outcomes) {
    const { items } = await turnaway.api<{ items: { code: string; events: number }[] }>(
      `/api/errors?${range}&outcome=${outcome}&limit=200`,
    );
    for (const { code, events } of items) counted.set(code, (counted.get(code) ?? 0) + events);
  }
  return counted;
}

function childrenNamed(part: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === turnaway.process.pid && args?.includes(part) ? [Number(pid)] : [];
  });
}

async function untilSomeAreCounted(): Promise<void> {
  for (;;) {
    const { total } = await turnaway.api<{ total: number }>('/api/batches?status=done&limit=1');
    if (total > 0) return;
    await wait(10);
  }
}

test('a worker killed in the middle of its batches costs nothing and counts nothing twice', async () => {
  turnaway = await runTurnaway();
  const file = makeFile('worker', 15);
  const ids = [];
  for (const body of inBatches(file.lines)) ids.push(await post(body));
  await untilSomeAreCounted();
  for (const pid of childrenNamed('apps/worker')) process.kill(pid, 'SIGKILL');
  await turnaway.counted(ids);
  expect(await countedByCode(file)).toEqual(file.byCode);
});

test('PostgreSQL killed in the middle of it all comes back, and what was answered is counted once', async () => {
  turnaway = await runTurnaway();
  const file = makeFile('postgres', 15);
  const [first = Buffer.alloc(0), ...rest] = inBatches(file.lines);
  const ids = [await post(first)];
  await untilSomeAreCounted();
  const sending = Promise.all(rest.map(post));
  const pidFile = await readFile(join(turnaway.dataDir, 'postgres/postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  ids.push(...(await sending));
  await turnaway.counted(ids);
  expect(await countedByCode(file)).toEqual(file.byCode);
});

test.skipIf(redisUrl === null)('a Redis that loses everything costs nothing', async () => {
  turnaway = await runTurnaway({ REDIS_URL: redisUrl ?? '' });
  const redis = new Redis(redisUrl ?? '');
  const file = makeFile('redis', 15);
  const ids = [];
  for (const body of inBatches(file.lines)) {
    ids.push(await post(body));
    await redis.flushall();
  }
  await redis.quit();
  await turnaway.counted(ids);
  expect(await countedByCode(file)).toEqual(file.byCode);
});

test('a file posted twice, and once more in another order, is counted once', async () => {
  turnaway = await runTurnaway();
  const file = makeFile('twice', 5);
  const once = await Promise.all(inBatches(file.lines).map(post));
  expect(await Promise.all(inBatches(file.lines).map(post))).toEqual(once);
  const shuffled = await Promise.all(inBatches(shuffle(file.lines)).map(post));
  await turnaway.counted([...once, ...shuffled]);
  expect(await countedByCode(file)).toEqual(file.byCode);
  const batch = await turnaway.api<{ accepted: number; duplicates: number }>(`/api/batches/${shuffled[0]}`);
  expect(batch.accepted + batch.duplicates).toBe(recordsPerBatch);
});

/** A fixed order that is not the file's: every line moves, and batches are made of other lines. */
function shuffle(lines: readonly string[]): string[] {
  const step = 7;
  return Array.from({ length: step }, (_, start) => lines.filter((__, i) => i % step === start)).flat();
}

test('a request with the right key is not answered with success before its bytes are stored', async () => {
  turnaway = await runTurnaway();
  const file = makeFile('stored', 1);
  const response = await fetch(`${turnaway.url}/ingest/${ingestKey}`, {
    method: 'POST',
    body: file.lines.join('\n'),
  });
  expect(response.status).toBe(202);
  const { batchId } = (await response.json()) as { batchId: string };
  turnaway.process.kill('SIGKILL');
  for (const pid of childrenNamed('apps/')) process.kill(pid, 'SIGKILL');
  const dataDir = turnaway.dataDir;
  turnaway = await runTurnaway({}, dataDir);
  await turnaway.counted([batchId]);
  expect(await countedByCode(file)).toEqual(file.byCode);
});
