import type { FiringAlert } from './firing-alert.js';
import type { Transaction } from './with-locked-rule.js';

/** Ends the alert of a rule (a UUID); `null` if none is firing. */
export async function endAlert(
  transaction: Transaction,
  ruleId: string,
  now: Date,
): Promise<FiringAlert | null> {
  const { rows } = await transaction.query<FiringAlert>(
    `update alerts set state = 'resolved', ended_at = $2 where rule_id = $1 and state = 'firing'
     returning id, dedup_key as "dedupKey", started_at as "startedAt", peak_value as "peakValue",
       silenced_by as "silencedBy"`,
    [ruleId, now],
  );
  return rows[0] ?? null;
}
