import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { insertBatch } from '../batches/insert-batch.js';
import { createTestDatabase } from '../testing.js';
import { dropOriginals } from './drop-originals.js';
import { readOriginal } from './read-original.js';
import { saveOriginal } from './save-original.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

async function store(doneHoursAgo: number | null, rejected = 0, bytes = 10) {
  const { db, feedId } = database;
  const body = Buffer.from(randomUUID());
  const { batchId } = await insertBatch(db, { workspaceId: 'default', feedId, body, contentEncoding: null });
  await db.pool.query(
    `update batches set status = case when $2::int is null then 'received' else 'done' end,
       done_at = now() - make_interval(hours => $2), rejected = $3, bytes = $4 where id = $1`,
    [batchId, doneHoursAgo, rejected, bytes],
  );
  return batchId;
}

async function kept(): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ batch_id: string }>('select batch_id from batch_bodies');
  return rows.map((row) => row.batch_id);
}

test('bytes go after a day or where there is no room, not those that wait or have rejects', async () => {
  const stays = [await store(null), await store(30, 2), await store(1)];
  const old = await store(25);
  const large = await store(2, 0, 1_073_741_824);
  expect(await dropOriginals(database.db)).toBe(2);
  expect((await kept()).sort()).toEqual(stays.sort());
  expect(await kept()).not.toContain(old);
  expect(await kept()).not.toContain(large);
});

test('a workspace may keep bytes longer, or not at all', async () => {
  const { db } = database;
  const keep = (hours: number) => db.pool.query('update workspaces set original_hours = $1', [hours]);
  await keep(48);
  const old = await store(25);
  expect(await dropOriginals(db)).toBe(0);
  expect(await kept()).toContain(old);
  await keep(0);
  await dropOriginals(db);
  expect(await kept()).not.toContain(old);
});

test('a record that was found is read by all who asked for it, and is gone after a minute', async () => {
  const found = { record: '{}', masked: 1, isCut: false };
  const asked = { workspaceId: 'default', signInId: randomUUID() };
  expect(await readOriginal(database.db, asked)).toBeNull();
  await saveOriginal(database.db, { ...asked, ...found });
  expect(await readOriginal(database.db, asked)).toEqual(found);
  expect(await readOriginal(database.db, asked)).toEqual(found);
  await database.db.pool.query("update original_records set found_at = now() - interval '61 seconds'");
  expect(await readOriginal(database.db, asked)).toBeNull();
  await dropOriginals(database.db);
  const { rows } = await database.db.pool.query('select from original_records');
  expect(rows).toHaveLength(0);
});
