import type { AnalyzedEvent, Interactive } from '@turnaway/contracts';
import type pg from 'pg';
import { copyRows } from './copy-rows.js';
import { occurrenceColumns, occurrenceOf } from './occurrence.js';
import { toPolicyText } from './policy-text.js';
import type { WaitingBatch } from './take-batch.js';

/** As the counts have it, too. */
export function toInteractive(interactive: boolean | null): Interactive {
  if (interactive === null) return 'unknown';
  return interactive ? 'yes' : 'no';
}

/** Keeps failures and interrupts for drill-down, in the caller's transaction. */
export async function insertSignIns(
  client: pg.ClientBase,
  batch: WaitingBatch,
  events: readonly AnalyzedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await copyRows(
    client,
    `copy sign_ins (${occurrenceColumns}, batch_id, interactive, device, policy, event) from stdin`,
    events.map((analyzed) => [
      ...occurrenceOf(batch, analyzed),
      batch.id,
      toInteractive(analyzed.event.interactive),
      analyzed.event.device,
      toPolicyText(analyzed.event.policies),
      JSON.stringify(analyzed.event),
    ]),
  );
}
