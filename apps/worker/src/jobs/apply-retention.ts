import { dropOldEvaluations } from '@turnaway/db/alert-history/drop-old-evaluations';
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
  if (
    expired.partitions + expired.rollupRows + expired.batches + ingestRequests + evaluations + errorGroups >
    0
  ) {
    context.log.info(
      { ...expired, ingestRequests, evaluations, errorGroups },
      'dropped what is older than its retention',
    );
  }
}
