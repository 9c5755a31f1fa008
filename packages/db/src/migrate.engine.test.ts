import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { listPendingMigrations, migrate } from './migrate.js';
import { createTestDatabase } from './testing.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

test('a migrated database lacks nothing, and migrating it again changes nothing', async () => {
  expect(await listPendingMigrations(database.db.pool)).toEqual([]);
  expect(await migrate(database.databaseUrl)).toEqual([]);
});
