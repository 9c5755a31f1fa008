import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AnalyzedEvent, BatchFacts, CodeClass, RollupDelta, SignInEvent } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { commitBatch, type Reading } from './commit-batch.js';
import { getBacklog } from './get-backlog.js';
import { getBatch } from './get-batch.js';
import { insertBatch } from './insert-batch.js';
import { listRejects } from './list-rejects.js';
import { retryBatch } from './retry-batch.js';
import { takeBatch } from './take-batch.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

function event(id: string, over: Partial<SignInEvent> = {}): AnalyzedEvent {
  const eventId = `entra:${id}`;
  return {
    index: 0,
    eventKey: createHash('sha256').update(eventId).digest('hex').slice(0, 32),
    event: {
      eventId,
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
      loggedBy: 'entra',
      errorCode: { system: 'entra', code: '50126', variant: null },
      observedOutcome: 'failure',
      carrier: null,
      reasonText: null,
      userName: 'Ada@Example.com',
      userId: null,
      app: 'Payroll',
      appId: null,
      resource: null,
      ip: '192.0.2.1',
      country: null,
      city: null,
      client: null,
      device: null,
      interactive: true,
      correlationId: null,
      requestId: null,
      ...over,
    },
  };
}

function factsOf(events: AnalyzedEvent[], over: Partial<BatchFacts> = {}): BatchFacts {
  return { records: events.length, events, rejects: [], skipped: {}, ...over };
}

const reading: Reading = {
  rollUp: (events) =>
    events.map(
      ({ event: { occurredAt, errorCode, observedOutcome, app, interactive } }): RollupDelta => ({
        minute: `${occurredAt.slice(0, 16)}:00.000Z`,
        errorCode,
        observedOutcome,
        app,
        interactive,
        events: 1,
      }),
    ),
  classOf: ({ errorCode, observedOutcome }): CodeClass => ({
    ...errorCode,
    known: errorCode.code !== '999',
    title: 'title',
    outcome: observedOutcome,
    cause: observedOutcome === 'success' ? null : 'user-credential',
    source: 'identity-provider',
    actor: 'end-user',
  }),
};

async function store(text: string = randomUUID()) {
  const { batchId } = await insertBatch(database.db, {
    workspaceId: 'default',
    feedId: database.feedId,
    body: gzipSync(text),
    contentEncoding: 'gzip',
  });
  const batch = await takeBatch(database.db, batchId);
  if (batch === null) throw new Error('the batch does not wait');
  return batch;
}

async function countOf(table: string, where = 'true'): Promise<number> {
  const { rows } = await database.db.pool.query(`select coalesce(sum(n), 0)::int as n from (
    select ${table.startsWith('rollup') ? 'events' : '1'} as n from ${table} where ${where}) counted`);
  return rows[0].n;
}

test('the same body sent twice to one feed is one batch', async () => {
  const body = gzipSync('the same');
  const batch = { workspaceId: 'default', feedId: database.feedId, body, contentEncoding: 'gzip' };
  const first = await insertBatch(database.db, batch);
  const second = await insertBatch(database.db, batch);
  expect(first.isNew).toBe(true);
  expect(second).toEqual({ batchId: first.batchId, status: 'received', isNew: false });
});

test('an event in several batches is counted once, and its twins are duplicates', async () => {
  const twice = [event('a'), event('b'), event('a')];
  expect(await commitBatch(database.db, await store(), factsOf(twice), reading)).toMatchObject({
    accepted: 2,
    duplicates: 1,
  });
  expect(
    await commitBatch(database.db, await store(), factsOf([event('b'), event('c')]), reading),
  ).toMatchObject({
    accepted: 1,
    duplicates: 1,
  });
  const own = "error_code = 'entra/50126'";
  expect(await countOf('rollup_minutes', own)).toBe(3);
  expect(await countOf('rollup_hours', own)).toBe(3);
  expect(await countOf('sign_ins', own)).toBe(3);
});

test('a batch committed by two workers at once is counted once', async () => {
  const batch = await store();
  const facts = factsOf([event('race-1', { app: 'Race' }), event('race-2', { app: 'Race' })]);
  const results = await Promise.all([1, 2, 3].map(() => commitBatch(database.db, batch, facts, reading)));
  expect(results.filter((result) => result !== null)).toHaveLength(1);
  expect(await countOf('rollup_hours', "app = 'Race'")).toBe(2);
});

test('workers that bring the same events in different orders do not deadlock, and count them once', async () => {
  const events = Array.from({ length: 300 }, (_, i) => event(`order-${i}`, { app: `Order ${i % 7}` }));
  const batches = await Promise.all([1, 2, 3, 4].map(() => store()));
  await Promise.all(
    batches.map((batch, i) =>
      commitBatch(database.db, batch, factsOf(i % 2 === 0 ? events : events.toReversed()), reading),
    ),
  );
  expect(await countOf('rollup_hours', "app like 'Order %'")).toBe(300);
});

test('workers that bring the same events of a feed that never brought any twice count them once', async () => {
  const days = [60_000, 2 * 86_400_000].map((ago) => new Date(Date.now() - ago).toISOString());
  const events = days.flatMap((occurredAt, day) =>
    Array.from({ length: 1_500 }, (_, i) => event(`first-${day}-${i}`, { app: 'First twice', occurredAt })),
  );
  const feedId = randomUUID();
  const batches = await Promise.all([1, 2, 3, 4].map(async () => ({ ...(await store()), feedId })));
  const committed = await Promise.all(
    batches.map((batch, i) =>
      commitBatch(database.db, batch, factsOf(i % 2 === 0 ? events : events.toReversed()), reading),
    ),
  );
  expect(committed.map((one) => one?.accepted).sort()).toEqual([0, 0, 0, 3_000]);
  expect(await countOf('rollup_hours', "app = 'First twice'")).toBe(3_000);
  expect(await countOf('sign_ins', "app = 'First twice'")).toBe(3_000);
});

