import type { AlertLevel } from '@turnaway/contracts';
import { inParts } from './in-parts.js';
import type { AlertRuleState, Transaction } from './with-locked-rule.js';

/** How close together looks at a key are kept; a change of its state is always kept. */
const keptEverySeconds = 55;

/** What a look saw of one key and decided, and why something or nothing was sent. */
export interface KeyLook {
  key: string;
  label: string;
  personal: boolean;
  value: number | null;
  warnThreshold: number | null;
  threshold: number | null;
  recoveryThreshold: number | null;
  level: AlertLevel;
  state: AlertRuleState;
  because: string;
  changed: boolean;
}

/** Keeps what a look at a rule (a UUID) saw: every change, and of what goes on one a minute. */
export async function saveEvaluations(
  transaction: Transaction,
  ruleId: string,
  looks: readonly KeyLook[],
  now: Date,
): Promise<void> {
  for (const part of inParts(looks)) {
    await transaction.query(
      `insert into alert_evaluations (rule_id, at, key, label, personal, value, warn_threshold, threshold, recovery_threshold,
         level, state, because)
       select $1, $2, l->>'key', l->>'label', (l->>'personal')::boolean, (l->>'value')::float8, (l->>'warnThreshold')::float8,
         (l->>'threshold')::float8, (l->>'recoveryThreshold')::float8, l->>'level', l->>'state', l->>'because'
       from unnest($3::jsonb[]) as l
       where (l->>'changed')::boolean or not exists (
         select 1 from alert_evaluations
          where rule_id = $1 and key = l->>'key'
            and at > $2::timestamptz - make_interval(secs => ${keptEverySeconds}))
       on conflict do nothing`,
      [ruleId, now, part.map((look) => JSON.stringify(look))],
    );
  }
}
