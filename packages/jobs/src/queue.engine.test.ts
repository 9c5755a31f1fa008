import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@turnaway/db/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { createQueue, type JobHandlers, type Queue, type QueueEngine, type Working, work } from './index.js';

const redisUrl = inject('redisUrl');
let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0).reverse()) await item.close();
});

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Starts a worker that hands over what it gets; `handle` may throw to make a try fail. */
async function startWorking(
  engine: QueueEngine,
  handle: (batchId: string) => void,
): Promise<[Queue, Working]> {
  const queue = await createQueue(engine);
  const nothing = async () => undefined;
  const handlers: JobHandlers = {
    'analyze-batch': async ({ batchId }) => handle(batchId),
    'evaluate-alerts': nothing,
    'move-error-groups': nothing,
    'deliver-webhook': nothing,
    sweep: nothing,
    'fold-counts': nothing,
    'settle-attempts': nothing,
    'find-original': nothing,
    'apply-retention': nothing,
  };
  const concurrency = { batches: 2, chores: 1, deliveries: 1 };
  const working = await work(engine, { handlers, queue, concurrency, onFailed: () => undefined });
  open.push(queue, working);
  return [queue, working];
}

describe.each([
  ['PostgreSQL', () => ({ databaseUrl: database.databaseUrl, redisUrl: null }), false],
  ['Redis', () => ({ databaseUrl: database.databaseUrl, redisUrl }), redisUrl === null],
] as const)('on %s', (_name, engineOf, isMissing) => {
  test.skipIf(isMissing)('a job reaches its handler with its payload', async () => {
    const batchId = randomUUID();
    const done = deferred<string>();
    const [queue] = await startWorking(engineOf(), (id) => id === batchId && done.resolve(id));
    await queue.enqueue('analyze-batch', { batchId }, { jobId: batchId });
    expect(await done.promise).toBe(batchId);
  });

  test.skipIf(isMissing)('a job whose handler throws is tried again', async () => {
    const batchId = randomUUID();
    let tries = 0;
    const done = deferred<void>();
    const [queue] = await startWorking(engineOf(), (id) => {
      if (id !== batchId) return;
      tries += 1;
      if (tries === 1) throw new Error('first try');
      done.resolve();
    });
    await queue.enqueue('analyze-batch', { batchId });
    await done.promise;
    expect(tries).toBe(2);
  });

  test.skipIf(isMissing)('jobs of one id that wait together run once', async () => {
    const queue = await createQueue(engineOf());
    open.push(queue);
    const batchId = randomUUID();
    const marker = randomUUID();
    for (let i = 0; i < 5; i++) await queue.enqueue('analyze-batch', { batchId }, { jobId: batchId });
    await queue.enqueue('analyze-batch', { batchId: marker });
    const seen: string[] = [];
    const done = deferred<void>();
    await startWorking(engineOf(), (id) => {
      seen.push(id);
      if (id === marker) done.resolve();
    });
    await done.promise;
    expect(seen.filter((id) => id === batchId)).toHaveLength(1);
  });

  test.skipIf(isMissing)('a payload that is not of its job is refused before it is sent', async () => {
    const queue = await createQueue(engineOf());
    open.push(queue);
    await expect(queue.enqueue('analyze-batch', { batchId: 'no uuid' })).rejects.toThrow();
  });
});

test.skipIf(redisUrl === null)('a worker goes on after Redis lost everything it held', async () => {
  const engine = { databaseUrl: database.databaseUrl, redisUrl };
  const batchId = randomUUID();
  const done = deferred<void>();
  const [queue] = await startWorking(engine, (id) => id === batchId && done.resolve());
  const redis = new Redis(redisUrl ?? '');
  await redis.flushall();
  await redis.quit();
  await queue.enqueue('analyze-batch', { batchId }, { jobId: batchId });
  await done.promise;
});
