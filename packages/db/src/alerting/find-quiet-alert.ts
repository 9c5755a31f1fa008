import type { FiringAlert } from './firing-alert.js';
import type { Transaction } from './with-locked-rule.js';

/** The alert of a rule (a UUID) that fires and that a silence has kept quiet so far; `null` if there is none. */
export async function findQuietAlert(transaction: Transaction, ruleId: string): Promise<FiringAlert | null> {
  const { rows } = await transaction.query<FiringAlert>(
    `select id, dedup_key as "dedupKey", started_at as "startedAt", peak_value as "peakValue",
       silenced_by as "silencedBy"
     from alerts where rule_id = $1 and state = 'firing' and silenced_by is not null`,
    [ruleId],
  );
  return rows[0] ?? null;
}
