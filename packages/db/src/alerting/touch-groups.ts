import { randomUUID } from 'node:crypto';
import { inParts } from './in-parts.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

/** How soon what is new in a group is told: `new` waits for company, `urgent` for nothing. */
export type Haste = 'new' | 'urgent';

/**
 * Makes groups of a rule due, and those that are not there yet. Something new in a group that was quiet waits for
 * the rule's group wait; in one that people have been told of, until the group interval is over. The ids, by key.
 */
export async function touchGroups(
  transaction: Transaction,
  rule: WatchedRule,
  keys: ReadonlyMap<string, Haste>,
  now: Date,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const wanted of ['urgent', 'new'] as const) {
    const keysOfHaste = [...keys].filter(([, haste]) => haste === wanted).map(([key]) => key);
    for (const part of inParts(keysOfHaste)) {
      const { rows } = await transaction.query<{ id: string; key: string }>(
        `insert into alert_groups as g (id, workspace_id, rule_id, key, due_at)
         select id, $1, $2, key, $3::timestamptz + make_interval(secs => $4)
         from unnest($6::uuid[], $7::text[]) as n (id, key)
         on conflict (rule_id, key) do update set due_at = least(coalesce(g.due_at, 'infinity'), case
           when not $8 and exists (
             select 1 from alerts where group_id = g.id and state = 'firing' and told_at is not null)
             then greatest($3::timestamptz, g.told_at + make_interval(secs => $5))
           else excluded.due_at end)
         returning id, key`,
        [
          rule.workspaceId,
          rule.id,
          now,
          wanted === 'urgent' ? 0 : rule.grouping.waitSeconds,
          rule.grouping.intervalSeconds,
          part.map(() => randomUUID()),
          part,
          wanted === 'urgent',
        ],
      );
      for (const { id, key } of rows) ids.set(key, id);
    }
  }
  return ids;
}
