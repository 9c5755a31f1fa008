import { type DueGroup, listDueGroups } from '@turnaway/db/alerting/list-due-groups';
import { listTellingRules } from '@turnaway/db/alerting/list-telling-rules';
import type { WorkerContext } from '../context.js';
import { type GatheredGroup, gatherGroups } from './gather-groups.js';
import { rulesToHear } from './rules-to-hear.js';
import { type MessageOrigin, tellGroup } from './tell-group.js';

type TellingContext = WorkerContext & MessageOrigin;

/** Groups that are known to be due at the same time; the rest follows in the next pass. */
export const dueMax = 10_000;
/** Groups whose facts are read together, and kept in memory: each has some kilobytes. */
const partMax = 200;
const sideBySideMax = 4;

/**
 * Tells every group of alerts of a workspace that is due, save those that wait for a rule to be heard; `unheard` are rules
 * that nothing waits for. `weigh` says which alerts are told by others, and answers how many speak for themselves again: it
 * comes once it is known what is due, so that nothing is told that began since. Each group is told in a transaction of
 * its own: one that fails stays due and does not hold up the others. Several workers may do so at once.
 */
export async function tellDueGroups(
  context: TellingContext,
  workspaceId: string,
  { weigh, unheard }: { weigh: () => Promise<number>; unheard: ReadonlySet<string> },
): Promise<void> {
  const tried = new Set<string>();
  const nameOf = ({ id, version }: DueGroup) => `${id} ${version}`;
  for (let pass = 0, freed = 0; ; pass += 1) {
    const now = context.now();
    const due = await listDueGroups(context.db, { workspaceId, now, limit: dueMax + tried.size });
    const rules = due.length === 0 ? [] : await listTellingRules(context.db, workspaceId);
    const heard = rules.filter(({ id }) => !unheard.has(id));
    const ready = due.filter(
      (group) => !tried.has(nameOf(group)) && rulesToHear(group, heard, now).length === 0,
    );
    if (pass > 0 && ready.length === 0 && freed === 0) return;
    freed = await weigh();
    for (let start = 0; start < ready.length; start += partMax) {
      const groups = ready.slice(start, start + partMax);
      for (const group of groups) tried.add(nameOf(group));
      await tellPart(context, { workspaceId, groups, now });
    }
  }
}

interface Part {
  workspaceId: string;
  groups: readonly DueGroup[];
  now: Date;
}

async function tellPart(context: TellingContext, part: Part): Promise<void> {
  const gathered = await gather(context, part);
  const deliveryIds: string[] = [];
  let toldCount = 0;
  const queue = gathered.values();
  const tellNext = async () => {
    for (const each of queue) {
      try {
        const stored = await tellGroup(context, each, part.now);
        if (stored === null) continue;
        deliveryIds.push(...stored);
        toldCount += 1;
      } catch (error) {
        context.log.error({ err: error, groupId: each.group.id }, 'could not tell of a group of alerts');
      }
    }
  };
  await Promise.all(Array.from({ length: sideBySideMax }, tellNext));
  if (toldCount > 0) {
    context.log.info({ groups: toldCount, deliveries: deliveryIds.length }, 'told of alerts');
  }
  await enqueueDeliveries(context, deliveryIds);
}

/** Where facts of some groups cannot be read, those of each half are, until only the one is left that is at fault. */
async function gather(context: TellingContext, part: Part): Promise<GatheredGroup[]> {
  const { groups } = part;
  try {
    return await gatherGroups(context.db, part);
  } catch (error) {
    if (groups.length === 1) {
      context.log.error({ err: error, groupId: groups[0]?.id }, 'could not tell of a group of alerts');
      return [];
    }
    const half = Math.ceil(groups.length / 2);
    const first = await gather(context, { ...part, groups: groups.slice(0, half) });
    return [...first, ...(await gather(context, { ...part, groups: groups.slice(half) }))];
  }
}

async function enqueueDeliveries({ queue, log }: WorkerContext, deliveryIds: string[]): Promise<void> {
  const jobs = deliveryIds.map((deliveryId) => ({ payload: { deliveryId }, jobId: `${deliveryId}-0` }));
  try {
    await queue.enqueueAll('deliver-webhook', jobs);
  } catch (error) {
    // The deliveries are stored and due: the sweep enqueues them.
    log.warn({ err: error, deliveries: jobs.length }, 'could not enqueue deliveries');
  }
}
