import { dropOldAlertEvents } from '@turnaway/db/alert-history/drop-old-alert-events';
import { dropOldAlerts } from '@turnaway/db/alert-history/drop-old-alerts';
import { dropOldDeliveries } from '@turnaway/db/alert-history/drop-old-deliveries';
import { dropOldEvaluations } from '@turnaway/db/alert-history/drop-old-evaluations';
import { dropOldHosts } from '@turnaway/db/alerting/drop-old-hosts';
import { dropOldGroups } from '@turnaway/db/error-groups/drop-old-groups';
import { dropOldIngestRequests } from '@turnaway/db/ingest-requests/drop-old-ingest-requests';
import { dropExpired } from '@turnaway/db/partitions/drop-expired';
import { ensureDayPartitions } from '@turnaway/db/partitions/ensure-day-partitions';
import type { WorkerContext } from '../context.js';

const dayMs = 86_400_000;

/** Drops what is older than its retention, and makes the partitions of the days to come. */
export async function applyRetention(context: WorkerContext): Promise<void> {
  const now = context.now();
  const days = [-1, 0, 1, 2].map((offset) =>
    new Date(now.getTime() + offset * dayMs).toISOString().slice(0, 10),
  );
  await ensureDayPartitions(context.db, days);
  const expired = await dropExpired(context.db, now);
  const ingestRequests = await dropOldIngestRequests(context.db, now);
  const errorGroups = await dropOldGroups(context.db, now);
  const evaluations = await dropOldEvaluations(context.db, now);
  const alertEvents = await dropOldAlertEvents(context.db, now);
  const receiverHosts = await dropOldHosts(context.db, now);
  const deliveries = await dropOldDeliveries(context.db, now);
  const alerts = await dropOldAlerts(context.db, now);
  const ofAlerts = { evaluations, alertEvents, receiverHosts, deliveries, alerts };
  const dropped = { ...expired, ingestRequests, errorGroups, ...ofAlerts };
  if (Object.values(dropped).some((count) => count > 0)) {
    context.log.info(dropped, 'dropped what is older than its retention');
  }
}
