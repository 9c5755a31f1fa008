import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inTransaction } from '../in-transaction.js';
import { minuteMs } from '../readings/range.js';
import { createTestDatabase } from '../testing.js';
import { readUsualLag } from './read-usual-lag.js';

const workspaceId = 'default';
const now = new Date();

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

/** Batches of a feed, one a minute up to now, whose newest event is so old when each arrives. */
async function bring(name: string, lagMinutes: number, batches: number): Promise<void> {
  await database.db.pool.query(
    `with feed as (
       insert into feeds (id, workspace_id, name) values (gen_random_uuid(), $1, $2) returning id
     )
     insert into batches (id, workspace_id, feed_id, digest, status, received_at, newest_event_at, bytes, records, accepted)
     select gen_random_uuid(), $1, feed.id, decode(md5($2 || n), 'hex'), 'done', at, at - make_interval(mins => $3), 1, 1, 1
     from feed, generate_series(1, $4::int) n,
       lateral (select $5::timestamptz - make_interval(mins => n) as at) times`,
    [workspaceId, name, lagMinutes, batches, now],
  );
}

const read = (at = now) =>
  inTransaction(database.db, (transaction) =>
    readUsualLag(transaction, { workspaceId, now: at, lagMinutesMax: 120 }),
  );

test('events are as late as in the latest feed; old logs that are brought in and a few batches say nothing', async () => {
  expect(await read()).toBe(0);
  await bring('At once', 0, 50);
  await bring('Old logs', 10_000, 50);
  await bring('Few', 45, 5);
  expect(await read()).toBe(0);
  await bring('Half an hour late', 30, 50);
  expect(await read()).toBe(30);
  expect(await read(new Date(now.getTime() + 2 * 1_440 * minuteMs))).toBe(0);
});
