import { randomUUID } from 'node:crypto';
import type { AlertChangeEntry } from '@turnaway/contracts';
import { inParts } from './in-parts.js';
import type { Transaction } from './with-locked-rule.js';

/** Adds to the history of alerts (UUIDs) what happened to them. */
export async function addChanges(
  transaction: Transaction,
  changes: readonly (AlertChangeInput & { alertId: string })[],
): Promise<void> {
  for (const part of inParts(changes)) {
    await transaction.query(
      `insert into alert_changes (id, alert_id, at, what, by, note)
       select id, alert_id, at, what, by, note
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
         as c (id, alert_id, at, what, by, note)`,
      [
        part.map(() => randomUUID()),
        part.map(({ alertId }) => alertId),
        part.map(({ at }) => at),
        part.map(({ what }) => what),
        part.map(({ by }) => by ?? null),
        part.map(({ note }) => note ?? null),
      ],
    );
  }
}

/** One thing that happened to an alert. */
export interface AlertChangeInput {
  at: Date;
  what: AlertChangeEntry['what'];
  by?: string | null;
  note?: string | null;
}
