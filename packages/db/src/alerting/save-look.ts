import type { AlertDecision } from '@turnaway/contracts';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

/** How close together looks are kept; a change of state is always kept. */
const keptEverySeconds = 55;

/** Saves what one look at a rule saw and decided: on the rule, and in its history of looks. */
export async function saveLook(
  transaction: Transaction,
  rule: WatchedRule,
  look: Pick<AlertDecision, 'state' | 'because'> & { value: number | null; now: Date },
): Promise<void> {
  await transaction.query(
    `update alert_rules set state = $2, state_since = $3, peak_value = $4, last_value = coalesce($5, last_value),
       last_because = $6, last_evaluated_at = $7
     where id = $1`,
    [rule.id, look.state.status, look.state.since, look.state.peakValue, look.value, look.because, look.now],
  );
  await transaction.query(
    `insert into alert_evaluations (rule_id, at, value, threshold, recovery_threshold, state, because)
     select $1, $2, $3, $4, $5, $6, $7
      where $8 or not exists (
        select 1 from alert_evaluations
         where rule_id = $1 and at > $2::timestamptz - make_interval(secs => ${keptEverySeconds}))
     on conflict do nothing`,
    [
      rule.id,
      look.now,
      look.value,
      rule.thresholds.threshold,
      rule.thresholds.recoveryThreshold,
      look.state.status,
      look.because,
      look.state.status !== rule.state.status,
    ],
  );
}
