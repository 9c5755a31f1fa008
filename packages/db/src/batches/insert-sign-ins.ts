import { type AnalyzedEvent, formatErrorCode, type Interactive } from '@turnaway/contracts';
import type pg from 'pg';
import { toPolicyText } from './policy-text.js';
import type { WaitingBatch } from './take-batch.js';

/** As the counts have it, too. */
export function toInteractive(interactive: boolean | null): Interactive {
  if (interactive === null) return 'unknown';
  return interactive ? 'yes' : 'no';
}

/** What stands for an app where the log names none. */
export const noApp = '(none)';

/** Keeps failures and interrupts for drill-down, in the caller's transaction. */
export async function insertSignIns(
  client: pg.ClientBase,
  batch: WaitingBatch,
  events: readonly AnalyzedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const column = <Value>(of: (event: AnalyzedEvent['event']) => Value) =>
    events.map(({ event }) => of(event));
  await client.query({
    name: 'insert-sign-ins',
    text: `insert into sign_ins
             (workspace_id, feed_id, batch_id, event_key, occurred_at, error_code, app, user_key, ip, country, client,
              correlation_id, interactive, device, policy, event)
           select $1, $2, $3, kept.event_key, kept.occurred_at, kept.error_code, kept.app, kept.user_key, kept.ip,
                  kept.country, kept.client, kept.correlation_id, kept.interactive, kept.device, kept.policy,
                  whole.event
           from unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                       $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
                with ordinality as kept (event_key, occurred_at, error_code, app, user_key, ip, country, client,
                                         correlation_id, interactive, device, policy, place)
           join json_array_elements($16::json) with ordinality as whole (event, place) using (place)`,
    values: [
      batch.workspaceId,
      batch.feedId,
      batch.id,
      events.map(({ eventKey }) => eventKey),
      column((event) => event.occurredAt),
      column((event) => formatErrorCode(event.errorCode)),
      column((event) => event.app ?? noApp),
      column((event) => event.userName?.toLowerCase() ?? event.userId),
      column((event) => event.ip),
      column((event) => event.country),
      column((event) => event.client),
      column((event) => event.correlationId),
      column((event) => toInteractive(event.interactive)),
      column((event) => event.device),
      column((event) => toPolicyText(event.policies)),
      // One document: as an array of documents, every quote in them would be escaped and unescaped.
      JSON.stringify(column((event) => event)),
    ],
  });
}
