import { noApp } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { filterSignIns } from '../../readings/filter-sql.js';
import { minuteMs } from '../../readings/range.js';
import type { Observer } from './observer.js';

const groupsMax = 1_000;
const usualDays = 7;

/**
 * Error groups that were resolved, or are ignored, and have come up in the window since. Those that have moved on by
 * themselves for that reason count as what they were decided to be.
 */
export const observeGroupChange: Observer<'group-change'> = async (transaction, { rule, params, now }) => {
  // Groups know their code and their app alone.
  const { system, code, cause, source, outcome, app } = rule.filter;
  const from = new Date(now.getTime() - params.windowMinutes * minuteMs);
  const { rows } = await transaction.query<{
    error_code: string;
    app: string;
    title: string;
    decided: 'resolved' | 'ignored';
    since: Date;
    failures: number;
    people: number;
    usual: number;
  }>(
    Prisma.sql`with decided as (
        select r.error_code, r.app, c.title, d.state as decided, d.since
        from error_groups r
        join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
        cross join lateral (
          select h."to" as state, h.at as since from error_group_history h
          where h.workspace_id = r.workspace_id and h.error_code = r.error_code and h.app = r.app
            and h.what = 'state' and h."to" in ('resolved', 'ignored') and h.at <= ${now}
          order by h.at desc limit 1
        ) d
        cross join lateral (
          -- As the group stood at that time, which a preview asks about afterwards.
          select coalesce((
            select h."to" from error_group_history h
            where h.workspace_id = r.workspace_id and h.error_code = r.error_code and h.app = r.app
              and h.what = 'state' and h.at <= ${now}
            order by h.at desc limit 1), r.state) as state
        ) s
        where r.workspace_id = ${rule.workspaceId} and r.last_seen_at >= ${from} and r.last_seen_at >= d.since
          and (s.state = d.state or (s.state = 'regressed' and d.state = 'resolved')
            or (s.state = 'escalating' and d.state = 'ignored'))
          and c.outcome = 'failure' and ${filterSignIns({ system, code, cause, source, outcome, app })}
        order by r.last_seen_at desc limit ${groupsMax}
      )
      select d.*, seen.failures, seen.people, usual.events * ${params.windowMinutes}::float8 / ${usualDays * 1_440} as usual
      from decided d, lateral (
        select count(*)::int as failures, count(distinct user_key)::int as people from sign_ins s
        where s.workspace_id = ${rule.workspaceId} and s.error_code = d.error_code and s.app = d.app
          and s.occurred_at >= greatest(d.since, ${from}::timestamptz) and s.occurred_at <= ${now}
      ) seen, lateral (
        select coalesce(sum(events), 0)::float8 as events from rollup_hours h
        where h.workspace_id = ${rule.workspaceId} and h.app = d.app and h.error_code = d.error_code
          and h.bucket >= d.since - make_interval(days => ${usualDays}) and h.bucket < d.since
      ) usual
      where seen.failures > 0 order by seen.failures desc`,
  );
  return rows.map((row) => ({
    groupId: `${row.error_code}|${row.app}`,
    label: row.app === noApp ? row.error_code : `${row.error_code} at ${row.app}`,
    state: row.decided,
    stateSince: row.since.toISOString(),
    failures: row.failures,
    people: row.people === 0 ? null : row.people,
    usualFailures: row.usual,
  }));
};
