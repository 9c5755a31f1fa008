import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { afterEach, expect, inject, test } from 'vitest';
import { childrenOf, ingestKey, type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
import { countedByCode, makeSignInFile } from './setup/sign-in-file.js';

const redisUrl = inject('redisUrl');
const recordsPerBatch = 1_000;
let turnaway: RunningTurnaway;
afterEach(() => turnaway?.stop());

const makeFile = (seed: string, batches: number) => makeSignInFile(seed, batches * recordsPerBatch);

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
  for (const pid of childrenOf(turnaway, 'apps/worker')) process.kill(pid, 'SIGKILL');
  await turnaway.counted(ids);
  expect(await countedByCode(turnaway, file)).toEqual(file.byCode);
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
  expect(await countedByCode(turnaway, file)).toEqual(file.byCode);
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
  expect(await countedByCode(turnaway, file)).toEqual(file.byCode);
});

test('a file posted twice, and once more in another order, is counted once', async () => {
  turnaway = await runTurnaway();
  const file = makeFile('twice', 5);
  const once = await Promise.all(inBatches(file.lines).map(post));
  expect(await Promise.all(inBatches(file.lines).map(post))).toEqual(once);
  const shuffled = await Promise.all(inBatches(shuffle(file.lines)).map(post));
  await turnaway.counted([...once, ...shuffled]);
  expect(await countedByCode(turnaway, file)).toEqual(file.byCode);
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
  for (const pid of childrenOf(turnaway, 'apps/')) process.kill(pid, 'SIGKILL');
  const dataDir = turnaway.dataDir;
  turnaway = await runTurnaway({}, dataDir);
  await turnaway.counted([batchId]);
  expect(await countedByCode(turnaway, file)).toEqual(file.byCode);
});
