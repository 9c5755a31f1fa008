import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { dropExpired } from './drop-expired.js';
import { dayPartitionedTables, ensureDayPartitions, partitionName } from './ensure-day-partitions.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

const now = new Date('2026-03-20T12:00:00Z');

async function daysOf(table: (typeof dayPartitionedTables)[number], days: string[]): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ partition: string }>(
    'select inhrelid::regclass::text as partition from pg_inherits where inhparent = $1::regclass',
    [table],
  );
  const found = new Set(rows.map(({ partition }) => partition));
  return days.filter((day) => found.has(partitionName(table, day)));
}

test('who passed is dropped after days, while failures stay for weeks', async () => {
  const days = ['2026-02-10', '2026-03-15', '2026-03-17', '2026-03-20'];
  await ensureDayPartitions(database.db, days);
  const { partitions } = await dropExpired(database.db, now);
  expect(partitions).toBe(dayPartitionedTables.length + 1);
  expect(await daysOf('sign_ins', days)).toEqual(['2026-03-15', '2026-03-17', '2026-03-20']);
  expect(await daysOf('event_ids', days)).toEqual(['2026-03-15', '2026-03-17', '2026-03-20']);
  expect(await daysOf('successes', days)).toEqual(['2026-03-17', '2026-03-20']);
});

test('where several workspaces share a server, the longest retention holds', async () => {
  await database.db.prisma.workspace.create({ data: { id: 'patient', name: 'Patient', successDays: 10 } });
  const days = ['2026-03-08', '2026-03-11'];
  await ensureDayPartitions(database.db, days);
  await dropExpired(database.db, now);
  expect(await daysOf('successes', days)).toEqual(['2026-03-11']);
});
