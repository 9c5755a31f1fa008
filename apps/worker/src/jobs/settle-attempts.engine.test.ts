import { countAttempts } from '@turnaway/db/attempts/count-attempts';
import { listAttempts } from '@turnaway/db/attempts/list-attempts';
import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { analyzeBatch } from './analyze-batch.js';
import { settleAttempts } from './settle-attempts.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

const hourMs = 3_600_000;
/** Two hours ago, at a full hour: long enough for every prompt to be over. */
const start = new Date(Math.floor((Date.now() - 2 * hourMs) / hourMs) * hourMs);
const range = { from: start.toISOString(), to: new Date(start.getTime() + hourMs).toISOString() };
/** By then what was sent a moment ago has stopped coming. */
const soon = () => new Date(Date.now() + 60_000);
const log = pino({ enabled: false });
let serial = 0;

interface SignIn {
  second: number;
  code: number;
  user: string;
  app?: string;
  flow?: string;
}

async function send(signIns: SignIn[]): Promise<void> {
  const { db, feedId } = database;
  const records = signIns.map(({ second, code, user, app = 'Payroll', flow }) => {
    serial += 1;
    return {
      id: `sign-in-${serial}`,
      createdDateTime: new Date(start.getTime() + second * 1_000).toISOString(),
      userPrincipalName: user,
      appDisplayName: app,
      appId: app,
      ipAddress: '192.0.2.1',
      correlationId: flow ?? `flow-${serial}`,
      isInteractive: true,
      status: { errorCode: code },
    };
  });
  const body = Buffer.from(JSON.stringify({ value: records }));
  const { batchId } = await insertBatch(db, { workspaceId: 'default', feedId, body, contentEncoding: null });
  const context = { db, queue, log, now: () => new Date(), unpackedBytesMax: 1_000_000 };
  await analyzeBatch({ ...context, tick: () => undefined }, { batchId });
}

const settle = () => settleAttempts({ db: database.db, queue, log, now: soon });
const countsOf = (app: string) =>
  countAttempts(database.db, { workspaceId: 'default', range, filter: { app: [app] } });
const attemptsOf = async (app: string) => {
  const query = { workspaceId: 'default', range, filter: { app: [app] }, limit: 50 };
  const { items } = await listAttempts(database.db, query);
  return items.map(({ user, outcome, prompt, answeredAfterMs }) => [
    user,
    outcome,
    prompt.code,
    answeredAfterMs,
  ]);
};

test('prompts are counted as answered, failed or abandoned, each attempt once', async () => {
  await send([
    { second: 60, code: 50074, user: 'ada@example.com', flow: 'a' },
    { second: 74, code: 0, user: 'ada@example.com', flow: 'a' },
    { second: 120, code: 50074, user: 'grace@example.com', flow: 'b' },
    { second: 130, code: 50140, user: 'grace@example.com', flow: 'b' },
    { second: 180, code: 65001, user: 'alan@example.com', flow: 'c' },
    { second: 240, code: 50074, user: 'edsger@example.com', flow: 'd' },
    { second: 250, code: 50126, user: 'edsger@example.com', flow: 'd' },
    { second: 300, code: 50126, user: 'barbara@example.com', flow: 'e' },
  ]);
  await settle();
  const expected = {
    prompted: 4,
    succeeded: 1,
    failed: 1,
    abandoned: 2,
    unresolved: 1,
    medianAnswerMs: 14_000,
  };
  expect(await countsOf('Payroll')).toEqual(expected);
  expect(await attemptsOf('Payroll')).toEqual([
    ['edsger@example.com', 'failed', '50074', null],
    ['alan@example.com', 'abandoned', '65001', null],
    ['grace@example.com', 'abandoned', '50140', null],
    ['ada@example.com', 'success', '50074', 14_000],
  ]);
  const ofCode = { workspaceId: 'default', range, filter: { app: ['Payroll'], code: ['entra/50074'] } };
  expect(await countAttempts(database.db, ofCode)).toMatchObject({
    prompted: 2,
    succeeded: 1,
    failed: 1,
    medianAnswerMs: 14_000,
  });
  // Whoever names a person is answered from the attempts themselves, and to the same effect.
  const filter = { user: ['Ada@Example.com'] };
  expect(await countAttempts(database.db, { workspaceId: 'default', range, filter })).toMatchObject({
    prompted: 1,
    succeeded: 1,
  });
});

test('a success that comes late turns an abandoned prompt into an answered one', async () => {
  await send([{ second: 600, code: 50074, user: 'late@example.com', app: 'Late', flow: 'late' }]);
  await settle();
  expect(await countsOf('Late')).toMatchObject({ prompted: 1, abandoned: 1 });
  // In another quarter of an hour than its prompt.
  await send([{ second: 1_000, code: 0, user: 'late@example.com', app: 'Late', flow: 'late' }]);
  await settle();
  expect(await countsOf('Late')).toMatchObject({ prompted: 1, succeeded: 1, abandoned: 0 });
  expect(await attemptsOf('Late')).toEqual([['late@example.com', 'success', '50074', 400_000]]);
});

test('settling the same time again, by several workers at once, counts nothing twice', async () => {
  const prompts = [1, 2, 3].map((n) => ({ second: 1_200 + n, code: 50074, user: `p${n}@example.com` }));
  await send(prompts.map((prompt) => ({ ...prompt, app: 'Again' })));
  await Promise.all([settle(), settle(), settle()]);
  await send([{ second: 1_300, code: 50126, user: 'other@example.com', app: 'Again' }]);
  await Promise.all([settle(), settle()]);
  await settle();
  expect(await countsOf('Again')).toMatchObject({ prompted: 3, abandoned: 3 });
});

test('pages of attempts follow each other without a gap, and each result has its total', async () => {
  const query = { workspaceId: 'default', range, filter: {}, result: 'abandoned' as const, limit: 2 };
  const first = await listAttempts(database.db, query);
  const rest = await listAttempts(database.db, { ...query, cursor: first.nextCursor ?? '', limit: 50 });
  expect(rest.nextCursor).toBe(null);
  expect(first.items.length + rest.items.length).toBe(first.total);
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(first.total);
});

test('where successes are no longer kept, no prompt is called abandoned', async () => {
  await send([{ second: 0 - 20 * 86_400, code: 50074, user: 'old@example.com', app: 'Old' }]);
  await settle();
  const old = {
    from: new Date(start.getTime() - 21 * 86_400_000).toISOString(),
    to: new Date(start.getTime() - 19 * 86_400_000).toISOString(),
  };
  expect(
    await countAttempts(database.db, { workspaceId: 'default', range: old, filter: { app: ['Old'] } }),
  ).toMatchObject({ prompted: 0 });
  const { rows } = await database.db.pool.query('select 1 from unsettled_quarters');
  expect(rows).toEqual([]);
});
