import type { CodeSeen } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns, type Scope } from '../../readings/counted-events.js';
import type { Transaction } from '../with-locked-rule.js';

const rowsMax = 500;

/** Error groups (a code at one app) that were first seen in the window, while their code was known before. */
export async function countNewAtApps(transaction: Transaction, scope: Scope): Promise<CodeSeen[]> {
  const { rows } = await transaction.query<{
    error_code: string;
    app: string;
    title: string;
    first_seen_at: Date;
    failures: number;
    people: number;
  }>(
    Prisma.sql`with fresh as (
        select g.error_code, g.app, g.first_seen_at, k.title from error_groups g
        join code_classes k on k.workspace_id = g.workspace_id and k.error_code = g.error_code
        where g.workspace_id = ${scope.workspaceId} and g.first_seen_at >= ${scope.span.from} and g.first_seen_at < ${scope.span.to}
          and g.last_seen_at >= ${scope.span.from}
          and k.known and k.first_seen_at < ${scope.span.from}
        order by g.first_seen_at desc limit ${rowsMax}
      ), seen as (
        select r.error_code, r.app, count(*)::int as failures, count(distinct r.user_key)::int as people
        ${fromSignIns(scope)} and c.outcome = 'failure'
          and r.error_code in (select error_code from fresh) group by 1, 2
      )
      select fresh.*, seen.failures, seen.people from fresh join seen using (error_code, app)`,
  );
  return rows.map((row) => ({
    errorCode: row.error_code,
    title: row.title,
    app: row.app,
    firstSeenAt: row.first_seen_at.toISOString(),
    failures: row.failures,
    people: row.people === 0 ? null : row.people,
    apps: 1,
  }));
}
