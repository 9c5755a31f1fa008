import { findNextDue } from '@turnaway/db/alerting/find-next-due';
import type { JobPayload } from '@turnaway/jobs';
import { inhibitAlerts } from '../alerts/inhibit-alerts.js';
import { lookAtAll } from '../alerts/look-at-all.js';
import { hearingMaxMs } from '../alerts/rules-to-hear.js';
import { tellDueGroups } from '../alerts/tell-due-groups.js';
import type { MessageOrigin } from '../alerts/tell-group.js';
import { createUsualLag } from '../alerts/usual-lag.js';
import type { WorkerContext } from '../context.js';

/** Looks come at least once a minute. */
const soonMs = 60_000;

/**
 * Looks at every rule of a workspace: begins and ends alerts, and enqueues the messages about them. Several workers
 * may look at once; a change of state is still told once. A rule that cannot be looked at does not hold up the rest, and
 * one that takes long holds up no message for longer than `patienceMs`.
 */
export async function evaluateAlerts(
  context: WorkerContext & MessageOrigin,
  { workspaceId }: JobPayload<'evaluate-alerts'>,
  { patienceMs = hearingMaxMs }: { patienceMs?: number } = {},
): Promise<void> {
  const usualLag = createUsualLag(context.db, workspaceId, context.now());
  const unheard = new Set<string>();
  const weigh = () => inhibitAlerts(context, workspaceId, usualLag);
  const tell = () => tellDueGroups(context, workspaceId, { weigh, unheard });

  const looking = lookAtAll(context, workspaceId, { usualLag, unheard });
  while (!(await isOver(looking, patienceMs))) await tell();
  await tell();
  await comeBack(context, workspaceId);
}

async function isOver(work: Promise<void>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What waits for company is told when its wait is over; if this job is lost, the look of the next minute does it. */
async function comeBack(context: WorkerContext, workspaceId: string): Promise<void> {
  const now = context.now();
  const until = new Date(now.getTime() + soonMs);
  const dueAt = await findNextDue(context.db, workspaceId, { now, before: until, waitMaxMs: hearingMaxMs });
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
