import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { createTemplateDatabase } from '@turnaway/db/testing';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.js';

/** Starts one PostgreSQL server for all suites that need a database, and takes it away at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnaway-test-'));
  // Started by root, the server runs as an account of its own that must be able to pass through.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, port: await freePort(), password: 'test' });
  await createTemplateDatabase(postgres.databaseUrl);
  project.provide('postgresUrl', postgres.databaseUrl);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
