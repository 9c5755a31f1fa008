import type { Db } from '@turnaway/db';
import { listErrorGroups } from '@turnaway/db/error-groups/list-error-groups';
import { getSummary } from '@turnaway/db/readings/get-summary';
import { getTrends } from '@turnaway/db/readings/get-trends';
import { listErrors } from '@turnaway/db/readings/list-errors';
import { listWorkspaceIds } from '@turnaway/db/workspaces/list-workspace-ids';

const hourMs = 3_600_000;
/** What people mostly look at: a day, a week, a month. */
const rangesMs = [24 * hourMs, 7 * 24 * hourMs, 30 * 24 * hourMs];
/** Each has memory to itself only as long as there are few. */
const workspacesMax = 10;

/**
 * Asks what the first pages ask, one after the other, so that summaries are in memory before somebody waits for them. Stops
 * when it is told to; throws what a reading throws.
 */
export async function warmUp(db: Db, signal: AbortSignal): Promise<void> {
  const workspaceIds = (await listWorkspaceIds(db)).slice(0, workspacesMax);
  for (const rangeMs of rangesMs) {
    for (const workspaceId of workspaceIds) {
      const to = new Date();
      const range = { from: new Date(to.getTime() - rangeMs).toISOString(), to: to.toISOString() };
      const query = { workspaceId, range, filter: {} };
      for (const read of [
        () => getSummary(db, query),
        () => getTrends(db, { ...query, by: 'cause' }),
        () => getTrends(db, { ...query, by: 'app' }),
        () => listErrors(db, { ...query, sort: 'events', limit: 50 }),
        () => listErrorGroups(db, { ...query, sort: 'events', me: null, limit: 50 }),
      ]) {
        if (signal.aborted) return;
        await read();
      }
    }
  }
}
