import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { applyMigrationScripts, type Migration } from './schema-engine.js';

/** `prisma/migrations` at the root of the repository, seen from `packages/db/dist`. */
const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));
/** Any number, the same everywhere: two processes that start at once must not migrate at once. */
const advisoryLock = 7_411_902;

/** Reads all migrations, sorted by the time in their names. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(new URL(`${name}/migration.sql`, `file://${migrationsDir}`), 'utf8'),
    })),
  );
}

/**
 * Brings a database to the current schema; does nothing if it is there already. Safe to call from several
 * processes at once. Returns the names of the migrations applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock]);
    if ((await listPendingMigrations(client)).length === 0) return [];
    return await applyMigrationScripts(databaseUrl, await readMigrations());
  } finally {
    await client.end();
  }
}

/** Names of the migrations that a database still lacks; readiness is that there are none. */
export async function listPendingMigrations(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const { rows: tables } = await client.query<{ found: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as found",
  );
  const names = (await readMigrations()).map(({ name }) => name);
  if (tables[0]?.found !== true) return names;
  const { rows } = await client.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}
