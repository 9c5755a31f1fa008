import type { AttemptOutcome } from '@turnaway/contracts';
import type pg from 'pg';
import type { KnownEvent } from './attempt-event-row.js';

/** An attempt with a prompt, whose time is over. */
export interface SettledAttempt {
  outcome: Exclude<AttemptOutcome, 'open'>;
  events: [KnownEvent, ...KnownEvent[]];
  prompt: KnownEvent;
  answeredAfterMs: number | null;
}

/** Puts these attempts in place of all that began in the span, and counts its hours anew, in the caller's transaction. */
export async function replaceAttempts(
  client: pg.ClientBase,
  workspaceId: string,
  begun: { from: Date; to: Date },
  attempts: readonly SettledAttempt[],
): Promise<void> {
  await client.query(
    'delete from attempts where workspace_id = $1 and started_at >= $2 and started_at < $3',
    [workspaceId, begun.from, begun.to],
  );
  const column = <Value>(of: (attempt: SettledAttempt) => Value) => attempts.map(of);
  await client.query(
    `insert into attempts
       (workspace_id, attempt_key, started_at, ended_at, outcome, steps, answered_after_ms, sign_in_key, error_code, app,
        feed_id, user_key, ip, country, client)
     select $1, * from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::int[], $7::int[],
       $8::uuid[], $9::text[], $10::text[], $11::uuid[], $12::text[], $13::text[], $14::text[], $15::text[])`,
    [
      workspaceId,
      column(({ events }) => events[0].id),
      column(({ events }) => events[0].occurredAt),
      column(({ events }) => events.at(-1)?.occurredAt),
      column(({ outcome }) => outcome),
      column(({ events }) => events.length),
      column(({ answeredAfterMs }) => answeredAfterMs),
      column(({ prompt }) => prompt.id),
      column(({ prompt }) => prompt.errorCode),
      column(({ prompt }) => prompt.app),
      column(({ prompt }) => prompt.feed.id),
      column(
        ({ prompt, events }) => prompt.userKey ?? events.find(({ userKey }) => userKey !== null)?.userKey,
      ),
      column(({ prompt }) => prompt.ip),
      column(({ prompt }) => prompt.country),
      column(({ prompt }) => prompt.client),
    ],
  );
  const hours = `workspace_id = $1 and started_at >= date_trunc('hour', $2::timestamptz, 'UTC')
    and started_at < date_trunc('hour', $3::timestamptz - interval '1 ms', 'UTC') + interval '1 hour'`;
  const bounds = [workspaceId, begun.from, begun.to];
  const buckets = hours.replaceAll('started_at', 'bucket');
  await client.query(`delete from rollup_attempts where ${buckets}`, bounds);
  await client.query(`delete from rollup_attempt_codes where ${buckets}`, bounds);
  await client.query(
    `insert into rollup_attempts (workspace_id, bucket, error_code, app, feed_id, succeeded, failed, abandoned)
     select workspace_id, date_trunc('hour', started_at, 'UTC'), error_code, app, feed_id,
       count(*) filter (where outcome = 'success'), count(*) filter (where outcome = 'failed'),
       count(*) filter (where outcome = 'abandoned')
     from attempts where ${hours} group by 1, 2, 3, 4, 5`,
    bounds,
  );
  await client.query(
    `insert into rollup_attempt_codes (workspace_id, bucket, error_code, succeeded, failed, abandoned)
     select workspace_id, bucket, error_code, sum(succeeded), sum(failed), sum(abandoned)
     from rollup_attempts where ${buckets} group by 1, 2, 3`,
    bounds,
  );
}
