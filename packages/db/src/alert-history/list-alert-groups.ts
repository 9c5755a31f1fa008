import type { AlertGroupRow, AlertKind, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { toAlert } from './alert-row.js';

const place = /^([0-3])_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

interface GroupRow {
  id: string;
  key: string | null;
  rank: number;
  alerts: number;
  firing: number;
  started_at: Date;
  lead_id: string;
  total: number;
}

/**
 * The alerts of a workspace by the groups they are told in, the worst first and of these the newest. What fires comes
 * before what is over. An alert without a group is one by itself.
 */
export async function listAlertGroups(
  db: Db,
  {
    workspaceId,
    state,
    ruleId,
    kind,
    cursor,
    limit,
  }: {
    workspaceId: string;
    state?: 'firing' | 'resolved' | undefined;
    /** A UUID. */
    ruleId?: string | undefined;
    kind?: AlertKind | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<AlertGroupRow>> {
  const rows = await db.prisma.$queryRaw<GroupRow[]>(Prisma.sql`with ranked as (
        select id, coalesce(group_id, id) as group_id, started_at, state,
          (case when state = 'firing' then 2 else 0 end) + (case when level = 'alert' then 1 else 0 end) as rank
        from alerts where workspace_id = ${workspaceId}
          ${state === undefined ? Prisma.empty : Prisma.sql`and state = ${state}`}
          ${ruleId === undefined ? Prisma.empty : Prisma.sql`and rule_id = ${ruleId}::uuid`}
          ${kind === undefined ? Prisma.empty : Prisma.sql`and kind = ${kind}`}
      ), grouped as (
        select group_id as id, max(rank) as rank, count(*)::int as alerts,
          (count(*) filter (where state = 'firing'))::int as firing, max(started_at) as started_at,
          (array_agg(id order by rank desc, started_at desc, id))[1] as lead_id
        from ranked group by 1
      )
      select grouped.*, g.key, (select count(*)::int from grouped) as total
      from grouped left join alert_groups g using (id)
      where ${after(cursor)}
      order by rank desc, started_at desc, id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const leads = await db.prisma.alert.findMany({ where: { id: { in: shown.map((row) => row.lead_id) } } });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const items = shown.flatMap((row): AlertGroupRow[] => {
    const lead = byId.get(row.lead_id);
    if (lead === undefined) return [];
    const shared = row.key === null || row.key === 'all' || row.key === lead.key ? null : row.key;
    const { id, alerts, firing } = row;
    return [{ id, shared, alerts, firing, startedAt: row.started_at.toISOString(), lead: toAlert(lead) }];
  });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const nextCursor =
    last === undefined
      ? null
      : encodeCursor({ at: last.started_at.toISOString(), id: `${last.rank}_${last.id}` });
  return { items, nextCursor, total: rows[0]?.total ?? 0 };
}

function after(cursor: string | undefined): Prisma.Sql {
  const decoded = decodeCursor(cursor);
  const [, rank, id] = place.exec(decoded?.id ?? '') ?? [];
  if (decoded === null || rank === undefined) return Prisma.sql`true`;
  return Prisma.sql`(rank, started_at, id) < (${Number(rank)}::int, ${new Date(decoded.at)}::timestamptz, ${id}::uuid)`;
}
