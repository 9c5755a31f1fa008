import type { AttemptEvent } from '@turnaway/contracts';
import type pg from 'pg';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { inTransaction } from '../in-transaction.js';
import { ensureDayPartitions } from '../partitions/ensure-day-partitions.js';
import {
  type AttemptEventRow,
  attemptEventColumns,
  type KnownEvent,
  toKnownEvent,
} from './attempt-event-row.js';
import type { Unsettled } from './list-unsettled.js';
import { quarterMs } from './mark-unsettled.js';
import { replaceAttempts, type SettledAttempt } from './replace-attempts.js';

/** How far before and after their start the events of attempts are looked for. */
const reachMs = 30 * 60_000;

/** What the analyzer makes of events; the database does not know how they are grouped. */
export type Stitch = <Event extends AttemptEvent>(
  events: readonly Event[],
) => {
  outcome: 'success' | 'failed' | 'abandoned' | 'open';
  events: [Event, ...Event[]];
  prompt: Event | null;
  answeredAfterMs: number | null;
}[];

/**
 * Makes the attempts that began in these quarters of an hour or in the two before them, in place of those that were made
 * before: what came late counts, and nothing counts twice. Returns how many there are; `null` if nothing was left to
 * do, or another worker is at it. Where the successes of that time are gone, attempts stay as they are.
 */
export async function settleAttempts(
  db: Db,
  { workspaceId, first, last }: Unsettled,
  now: Date,
  stitch: Stitch,
): Promise<number | null> {
  const begun = { from: new Date(first.getTime() - reachMs), to: new Date(last.getTime() + quarterMs) };
  const days = [begun.from, new Date(begun.to.getTime() - 1)].map((at) => at.toISOString().slice(0, 10));
  await ensureDayPartitions(db, days, ['attempts']);
  return inTransaction(db, async (client) => {
    if (!(await lockSettling(client, workspaceId))) return null;
    // Taken away before events are read: what is marked meanwhile stays marked.
    const { rowCount } = await client.query(
      'delete from unsettled_quarters where workspace_id = $1 and bucket between $2 and $3',
      [workspaceId, first, last],
    );
    if (rowCount === 0) return null;
    const readFrom = new Date(begun.from.getTime() - reachMs);
    if (!(await hasSuccessesSince(client, workspaceId, readFrom, now))) return null;
    const events = await readEvents(client, workspaceId, {
      from: readFrom,
      to: new Date(begun.to.getTime() + reachMs),
    });
    const attempts = stitch(events).flatMap((attempt): SettledAttempt[] => {
      const { outcome, prompt } = attempt;
      const [start] = attempt.events;
      const startedAt = new Date(start.occurredAt);
      if (prompt === null || outcome === 'open' || startedAt < begun.from || startedAt >= begun.to) return [];
      return [{ ...attempt, outcome, prompt }];
    });
    await replaceAttempts(client, workspaceId, begun, attempts);
    return attempts.length;
  });
}

/** Neighboring quarters are made of the same events: one worker at a time. */
async function lockSettling(client: pg.ClientBase, workspaceId: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('attempts of ' || $1, 0)) as locked",
    [workspaceId],
  );
  return rows[0]?.locked === true;
}

async function hasSuccessesSince(
  client: pg.ClientBase,
  workspaceId: string,
  since: Date,
  now: Date,
): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(
    'select $2::timestamptz >= $3::timestamptz - make_interval(days => success_days) as known from workspaces where id = $1',
    [workspaceId, since, now],
  );
  return rows[0]?.known === true;
}

/** All events of the people, in their apps, and of the flows that a prompt was shown to. */
async function readEvents(
  client: pg.ClientBase,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<KnownEvent[]> {
  const within = Prisma.sql`r.workspace_id = ${workspaceId} and r.occurred_at >= ${from} and r.occurred_at < ${to}`;
  const wasAsked = Prisma.sql`((r.user_key, r.app) in (select user_key, app from asked where user_key is not null)
    or r.correlation_id in (select correlation_id from asked where correlation_id is not null))`;
  const named = Prisma.sql`join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    left join feeds f on f.id = r.feed_id`;
  const { rows } = await client.query<AttemptEventRow>(Prisma.sql`
    with asked as materialized (
      select distinct r.user_key, r.app, r.correlation_id from sign_ins r
      join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
      where ${within} and c.outcome in ('interrupt', 'conditional')
    )
    select ${attemptEventColumns}, true as is_sign_in from sign_ins r ${named} where ${within} and ${wasAsked}
    union all
    select ${attemptEventColumns}, false from successes r ${named} where ${within} and ${wasAsked}`);
  return rows.map(toKnownEvent);
}
