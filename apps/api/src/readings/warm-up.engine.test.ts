import { foldSettled } from '@turnaway/db/folds/fold-settled';
import { getSummary } from '@turnaway/db/readings/get-summary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { warmUp } from './warm-up.js';

const dayMs = 86_400_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('what first pages ask is in memory before anybody asks', async () => {
  const { db } = server;
  const now = Date.now();
  const bucket = new Date(Math.floor(now / dayMs) * dayMs - 2 * dayMs);
  await db.pool.query(
    `insert into rollup_hours (workspace_id, bucket, error_code, app, feed_id, interactive, events)
     select 'default', $1, 'entra/50126', 'Payroll', id, 'yes', 7 from feeds limit 1`,
    [bucket],
  );
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark) values ('default', 60, $1, gen_random_uuid())`,
    [bucket],
  );
  await foldSettled(db, { now: new Date(now), forMs: 60_000 });
  const range = { from: new Date(now - 7 * dayMs).toISOString(), to: new Date(now).toISOString() };
  const readFailures = async () =>
    (await getSummary(db, { workspaceId: 'default', range, filter: {} })).counts.failures;

  await warmUp(db, new AbortController().signal);
  await db.pool.query('truncate rollup_hours, rollup_days, folded_codes');
  expect(await readFailures()).toBe(7);
});
