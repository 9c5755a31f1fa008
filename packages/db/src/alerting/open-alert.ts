import { randomUUID } from 'node:crypto';
import { dedupKeyOf, type FiringAlert } from './firing-alert.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

/** Begins an alert of a rule; `null` if one is firing already. */
export async function openAlert(
  transaction: Transaction,
  rule: WatchedRule,
  { value, now }: { value: number; now: Date },
): Promise<FiringAlert | null> {
  const id = randomUUID();
  const dedupKey = dedupKeyOf(rule.id);
  const { rowCount } = await transaction.query(
    `insert into alerts (id, workspace_id, rule_id, rule_name, dedup_key, state, started_at, measure, threshold,
       value_at_start, peak_value)
     values ($1, $2, $3, $4, $5, 'firing', $6, $7, $8, $9, $9)
     on conflict (rule_id, dedup_key) where state = 'firing' do nothing`,
    [id, rule.workspaceId, rule.id, rule.name, dedupKey, now, rule.measure, rule.thresholds.threshold, value],
  );
  return rowCount === 0 ? null : { id, dedupKey, startedAt: now, peakValue: value, silencedBy: null };
}
