import type { Db } from '../client.js';

/**
 * When the next group of alerts of a workspace is due, if that is before a time; else `null`. One that is due already and
 * still waits is, once it has waited for `waitMaxMs`; what is due for longer comes by itself.
 */
export async function findNextDue(
  db: Db,
  workspaceId: string,
  { now, before, waitMaxMs }: { now: Date; before: Date; waitMaxMs: number },
): Promise<Date | null> {
  const { rows } = await db.pool.query<{ due_at: Date | null }>(
    `select min(case when due_at > $2 then due_at else due_at + make_interval(secs => $4) end) as due_at
     from alert_groups
     where workspace_id = $1 and due_at < $3 and due_at > $2::timestamptz - make_interval(secs => $4)`,
    [workspaceId, now, before, waitMaxMs / 1_000],
  );
  return rows[0]?.due_at ?? null;
}
