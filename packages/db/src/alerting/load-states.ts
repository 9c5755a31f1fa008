import type { AlertKeyState } from '@turnaway/contracts';
import { z } from 'zod';
import type { Transaction } from './with-locked-rule.js';

const stateSchema = z.object({
  key: z.string(),
  label: z.string(),
  personal: z.boolean(),
  status: z.enum(['pending', 'firing']),
  level: z.enum(['warn', 'alert']),
  since: z.string(),
  firingSince: z.string().nullable(),
  wellSince: z.string().nullable(),
  value: z.number(),
  peakValue: z.number(),
  acknowledged: z.boolean(),
  mutedValue: z.number().nullable(),
});

/** What is remembered of the keys of a rule (a UUID) that are not at rest. */
export async function loadStates(transaction: Transaction, ruleId: string): Promise<AlertKeyState[]> {
  const { rows } = await transaction.query<{ state: unknown }>(
    'select state from alert_states where rule_id = $1 order by key',
    [ruleId],
  );
  return rows.map(({ state }) => stateSchema.parse(state));
}