test('what marks a column or a line in the format that rows are copied in is kept as it came', async () => {
  const odd = event('odd', {
    app: 'Tab\there\r\nand \\N, \\. too',
    userName: 'CORP\\ada',
    reasonText: 'She said "no"\\\n',
    client: '\\N',
  });
  await commitBatch(database.db, await store(), factsOf([odd]), reading);
  const { rows } = await database.db.pool.query(
    'select app, user_key, client, country, event from sign_ins where event_key = $1',
    [odd.eventKey],
  );
  expect(rows).toEqual([
    { app: odd.event.app, user_key: 'corp\\ada', client: '\\N', country: null, event: odd.event },
  ]);
});

test('a success is counted and not among what is kept for long; a code that the catalog lacks is listed as unknown', async () => {
  const success = event('ok', {
    observedOutcome: 'success',
    errorCode: { system: 'entra', code: '0', variant: null },
  });
  const unknown = event('new-code', { errorCode: { system: 'entra', code: '999', variant: null } });
  const result = await commitBatch(database.db, await store(), factsOf([success, unknown]), reading);
  expect(result?.unknownCodes).toBe(1);
  expect(await countOf('rollup_hours', "error_code = 'entra/0'")).toBe(1);
  expect(await countOf('sign_ins', "error_code = 'entra/0'")).toBe(0);
  const { rows } = await database.db.pool.query(
    "select known, first_seen_at from code_classes where error_code = 'entra/999'",
  );
  expect(rows[0]).toEqual({ known: false, first_seen_at: new Date(unknown.event.occurredAt) });
});

const passed = {
  observedOutcome: 'success',
  errorCode: { system: 'entra', code: '0', variant: null },
} as const;

test('of a person who passed, who, where and when is kept, once, however often the batch comes', async () => {
  const over = {
    ...passed,
    userName: 'Grace@Example.com',
    correlationId: 'c-1',
    client: 'Safari',
    country: 'DE',
  };
  const success = event('grace', over);
  await commitBatch(database.db, await store(), factsOf([success, success]), reading);
  await commitBatch(database.db, await store(), factsOf([success]), reading);
  const { rows } = await database.db.pool.query(
    "select * from successes where user_key = 'grace@example.com'",
  );
  expect(rows).toEqual([
    {
      event_key: success.eventKey.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      occurred_at: new Date(success.event.occurredAt),
      workspace_id: 'default',
      feed_id: database.feedId,
      error_code: 'entra/0',
      app: 'Payroll',
      user_key: 'grace@example.com',
      ip: '192.0.2.1',
      country: 'DE',
      client: 'Safari',
      correlation_id: 'c-1',
    },
  ]);
});

test.each([
  ['without a person', { userName: null, userId: null }],
  ['by which no person sat', { interactive: false }],
  ['older than successes are kept', { occurredAt: new Date(Date.now() - 4 * 86_400_000).toISOString() }],
])('a success %s is counted alone', async (why, over) => {
  const app = `Counted ${why}`;
  await commitBatch(database.db, await store(), factsOf([event(why, { ...passed, app, ...over })]), reading);
  expect(await countOf('rollup_hours', `app = '${app}'`)).toBe(1);
  expect(await countOf('successes', `app = '${app}'`)).toBe(0);
});

test('a day that another process has dropped meanwhile is made again', async () => {
  const { occurredAt } = event('dropped').event;
  const partition = `event_ids_${occurredAt.slice(0, 10).replaceAll('-', '')}`;
  await commitBatch(database.db, await store(), factsOf([event('dropped')]), reading);
  await database.db.pool.query(`drop table ${partition}`);
  const batch = await store();
  await expect(
    commitBatch(database.db, batch, factsOf([event('after the drop')]), reading),
  ).rejects.toThrow();
  expect(await commitBatch(database.db, batch, factsOf([event('after the drop')]), reading)).toMatchObject({
    accepted: 1,
  });
});

test('rejects are kept with their reason, and the batch can be tried again without counting twice', async () => {
  const batch = await store();
  const rejects = [{ index: 1, reason: 'not_json' as const, detail: 'expected JSON', excerpt: '{"a":\0' }];
  await commitBatch(database.db, batch, factsOf([event('kept')], { records: 2, rejects }), reading);
  const shown = await listRejects(database.db, { workspaceId: 'default', batchId: batch.id, limit: 10 });
  expect(shown.items).toEqual([{ ...rejects[0], excerpt: '{"a":\uFFFD' }]);

  expect(await retryBatch(database.db, { workspaceId: 'default', id: batch.id })).toBe('requeued');
  const again = await takeBatch(database.db, batch.id);
  if (again === null) throw new Error('the batch does not wait');
  await commitBatch(database.db, again, factsOf([event('kept'), event('mended')]), reading);
  expect(await getBatch(database.db, { workspaceId: 'default', id: batch.id })).toMatchObject({
    status: 'done',
    accepted: 2,
    duplicates: 0,
    rejected: 0,
  });
  expect(await retryBatch(database.db, { workspaceId: 'default', id: batch.id })).toBe('body-gone');
});

test('the backlog is what waits, and nothing else', async () => {
  const before = await getBacklog(database.db);
  const batch = await store();
  expect((await getBacklog(database.db)).batches).toBe(before.batches + 1);
  await commitBatch(database.db, batch, factsOf([]), reading);
  expect(await getBacklog(database.db)).toEqual(before);
});
