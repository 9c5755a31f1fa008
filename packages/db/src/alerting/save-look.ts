import type { AlertRuleState, Transaction, WatchedRule } from './with-locked-rule.js';

/** What one look at a rule came to. */
export interface RuleLook {
  state: AlertRuleState;
  /** The worst value, and why something or nothing is told; `null`: there was nothing to look at. */
  value: number | null;
  because: string;
  /** How many keys were judged. */
  keys: number;
  now: Date;
}

/** Saves on the rule what the latest look at it came to. */
export async function saveLook(transaction: Transaction, rule: WatchedRule, look: RuleLook): Promise<void> {
  await transaction.query(
    `update alert_rules set state = $2, state_since = $3, last_value = $4, last_because = $5, last_keys = $6,
       last_evaluated_at = $7
     where id = $1`,
    [
      rule.id,
      look.state,
      look.state === rule.state ? (rule.stateSince ?? look.now) : look.now,
      look.value,
      look.because,
      look.keys,
      look.now,
    ],
  );
}
