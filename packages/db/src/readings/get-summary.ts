import type { SignInFilter, Summary, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countScope } from './get-counts.js';
import { loadPeriods } from './load-periods.js';
import { lengthMs, type Span } from './range.js';

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
  const { oldestEventAt, ...state } = workspace;
  return {
    range,
    before,
    isBeforeCovered: isCovered(spanBefore, oldestEventAt),
    counts,
    countsBefore,
    ...state,
  };
}

/** So much of a period may lack its events: an install that began at noon has nearly a whole week of its first one. */
const uncoveredShareMax = 0.1;

function isCovered(span: Span, oldestEventAt: Date | null): boolean {
  if (oldestEventAt === null) return false;
  return oldestEventAt.getTime() <= span.from.getTime() + lengthMs(span) * uncoveredShareMax;
}

/** Successes are known to the minute, kept sign-ins to the millisecond: the latest of both is the newest event. */
async function readWorkspaceState(db: Db, workspaceId: string) {
  const { rows } = await db.pool.query<{
    oldest_event_at: Date | null;
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
      (select min(bucket) from rollup_hours where workspace_id = $1) as oldest_event_at,
      (select max(received_at) from batches where workspace_id = $1) as newest_batch_at,
      (select count(*)::int from feeds where workspace_id = $1) as feeds,
      (select count(*)::int from alerts where workspace_id = $1 and state = 'firing') as firing_alerts`,
    values: [workspaceId],
  });
  const row = rows[0];
  return {
    oldestEventAt: row?.oldest_event_at ?? null,
    newestEventAt: row?.newest_event_at?.toISOString() ?? null,
    newestBatchAt: row?.newest_batch_at?.toISOString() ?? null,
    feeds: row?.feeds ?? 0,
    firingAlerts: row?.firing_alerts ?? 0,
  };
}
