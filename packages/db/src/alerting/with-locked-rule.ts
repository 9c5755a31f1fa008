import {
  type AlertGrouping,
  type AlertWatch,
  alertGroupingSchema,
  alertWatchSchema,
  type SignInFilter,
  signInFilterSchema,
} from '@turnaway/contracts';
import type pg from 'pg';
import { z } from 'zod';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';

/** One connection, in the middle of a transaction. */
export type Transaction = Pick<pg.ClientBase, 'query'>;

/** A rule as it stands while its row is locked. */
export interface WatchedRule {
  id: string;
  workspaceId: string;
  name: string;
  filter: SignInFilter;
  watch: AlertWatch;
  forMinutes: number;
  keepFiringMinutes: number;
  grouping: AlertGrouping;
  enabled: boolean;
  state: AlertRuleState;
  stateSince: Date | null;
  lastEvaluatedAt: Date | null;
}

const stateSchema = z.enum(['ok', 'pending', 'firing']);
export type AlertRuleState = z.infer<typeof stateSchema>;

export interface RuleRow {
  id: string;
  workspace_id: string;
  name: string;
  kind: string;
  params: unknown;
  filter: unknown;
  for_minutes: number;
  keep_firing_minutes: number;
  group_by: string;
  group_wait_seconds: number;
  group_interval_seconds: number;
  repeat_interval_minutes: number;
  enabled: boolean;
  state: string;
  state_since: Date | null;
  last_evaluated_at: Date | null;
}

/**
 * Runs `work` in one transaction that holds the lock of a rule (a UUID): whoever else looks at the rule waits, and
 * then sees what this one saved. What `work` throws undoes all of it. `null` if there is no such rule.
 */
export async function withLockedRule<Result>(
  db: Db,
  ruleId: string,
  work: (transaction: Transaction, rule: WatchedRule) => Promise<Result>,
): Promise<Result | null> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<RuleRow>('select * from alert_rules where id = $1 for update', [
      ruleId,
    ]);
    const row = rows[0];
    return row === undefined ? null : work(client, toWatchedRule(row));
  });
}

export function toWatchedRule(row: RuleRow): WatchedRule {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    filter: signInFilterSchema.parse(row.filter),
    watch: alertWatchSchema.parse({ kind: row.kind, params: row.params }),
    forMinutes: row.for_minutes,
    keepFiringMinutes: row.keep_firing_minutes,
    grouping: alertGroupingSchema.parse({
      by: row.group_by,
      waitSeconds: row.group_wait_seconds,
      intervalSeconds: row.group_interval_seconds,
      repeatMinutes: row.repeat_interval_minutes,
    }),
    enabled: row.enabled,
    state: stateSchema.parse(row.state),
    stateSince: row.state_since,
    lastEvaluatedAt: row.last_evaluated_at,
  };
}
