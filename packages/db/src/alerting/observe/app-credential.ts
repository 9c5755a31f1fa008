import { type AppCredentialObservation, noApp, observedRowsMax } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { dayMs } from '../../readings/range.js';
import { watchedEvents } from '../watched-events.js';
import type { Transaction } from '../with-locked-rule.js';
import type { Observer, Observing } from './observer.js';

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
  const expiring = await listExpiring(transaction, { rule, params, now });
  if (classes.length === 0) return expiring;
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
  const refused = rows.map((row) => ({
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
    credential: null,
  }));
  return [...refused, ...expiring];
};

/** So long an expired credential that nobody renews is told of. */
const expiredDays = 30;

/** Credentials that are about to expire or have, by what records had said until then. */
async function listExpiring(
  transaction: Transaction,
  { rule, params, now }: Pick<Observing<'app-credential'>, 'rule' | 'params' | 'now'>,
): Promise<AppCredentialObservation[]> {
  const { app, system, feed } = rule.filter;
  const until = new Date(
    now.getTime() + (Math.max(params.warnExpiryDays, params.alertExpiryDays) + 1) * dayMs,
  );
  const { rows } = await transaction.query<{
    id: string;
    app: string;
    name: string | null;
    expires_at: Date;
  }>(
    `select id, app, name, expires_at from app_credentials
     where workspace_id = $1 and expires_at >= $2 and expires_at < $3 and said_at <= $4
       and ($5::text[] is null or app = any($5)) and ($6::text[] is null or system = any($6))
       and ($7::text[] is null or feed_id::text = any($7))
     order by expires_at, app, id limit ${observedRowsMax}`,
    [
      rule.workspaceId,
      new Date(now.getTime() - expiredDays * dayMs),
      until,
      now,
      app ?? null,
      system ?? null,
      feed ?? null,
    ],
  );
  return rows.map((row) => ({
    app: row.app,
    errorCode: null,
    title: row.name ?? 'Credential',
    expired: false,
    failures: 0,
    failuresSinceSuccess: 0,
    firstSeenAt: null,
    lastFailureAt: null,
    lastSuccessAt: null,
    expiresAt: row.expires_at.toISOString(),
    credential: { id: row.id, name: row.name },
  }));
}
