import type { AlertKeyState } from '@turnaway/contracts';
import { inParts } from './in-parts.js';
import type { Transaction } from './with-locked-rule.js';

/** Saves what is to be remembered of keys of a rule (a UUID), and forgets those that are at rest again. */
export async function saveStates(
  transaction: Transaction,
  ruleId: string,
  { kept, forgotten }: { kept: readonly AlertKeyState[]; forgotten: readonly string[] },
): Promise<void> {
  for (const part of inParts(kept)) {
    await transaction.query(
      `insert into alert_states (rule_id, key, status, state)
       select $1, key, status, state from unnest($2::text[], $3::text[], $4::jsonb[]) as s (key, status, state)
       on conflict (rule_id, key) do update set status = excluded.status, state = excluded.state
       where alert_states.state is distinct from excluded.state`,
      [
        ruleId,
        part.map(({ key }) => key),
        part.map(({ status }) => status),
        part.map((state) => JSON.stringify(state)),
      ],
    );
  }
  for (const part of inParts(forgotten)) {
    await transaction.query('delete from alert_states where rule_id = $1 and key = any($2::text[])', [
      ruleId,
      part,
    ]);
  }
}
