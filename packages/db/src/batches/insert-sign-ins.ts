import { type AnalyzedEvent, formatErrorCode, type Interactive } from '@turnaway/contracts';
import type pg from 'pg';
import { copyRows } from './copy-rows.js';
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
  await copyRows(
    client,
    `copy sign_ins (workspace_id, feed_id, batch_id, event_key, occurred_at, error_code, app, user_key, ip, country,
                    client, correlation_id, interactive, device, policy, event) from stdin`,
    events.map(({ eventKey, event }) => [
      batch.workspaceId,
      batch.feedId,
      batch.id,
      eventKey,
      event.occurredAt,
      formatErrorCode(event.errorCode),
      event.app ?? noApp,
      event.userName?.toLowerCase() ?? event.userId,
      event.ip,
      event.country,
      event.client,
      event.correlationId,
      toInteractive(event.interactive),
      event.device,
      toPolicyText(event.policies),
      JSON.stringify(event),
    ]),
  );
}
