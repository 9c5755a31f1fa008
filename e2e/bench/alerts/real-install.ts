import { analyzeBatch, rollUp } from '@turnaway/analyzer';
import { codesByRole } from '@turnaway/analyzer/alerts/codes-by-role';
import { classOfCode } from '@turnaway/catalog';
import type {
  AlertKind,
  AlertObservations,
  AlertParams,
  CarriedCounts,
  CarriedQuestion,
  LeftCounts,
  LeftQuestion,
} from '@turnaway/contracts';
import { countCarried } from '@turnaway/db/alerting/count-carried';
import { countLeft } from '@turnaway/db/alerting/count-left';
import type { Observer } from '@turnaway/db/alerting/observe/observer';
import { observers } from '@turnaway/db/alerting/observe/observers';
import { commitBatch } from '@turnaway/db/batches/commit-batch';
import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { takeBatch } from '@turnaway/db/batches/take-batch';
import { createTestDatabase } from '@turnaway/db/testing';

const workspaceId = 'default';
const aheadMs = 60_000;

/** The product's own path from records to what rules look at, on a real PostgreSQL, at times that are played. */
export interface RealInstall {
  db: Awaited<ReturnType<typeof createTestDatabase>>['db'];
  /** Feeds by the system that each brings. */
  feeds: ReadonlyMap<string, string>;
  /** A request with the records of one system, counted at once. */
  send(system: string, records: readonly object[], receivedMs: number): Promise<void>;
  /** What a rule's query counts at a time. */
  observe<Kind extends AlertKind>(
    rule: { kind: Kind; params: AlertParams<Kind> },
    nowMs: number,
  ): Promise<AlertObservations[Kind]>;
  /** What its query counts as left of an alert without the events that others tell of. */
  countLeft(question: LeftQuestion, nowMs: number): Promise<Map<string, LeftCounts>>;
  /** What its query counts of the feeds that usually bring the successes. */
  countCarried(question: CarriedQuestion, nowMs: number): Promise<CarriedCounts>;
  drop(): Promise<void>;
}

export async function createRealInstall(postgresUrl: string): Promise<RealInstall> {
  const { db, drop } = await createTestDatabase(postgresUrl);
  // The days that are played are long ago: they count as recent.
  await db.prisma.workspace.update({
    where: { id: workspaceId },
    data: { successDays: 10_000, minuteRollupDays: 10_000 },
  });
  const feeds = new Map<string, string>();
  for (const system of ['entra', 'okta', 'auth0']) {
    const feed = await db.prisma.feed.create({ data: { workspaceId, name: system, systemHint: system } });
    feeds.set(system, feed.id);
  }
  return {
    db,
    feeds,
    drop,
    countLeft(question, nowMs) {
      const own = { filter: {}, allow: null };
      return countLeft(db.pool, workspaceId, question, { own, others: new Map(), now: new Date(nowMs) });
    },
    async countCarried(question, nowMs) {
      const client = await db.pool.connect();
      try {
        return await countCarried(client, workspaceId, question, { filter: {}, now: new Date(nowMs) });
      } finally {
        client.release();
      }
    },
    async send(system, records, receivedMs) {
      const feedId = feeds.get(system) ?? '';
      const body = Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'));
      const { batchId } = await insertBatch(db, { workspaceId, feedId, body, contentEncoding: null });
      const receivedAt = new Date(receivedMs);
      await db.pool.query('update batches set received_at = $2 where id = $1', [batchId, receivedAt]);
      const batch = await takeBatch(db, batchId);
      if (batch === null) throw new Error('expected the batch to wait');
      const facts = analyzeBatch({
        ...{ bytes: batch.body, hint: system, receivedAt, timeZone: 'UTC' },
        ...{ acceptFrom: new Date(0), acceptUntil: new Date(receivedMs + aheadMs) },
      });
      await commitBatch(db, batch, facts, {
        rollUp,
        classOf: ({ errorCode, observedOutcome }) => classOfCode(errorCode, observedOutcome),
      });
    },
    async observe<Kind extends AlertKind>(
      { kind, params }: { kind: Kind; params: AlertParams<Kind> },
      nowMs: number,
    ) {
      const observe: Observer<Kind> = observers[kind];
      const client = await db.pool.connect();
      try {
        const rule = { workspaceId, filter: {} };
        return await observe(client, { rule, params, codes: codesByRole, now: new Date(nowMs) });
      } finally {
        client.release();
      }
    },
  };
}
