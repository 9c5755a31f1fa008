import { type AnalyzedEvent, formatErrorCode, noApp } from '@turnaway/contracts';
import type { CopiedRow } from './copy-rows.js';
import type { WaitingBatch } from './take-batch.js';

/** The columns that sign-ins and successes have in common, in the order of {@link occurrenceOf}. */
export const occurrenceColumns =
  'workspace_id, feed_id, event_key, occurred_at, error_code, app, user_key, ip, country, client, correlation_id';

/** What happened, when, to whom and from where, as both tables hold it. */
export function occurrenceOf(
  { workspaceId, feedId }: Pick<WaitingBatch, 'workspaceId' | 'feedId'>,
  { eventKey, event }: AnalyzedEvent,
): CopiedRow {
  return [
    workspaceId,
    feedId,
    eventKey,
    event.occurredAt,
    formatErrorCode(event.errorCode),
    event.app ?? noApp,
    event.userName?.toLowerCase() ?? event.userId,
    event.ip,
    event.country,
    event.client,
    event.correlationId,
  ];
}
