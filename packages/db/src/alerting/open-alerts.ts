import { randomUUID } from 'node:crypto';
import { type AlertFinding, dedupKeyOf } from './firing-alert.js';
import { inParts } from './in-parts.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

export interface NewAlert extends AlertFinding {
  pendingSince: Date | null;
  silencedBy: string | null;
  groupId: string;
}

/** Begins alerts of a rule; keys that fire already are left out. The ids of those that began, by key. */
export async function openAlerts(
  transaction: Transaction,
  rule: WatchedRule,
  alerts: readonly NewAlert[],
  now: Date,
): Promise<Map<string, string>> {
  const opened = new Map<string, string>();
  for (const part of inParts(alerts)) {
    const { rows } = await transaction.query<{ id: string; key: string }>(
      `insert into alerts (id, workspace_id, rule_id, rule_name, kind, measure, state, started_at, dedup_key, key, label,
         personal, level, because, evidence, about, pending_since, threshold, warn_threshold, recovery_threshold,
         value_at_start, value, peak_value, value_measure, worse_when, usual, origin, silenced_by, group_id)
       select (a->>'id')::uuid, $1, $2, $3, $4, $5, 'firing', $6, a->>'dedupKey', j->>'key', j->>'label',
         (j->>'personal')::boolean, a->>'level', j->>'because', j->'evidence', a->'about',
         (a->>'pendingSince')::timestamptz, (j->>'threshold')::float8, (j->>'warnThreshold')::float8,
         (j->>'recoveryThreshold')::float8, (j->>'value')::float8, (j->>'value')::float8, (j->>'value')::float8,
         j->>'measure', j->>'worseWhen', (j->>'usual')::float8, j->'origin', (a->>'silencedBy')::uuid, (a->>'groupId')::uuid
       from unnest($7::jsonb[]) as a, lateral (select a->'judgment' as j) as judged
       on conflict (rule_id, dedup_key) where state = 'firing' do nothing
       returning id, key`,
      [
        rule.workspaceId,
        rule.id,
        rule.name,
        rule.watch.kind,
        rule.watch.kind === 'threshold' ? rule.watch.params.measure : null,
        now,
        part.map((alert) =>
          JSON.stringify({
            ...alert,
            id: randomUUID(),
            dedupKey: dedupKeyOf(rule.id, alert.judgment.key, alert.judgment.personal),
          }),
        ),
      ],
    );
    for (const { id, key } of rows) opened.set(key, id);
  }
  return opened;
}
