import { inParts } from './in-parts.js';
import type { Transaction } from './with-locked-rule.js';

/** Ends alerts (UUIDs) that fire. `because` is the sentence of the look that ended them. */
export async function endAlerts(
  transaction: Transaction,
  alerts: readonly { id: string; groupId: string | null; because: string; value: number | null }[],
  now: Date,
): Promise<void> {
  for (const part of inParts(alerts)) {
    await transaction.query(
      `update alerts set state = 'resolved', ended_at = $2, because = e.because, group_id = coalesce(e.group_id, alerts.group_id),
         value = coalesce(e.value, alerts.value)
       from unnest($1::uuid[], $3::uuid[], $4::text[], $5::float8[]) as e (id, group_id, because, value)
       where alerts.id = e.id and state = 'firing'`,
      [
        part.map(({ id }) => id),
        now,
        part.map(({ groupId }) => groupId),
        part.map(({ because }) => because),
        part.map(({ value }) => value),
      ],
    );
  }
}
