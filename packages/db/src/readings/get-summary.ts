import type { SignInFilter, Summary, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countScope } from './get-counts.js';
import { loadPeriods } from './load-periods.js';

/**
 * The head of the overview: counts over a range (ISO 8601, `to` exclusive) and over the period of the same
 * length before, and how fresh the workspace is. The filter narrows the counts alone.
 */
export async function getSummary(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<Summary> {
  const { workspaceId, filter } = query;
  const { range, before, span, spanBefore, behind, codes } = await loadPeriods(
    db,
    workspaceId,
    query.range,
    filter,
  );
  const [counts, countsBefore, workspace] = await Promise.all([
    countScope(db, { workspaceId, span, filter, behind, codes }),
    countScope(db, { workspaceId, span: spanBefore, filter, behind, codes }),
    readWorkspaceState(db, workspaceId),
  ]);
  return { range, before, counts, countsBefore, ...workspace };
}

/** Successes are known to the minute, kept sign-ins to the millisecond: the latest of both is the newest event. */
async function readWorkspaceState(db: Db, workspaceId: string) {
  const { rows } = await db.pool.query<{
    newest_event_at: Date | null;
    newest_batch_at: Date | null;
    feeds: number;
    firing_alerts: number;
  }>({
    // Nearly all of its time went into planning: newest events are looked for in every day.
    name: 'read-workspace-state',
    text: `select greatest(
        (select max(bucket) from rollup_minutes where workspace_id = $1),
        (select max(bucket) from rollup_hours where workspace_id = $1),
        (select occurred_at from sign_ins where workspace_id = $1 order by occurred_at desc limit 1)
      ) as newest_event_at,
      (select max(received_at) from batches where workspace_id = $1) as newest_batch_at,
      (select count(*)::int from feeds where workspace_id = $1) as feeds,
      (select count(*)::int from alerts where workspace_id = $1 and state = 'firing') as firing_alerts`,
    values: [workspaceId],
  });
  const row = rows[0];
  return {
    newestEventAt: row?.newest_event_at?.toISOString() ?? null,
    newestBatchAt: row?.newest_batch_at?.toISOString() ?? null,
    feeds: row?.feeds ?? 0,
    firingAlerts: row?.firing_alerts ?? 0,
  };
}
