import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { noApp } from '../../readings/dimension-sql.js';
import { watchedEvents } from '../watched-events.js';
import type { Observer } from './observer.js';

/** Apps with such failures that are looked at; the worst first. */
const appsMax = 500;

/** Apps whose secret or certificate was refused in the window, by code, and when each last got in. */
export const observeAppCredential: Observer<'app-credential'> = async (
  transaction,
  { rule, params, codes, now, hindsight = false },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const { rows: classes } = await transaction.query<{ error_code: string }>(
    `select error_code from code_classes
     where workspace_id = $1 and cause = 'client-credential' and outcome = 'failure' and first_seen_at is not null`,
    [rule.workspaceId],
  );
  if (classes.length === 0) return [];
  const { rows } = await transaction.query<{
    app: string;
    error_code: string;
    title: string;
    failures: number;
    failures_since: number;
    first_at: Date;
    last_at: Date;
    success_at: Date | null;
  }>(
    Prisma.sql`with failed as materialized (
        select r.app, r.error_code, c.title, r.bucket as at
        ${fromSignIns({ ...scope, codes: classes.map(({ error_code }) => error_code) })}
          and r.app <> ${noApp} and c.outcome = 'failure'
      ), apps as (
        select app from failed group by 1 order by count(*) desc, 1 limit ${appsMax}
      ), got_in as materialized (
        select apps.app, (
          select coalesce(m.bucket, h.bucket + interval '59 minutes') from rollup_hours h
          join code_classes k on k.workspace_id = h.workspace_id and k.error_code = h.error_code and k.outcome = 'success'
          ${hindsight ? Prisma.sql`left join` : Prisma.sql`join`} rollup_minutes m on m.workspace_id = h.workspace_id and m.error_code = h.error_code and m.app = h.app
            and m.feed_id = h.feed_id and m.interactive = h.interactive
            and m.bucket >= h.bucket and m.bucket < h.bucket + interval '1 hour' and m.bucket >= ${scope.span.from}
          where h.workspace_id = ${rule.workspaceId} and h.app = apps.app
            and h.bucket >= date_trunc('hour', ${scope.span.from}::timestamptz) and h.bucket < ${scope.span.to}
          order by h.bucket desc, m.bucket desc limit 1
        ) as success_at from apps
      )
      select f.app, f.error_code, max(f.title) as title, count(*)::int as failures,
        (count(*) filter (where got_in.success_at is null or f.at > got_in.success_at + interval '1 minute'))::int
          as failures_since,
        min(f.at) as first_at, max(f.at) as last_at, max(got_in.success_at) as success_at
      from failed f join got_in using (app) group by 1, 2 order by failures desc, 1, 2`,
  );
  const expired = new Set(codes.credentialExpired);
  return rows.map((row) => ({
    app: row.app,
    errorCode: row.error_code,
    title: row.title,
    expired: expired.has(row.error_code),
    failures: row.failures,
    failuresSinceSuccess: row.failures_since,
    firstSeenAt: row.first_at.toISOString(),
    lastFailureAt: row.last_at.toISOString(),
    lastSuccessAt: row.success_at?.toISOString() ?? null,
    expiresAt: null,
  }));
};
