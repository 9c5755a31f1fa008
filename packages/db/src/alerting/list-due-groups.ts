import type { AlertKind } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** Alerts of one rule that are told together, with something to tell by now. */
export interface DueGroup {
  id: string;
  ruleId: string;
  kind: AlertKind;
  key: string;
  dueAt: Date;
  /** When people were last told something of it. */
  toldAt: Date | null;
  /** When the newest of its alerts began that nobody was told of. */
  newsAt: Date | null;
  /** Another one as soon as anything of the group, or of what fires in it, changes. */
  version: string;
}

/** Groups of alerts of a workspace with something to tell by now, longest due first. */
export async function listDueGroups(
  db: Db,
  { workspaceId, now, limit }: { workspaceId: string; now: Date; limit: number },
): Promise<DueGroup[]> {
  // Whoever begins or ends an alert writes its group's row: PostgreSQL's own mark of that is the version.
  const { rows } = await db.pool.query<DueGroup>(
    `select g.id, g.rule_id as "ruleId", r.kind, g.key, g.due_at as "dueAt", g.told_at as "toldAt",
       g.xmin::text as version, (
         select max(started_at) from alerts
         where group_id = g.id and state = 'firing' and told_at is null) as "newsAt"
     from alert_groups g join alert_rules r on r.id = g.rule_id
     where g.workspace_id = $1 and g.due_at <= $2
     order by g.due_at limit $3`,
    [workspaceId, now, limit],
  );
  return rows;
}
