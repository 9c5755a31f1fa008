import { type ErrorGroupState, errorGroupStateSchema, type IgnoreCondition } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { type IgnoreColumns, toIgnore } from './error-group-row.js';

/** Fewer events in an hour are no rise (see the analyzer): such groups are not looked at for one. */
const risenEventsMin = 20;

/** A group that may have come to another state by itself, with what there is to judge it by. */
export interface GroupToJudge {
  errorCode: string;
  app: string;
  state: ErrorGroupState;
  stateSince: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
  decidedAt: Date | null;
  ignore: IgnoreCondition | null;
  eventsSinceIgnored: number;
  eventsLastHour: number;
  usualHour: number | null;
  usualAt: Date | null;
}

/**
 * The groups of failures whose state may change: the new and the escalating, the resolved that were seen again, the
 * ignored with a condition, and those with many events in the last hour. The rest, nearly all, is not read.
 */
export async function listGroupsToJudge(
  db: Db,
  { workspaceId, now, limit }: { workspaceId: string; now: Date; limit: number },
): Promise<GroupToJudge[]> {
  const { rows } = await db.pool.query<
    {
      error_code: string;
      app: string;
      state: string;
      state_since: Date;
      first_seen_at: Date;
      last_seen_at: Date;
      decided_at: Date | null;
      since_ignored: number;
      last_hour: number;
      usual_hour: number | null;
      usual_at: Date | null;
    } & IgnoreColumns
  >({
    name: 'list-groups-to-judge',
    text: `with busy as materialized (
        select error_code, app, sum(events)::float8 as events from rollup_minutes
        where workspace_id = $1 and bucket >= $2::timestamptz - interval '60 minutes' and bucket < $2
        group by 1, 2 having sum(events) >= ${risenEventsMin}
      ), asked as (
        select error_code, app from error_groups
        where workspace_id = $1 and (state in ('new', 'escalating')
          or state = 'resolved' and last_seen_at > decided_at
          or state = 'ignored' and (ignore_time <= $2 or ignore_until in ('events', 'people') and last_seen_at > decided_at))
        union select error_code, app from busy
      )
      select g.error_code, g.app, g.state, g.state_since, g.first_seen_at, g.last_seen_at, g.decided_at,
        g.ignore_until, g.ignore_count, g.ignore_time, g.usual_hour, g.usual_at,
        (g.events - coalesce(g.ignore_events, 0))::float8 as since_ignored, coalesce(busy.events, 0) as last_hour
      from asked
      join error_groups g on g.workspace_id = $1 and g.error_code = asked.error_code and g.app = asked.app
      join code_classes c on c.workspace_id = $1 and c.error_code = g.error_code and c.outcome = 'failure'
      left join busy on busy.error_code = g.error_code and busy.app = g.app
      order by g.last_seen_at desc limit $3`,
    values: [workspaceId, now, limit],
  });
  return rows.map((row) => ({
    errorCode: row.error_code,
    app: row.app,
    state: errorGroupStateSchema.parse(row.state),
    stateSince: row.state_since,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    decidedAt: row.decided_at,
    ignore: toIgnore(row),
    eventsSinceIgnored: row.since_ignored,
    eventsLastHour: row.last_hour,
    usualHour: row.usual_hour,
    usualAt: row.usual_at,
  }));
}
