import { Prisma } from '../../generated/client.js';
import type { Span } from '../../readings/range.js';
import type { Transaction } from '../with-locked-rule.js';

/** What codes must be for a rule to find anything in them. */
export type CodesLookedFor =
  | { codes: readonly string[] }
  | { cause: string }
  /** First seen since the span began, and in the catalog or not. */
  | { firstSeenKnown: boolean }
  /** Of error groups that somebody resolved or ignored. */
  | { decided: true }
  | { outcome: 'failure' };

/** Events of such codes by the start of their hour, in milliseconds since 1970; hours without any are left out. */
export async function listBusyHours(
  transaction: Transaction,
  { workspaceId, span, of }: { workspaceId: string; span: Span; of: CodesLookedFor },
): Promise<Map<number, number>> {
  const { rows } = await transaction.query<{ bucket: Date; events: number }>(
    Prisma.sql`select r.bucket, sum(r.events)::float8 as events from rollup_hours r
      where r.workspace_id = ${workspaceId} and r.bucket >= ${span.from} and r.bucket < ${span.to}
        and r.error_code = any(array(
          select c.error_code from code_classes c where c.workspace_id = ${workspaceId} and ${isLookedFor(of, span)}))
      group by 1`,
  );
  return new Map(rows.map(({ bucket, events }) => [bucket.getTime(), events]));
}

function isLookedFor(of: CodesLookedFor, span: Span): Prisma.Sql {
  if ('codes' in of) return Prisma.sql`c.error_code = any(${[...of.codes]}::text[])`;
  if ('cause' in of) return Prisma.sql`c.cause = ${of.cause} and c.outcome = 'failure'`;
  if ('outcome' in of) return Prisma.sql`c.outcome = ${of.outcome}`;
  if ('firstSeenKnown' in of) {
    return Prisma.sql`c.known = ${of.firstSeenKnown} and c.first_seen_at >= ${span.from}`;
  }
  return Prisma.sql`exists (select from error_group_history h
    where h.workspace_id = c.workspace_id and h.error_code = c.error_code and h.what = 'state'
      and h."to" in ('resolved', 'ignored'))`;
}
