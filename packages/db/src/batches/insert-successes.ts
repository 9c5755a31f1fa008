import type { AnalyzedEvent } from '@turnaway/contracts';
import type pg from 'pg';
import { copyRows } from './copy-rows.js';
import { occurrenceColumns, occurrenceOf } from './occurrence.js';
import type { WaitingBatch } from './take-batch.js';

/** Successes before this time (ISO 8601) are counted alone: they would be dropped as soon as they were kept. */
export function successesKeptSince(batch: WaitingBatch, now: Date): string {
  return new Date(now.getTime() - batch.retention.successDays * 86_400_000).toISOString();
}

/**
 * Keeps for some days who passed, where and when, in the caller's transaction: of people alone, since nobody is
 * prompted and nobody is attacked where a token is renewed in the background (docs/adr/successes.md).
 */
export async function insertSuccesses(
  client: pg.ClientBase,
  batch: WaitingBatch,
  successes: readonly AnalyzedEvent[],
): Promise<void> {
  const kept = successes.filter(
    ({ event }) => event.interactive !== false && (event.userName !== null || event.userId !== null),
  );
  if (kept.length === 0) return;
  await copyRows(
    client,
    `copy successes (${occurrenceColumns}) from stdin`,
    kept.map((analyzed) => occurrenceOf(batch, analyzed)),
  );
}
