import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDb } from '@turnaway/db';
import { startEmbeddedPostgres } from '@turnaway/db/embedded/start-embedded-postgres';
import { freePort } from './free-port.js';
import { type RunningTurnaway, repositoryRoot, runTurnaway } from './run-turnaway.js';

const exampleFile = join(repositoryRoot, 'examples/entra-signins.ndjson');

interface Failure {
  code: string;
  reason: string;
  app: string;
  user: string;
  at?: Date;
}

/** Turnaway as somebody has it who has watched a system for some days: there, what comes up is new. */
export interface WatchedTurnaway extends RunningTurnaway {
  /** People fail to sign in, now unless it is said; resolves once that is counted. */
  fails(...failures: Failure[]): Promise<void>;
  /** Resolves once there are more error groups than that: they follow what is counted within seconds. */
  hasGroups(moreThan: number): Promise<void>;
}

/** Starts Turnaway on a database of its own, brings the example file, and lets two days pass for it. */
export async function runWatchedTurnaway(): Promise<WatchedTurnaway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnaway-watched-'));
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, port: await freePort(), password: 'test' });
  const turnaway = await runTurnaway({ DATABASE_URL: postgres.databaseUrl });
  const example = await readFile(exampleFile, 'utf8');
  await turnaway.counted([await turnaway.ingest(example)]);
  const db = connectDb(postgres.databaseUrl, { connectionsMax: 1 });
  await untilGrouped(turnaway, 0);
  await db.pool.query("update error_groups set created_at = created_at - interval '2 days'");
  await db.close();

  let serial = 0;
  return {
    ...turnaway,
    async fails(...failures) {
      const [line = ''] = example.split('\n');
      const records = failures.map((failure) => {
        serial += 1;
        return failureLike(line, serial, failure);
      });
      await turnaway.counted([await turnaway.ingest(records.join('\n'))]);
    },
    hasGroups: (moreThan) => untilGrouped(turnaway, moreThan),
    async stop() {
      await turnaway.stop();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilGrouped(turnaway: RunningTurnaway, moreThan: number): Promise<void> {
  for (;;) {
    const { total } = await turnaway.api<{ total: number }>('/api/error-groups?limit=1');
    if (total > moreThan) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function failureLike(line: string, serial: number, failure: Failure): string {
  const record = JSON.parse(line) as { properties: Record<string, unknown> };
  const time = (failure.at ?? new Date()).toISOString();
  const id = `00000000-0000-4000-9000-${String(serial).padStart(12, '0')}`;
  return JSON.stringify({
    ...record,
    time,
    correlationId: id,
    resultType: failure.code,
    resultDescription: failure.reason,
    properties: {
      ...record.properties,
      id,
      correlationId: id,
      createdDateTime: time,
      appDisplayName: failure.app,
      userPrincipalName: failure.user,
      status: { errorCode: Number(failure.code), failureReason: failure.reason },
    },
  });
}
