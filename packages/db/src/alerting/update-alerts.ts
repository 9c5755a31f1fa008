import type { AlertFinding } from './firing-alert.js';
import { inParts } from './in-parts.js';
import type { Transaction } from './with-locked-rule.js';

export interface AlertUpdate extends AlertFinding {
  id: string;
  peakValue: number;
  silencedBy: string | null;
  /** It was muted and has become worse: it is news again. */
  unmute: boolean;
}

/** Writes into alerts that go on what the latest look saw; a row that says the same already is not touched. */
export async function updateAlerts(transaction: Transaction, updates: readonly AlertUpdate[]): Promise<void> {
  for (const part of inParts(updates)) {
    await transaction.query(
      `update alerts set value = n.value, peak_value = n.peak_value, level = n.level, because = n.because,
         evidence = n.evidence, threshold = n.threshold, warn_threshold = n.warn, recovery_threshold = n.recovery,
         usual = n.usual, origin = n.origin, silenced_by = n.silenced_by,
         muted_at = case when n.unmute then null else muted_at end,
         told_level = case when n.unmute then null else told_level end
       from (
         select (u->>'id')::uuid as id, (u->>'peakValue')::float8 as peak_value, u->>'level' as level,
           (u->>'silencedBy')::uuid as silenced_by, (u->>'unmute')::boolean as unmute,
           (j->>'value')::float8 as value, j->>'because' as because, j->'evidence' as evidence,
           (j->>'threshold')::float8 as threshold, (j->>'warnThreshold')::float8 as warn,
           (j->>'recoveryThreshold')::float8 as recovery, (j->>'usual')::float8 as usual,
           j->'origin' as origin
         from unnest($1::jsonb[]) as u, lateral (select u->'judgment' as j) as judged
       ) as n
       where alerts.id = n.id and (alerts.value is distinct from n.value or alerts.level <> n.level or n.unmute
         or alerts.silenced_by is distinct from n.silenced_by or alerts.evidence <> n.evidence)`,
      [part.map((update) => JSON.stringify(update))],
    );
  }
}
