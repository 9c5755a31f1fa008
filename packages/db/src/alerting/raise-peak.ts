import type { Transaction } from './with-locked-rule.js';

/** Notes the worst value so far in the alert of a rule (a UUID) that is firing. */
export async function raisePeak(transaction: Transaction, ruleId: string, peakValue: number): Promise<void> {
  await transaction.query(
    `update alerts set peak_value = $2 where rule_id = $1 and state = 'firing' and peak_value < $2`,
    [ruleId, peakValue],
  );
}
