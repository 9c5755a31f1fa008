import {
  type AlertMeasure,
  type AlertState,
  type AlertThresholds,
  alertMeasureSchema,
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
  measure: AlertMeasure;
  windowMinutes: number;
  thresholds: AlertThresholds;
  enabled: boolean;
  state: AlertState;
}

interface RuleRow {
  id: string;
  workspace_id: string;
  name: string;
  filter: unknown;
  measure: string;
  window_minutes: number;
  threshold: number;
  recovery_threshold: number;
  minimum_attempts: number;
  enabled: boolean;
  state: string;
  state_since: Date | null;
  peak_value: number | null;
}

const statusSchema = z.enum(['ok', 'firing']);

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

function toWatchedRule(row: RuleRow): WatchedRule {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    filter: signInFilterSchema.parse(row.filter),
    measure: alertMeasureSchema.parse(row.measure),
    windowMinutes: row.window_minutes,
    thresholds: {
      threshold: row.threshold,
      recoveryThreshold: row.recovery_threshold,
      minimumAttempts: row.minimum_attempts,
    },
    enabled: row.enabled,
    state: {
      status: statusSchema.parse(row.state),
      since: row.state_since?.toISOString() ?? null,
      peakValue: row.peak_value,
    },
  };
}
