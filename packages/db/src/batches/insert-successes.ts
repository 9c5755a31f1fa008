import { type AnalyzedEvent, formatErrorCode } from '@turnaway/contracts';
import type pg from 'pg';
import { noApp } from './insert-sign-ins.js';
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
  const column = <Value>(of: (event: AnalyzedEvent['event']) => Value) => kept.map(({ event }) => of(event));
  await client.query({
    name: 'insert-successes',
    text: `insert into successes
             (workspace_id, feed_id, event_key, occurred_at, error_code, app, user_key, ip, country, client,
              correlation_id)
           select $1, $2, * from unnest($3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
                                        $9::text[], $10::text[], $11::text[])`,
    values: [
      batch.workspaceId,
      batch.feedId,
      kept.map(({ eventKey }) => eventKey),
      column((event) => event.occurredAt),
      column((event) => formatErrorCode(event.errorCode)),
      column((event) => event.app ?? noApp),
      column((event) => event.userName?.toLowerCase() ?? event.userId),
      column((event) => event.ip),
      column((event) => event.country),
      column((event) => event.client),
      column((event) => event.correlationId),
    ],
  });
}
