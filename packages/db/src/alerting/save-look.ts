import type { AlertDecision } from '@turnaway/contracts';
import type { Transaction } from './with-locked-rule.js';

/** Saves what one look at a rule (a UUID) saw and decided. */
export async function saveLook(
  transaction: Transaction,
  ruleId: string,
  look: Pick<AlertDecision, 'state' | 'because'> & { value: number | null; now: Date },
): Promise<void> {
  await transaction.query(
    `update alert_rules set state = $2, state_since = $3, peak_value = $4, last_value = coalesce($5, last_value),
       last_because = $6, last_evaluated_at = $7
     where id = $1`,
    [ruleId, look.state.status, look.state.since, look.state.peakValue, look.value, look.because, look.now],
  );
}
