import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type {} from 'vitest';
import { connectDb, type Db } from './client.js';
import { migrate } from './migrate.js';

declare module 'vitest' {
  /** What a test run's setup hands to the suites that work on real engines. */
  interface ProvidedContext {
    /** A PostgreSQL server; suites make their own databases on it. */
    postgresUrl: string;
    /** A Redis or Valkey server; `null` where none is installed, and its suites are counted as skipped. */
    redisUrl: string | null;
  }
}

const templateName = 'turnaway_template';

/** Makes the migrated database that every suite's own database is a copy of. Called once a test run. */
export async function createTemplateDatabase(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`drop database if exists ${templateName}`);
    await client.query(`create database ${templateName}`);
  });
  await migrate(databaseOn(serverUrl, templateName));
}

/** A migrated database of a suite's own, with a workspace `default` and one feed. `drop` it at the end. */
export async function createTestDatabase(serverUrl: string): Promise<{
  db: Db;
  databaseUrl: string;
  feedId: string;
  drop(): Promise<void>;
}> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`create database ${name} template ${templateName}`));
  const databaseUrl = databaseOn(serverUrl, name);
  const db = connectDb(databaseUrl, { connectionsMax: 8 });
  await db.prisma.workspace.create({ data: { id: 'default', name: 'Default' } });
  const feed = await db.prisma.feed.create({ data: { workspaceId: 'default', name: 'test feed' } });
  return {
    db,
    databaseUrl,
    feedId: feed.id,
    async drop() {
      await db.close();
      await onServer(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseOn(serverUrl, 'postgres') });
  await client.connect();
  try {
    // Copies of the template must not run side by side: PostgreSQL refuses a template that is in use.
    await client.query('select pg_advisory_lock(7411903)');
    await work(client);
  } finally {
    await client.end();
  }
}
