import { findNextDue } from '@turnaway/db/alerting/find-next-due';
import { listWatchedRules } from '@turnaway/db/alerting/list-watched-rules';
import { withLockedRule } from '@turnaway/db/alerting/with-locked-rule';
import type { JobPayload } from '@turnaway/jobs';
import { inhibitAlerts } from '../alerts/inhibit-alerts.js';
import { isDue } from '../alerts/is-due.js';
import { endAll, lookAtRule } from '../alerts/look-at-rule.js';
import { tellDueGroups } from '../alerts/tell-due-groups.js';
import type { MessageOrigin } from '../alerts/tell-group.js';
import { createUsualLag } from '../alerts/usual-lag.js';
import type { WorkerContext } from '../context.js';

/** Looks come at least once a minute. */
const soonMs = 60_000;

/**
 * Looks at every rule of a workspace: begins and ends alerts, and enqueues the messages about them. Several workers
 * may look at once; a change of state is still told once. A rule that cannot be looked at does not hold up the rest.
 */
export async function evaluateAlerts(
  context: WorkerContext & MessageOrigin,
  { workspaceId }: JobPayload<'evaluate-alerts'>,
): Promise<void> {
  const usualLag = createUsualLag(context.db, workspaceId, context.now());
  for (const ruleId of await listWatchedRules(context.db, workspaceId)) {
    try {
      // All of a look happens under the rule's lock, the counting too: so no older look can overtake a newer one.
      await withLockedRule(context.db, ruleId, async (transaction, rule) => {
        const now = context.now();
        if (!rule.enabled) await endAll(transaction, rule, now);
        else if (isDue(rule, now)) await lookAtRule(transaction, rule, { now, usualLag });
      });
    } catch (error) {
      context.log.error({ err: error, ruleId }, 'could not look at an alert rule');
    }
  }
  await inhibitAlerts(context, workspaceId, usualLag);
  await tellDueGroups(context, workspaceId);
  await comeBack(context, workspaceId);
}

/** What waits for company is told when its wait is over; if this job is lost, the look of the next minute does it. */
async function comeBack(context: WorkerContext, workspaceId: string): Promise<void> {
  const now = context.now();
  const until = new Date(now.getTime() + soonMs);
  const dueAt = await findNextDue(context.db, workspaceId, until);
  if (dueAt === null) return;
  const dueSecond = Math.ceil(dueAt.getTime() / 1_000);
  await context.queue.enqueue(
    'evaluate-alerts',
    { workspaceId },
    {
      jobId: `alerts-${workspaceId}-due-${dueSecond}`,
      delayMs: Math.max(0, dueSecond * 1_000 - now.getTime()),
    },
  );
}
