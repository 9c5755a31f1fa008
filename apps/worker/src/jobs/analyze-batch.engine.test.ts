import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { createFeed } from '@turnaway/db/feeds/create-feed';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { analyzeBatch } from './analyze-batch.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
  await database.db.prisma.workspace.create({ data: { id: 'zones', name: 'test' } });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

/** Sends a body through a feed and returns when its sign-ins happened. */
async function timesOf(feedOver: { name: string; timeZone?: string }, body: string): Promise<string[]> {
  const { db } = database;
  const feed = await createFeed(db, { workspaceId: 'zones', systemHint: null, ...feedOver });
  if (feed === 'name-taken') throw new Error(`the feed ${feedOver.name} was there before`);
  const { batchId } = await insertBatch(db, {
    workspaceId: 'zones',
    feedId: feed.id,
    body: Buffer.from(body),
    contentEncoding: null,
  });
  const log = pino({ enabled: false });
  const said: string[] = [];
  const tick = (workspaceId: string, topic: string) => void said.push(`${workspaceId} ${topic}`);
  const context = { db, queue, log, now: () => new Date(), unpackedBytesMax: 1_000_000, tick };
  await analyzeBatch(context, { batchId });
  expect(said).toEqual(['zones counts', 'zones feeds']);
  const { rows } = await db.pool.query<{ occurred_at: Date }>(
    'select occurred_at from sign_ins where feed_id = $1 order by occurred_at',
    [feed.id],
  );
  return rows.map(({ occurred_at }) => occurred_at.toISOString());
}

test('a log without a zone is read in that of its feed, and one with a zone in its own', async () => {
  // Yesterday's noon, so that it is kept wherever it is read.
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const event =
    'type=LOGIN_ERROR, realmId=r, clientId=c, userId=null, ipAddress=192.0.2.1, error=user_not_found';
  const local = `${day} 12:00:00,000 WARN  [org.keycloak.events] (executor-thread-1) ${event}`;
  const zoned = `<86>1 ${day}T12:00:00Z web1 sshd 1 - - Failed password for ana from 192.0.2.1 port 50000 ssh2`;
  expect(await timesOf({ name: 'no zone' }, local)).toEqual([`${day}T12:00:00.000Z`]);
  expect(await timesOf({ name: 'Kolkata', timeZone: 'Asia/Kolkata' }, `${local}\n${zoned}`)).toEqual([
    `${day}T06:30:00.000Z`,
    `${day}T12:00:00.000Z`,
  ]);
});
