import { type Alert, alertSchema } from '@turnaway/contracts';
import type { Alert as AlertRow } from '../generated/client.js';

/** An alert's row in the form that the API answers. */
export function toAlert(row: AlertRow): Alert {
  return alertSchema.parse({
    ...row,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    pendingSince: row.pendingSince?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    mutedAt: row.mutedAt?.toISOString() ?? null,
  });
}
