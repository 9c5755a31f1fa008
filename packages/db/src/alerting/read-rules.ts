import type { Db } from '../client.js';
import { type RuleRow, toWatchedRule, type WatchedRule } from './with-locked-rule.js';

/** Rules (UUIDs) as they stand, by id, with no lock; those that are gone are left out. */
export async function readRules(
  { pool }: Pick<Db, 'pool'>,
  ruleIds: readonly string[],
): Promise<Map<string, WatchedRule>> {
  const { rows } = await pool.query<RuleRow>('select * from alert_rules where id = any($1::uuid[])', [
    ruleIds,
  ]);
  return new Map(rows.map((row) => [row.id, toWatchedRule(row)]));
}
