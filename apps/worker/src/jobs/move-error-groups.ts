import { firstState, nextState, usualHour } from '@turnaway/analyzer';
import { countPeopleSince } from '@turnaway/db/error-groups/count-people-since';
import { foldSightings } from '@turnaway/db/error-groups/fold-sightings';
import { type GroupToJudge, listGroupsToJudge } from '@turnaway/db/error-groups/list-groups-to-judge';
import { moveGroup } from '@turnaway/db/error-groups/move-group';
import { readHours } from '@turnaway/db/error-groups/read-hours';
import { saveUsualHours } from '@turnaway/db/error-groups/save-usual-hours';
import type { JobPayload } from '@turnaway/jobs';
import type { WorkerContext } from '../context.js';

const hourMs = 3_600_000;
/** What is usual is taken from so much time, so that weekdays and weekends are in it. */
const usualFromMs = 14 * 24 * hourMs;
const usualTtlMs = 6 * hourMs;
/** Looked up in one run; the rest is in the next. */
const usualAtOnceMax = 100;
const judgedMax = 5_000;
/** Leaves time for other chores: what batches brought beyond it is added in the next run. */
const foldForMs = 5_000;

/**
 * Adds to a workspace's error groups what batches have brought, and moves those that have come to another state by
 * themselves. Several workers may do so at once: a change is still written down once.
 */
export async function moveErrorGroups(
  context: WorkerContext,
  { workspaceId }: JobPayload<'move-error-groups'>,
): Promise<void> {
  const { db } = context;
  const now = context.now();
  const stopAt = performance.now() + foldForMs;
  for (let more = true; more && performance.now() < stopAt; ) {
    ({ more } = await foldSightings(db, {
      workspaceId,
      now,
      firstState: (seen) => firstState(seen, now),
    }));
  }
  const groups = await listGroupsToJudge(db, { workspaceId, now, limit: judgedMax });
  await learnWhatIsUsual(context, workspaceId, groups, now);
  const people = await countPeople(context, workspaceId, groups);
  let moved = 0;
  for (const group of groups) {
    const next = nextState({ ...group, peopleSinceIgnored: people.get(group) ?? 0 }, now);
    if (next === null) continue;
    const { errorCode, app, state, stateSince } = group;
    const from = { state, since: stateSince };
    if (
      await moveGroup(db, { workspaceId, errorCode, app, from, to: next.state, because: next.because, now })
    ) {
      moved += 1;
    }
  }
  if (moved > 0) context.log.info({ workspaceId, moved }, 'error groups changed');
}

/** People whom groups have hit since they were ignored, of those that are ignored until they hit so many. */
async function countPeople(
  { db }: WorkerContext,
  workspaceId: string,
  groups: readonly GroupToJudge[],
): Promise<Map<GroupToJudge, number>> {
  const asked = groups.flatMap((group) => {
    const { state, ignore, decidedAt } = group;
    if (state !== 'ignored' || ignore?.until !== 'people' || decidedAt === null) return [];
    const { errorCode, app } = group;
    return [{ group, errorCode, app, since: decidedAt, max: ignore.count }];
  });
  if (asked.length === 0) return new Map();
  const max = asked.reduce((most, one) => Math.max(most, one.max), 0);
  const counts = await countPeopleSince(db, { workspaceId, groups: asked, max });
  return new Map(asked.map(({ group }, place) => [group, counts[place] ?? 0]));
}

/** Looks up what is usual for the groups with many events now, where that is not known or was long ago. */
async function learnWhatIsUsual(
  { db }: WorkerContext,
  workspaceId: string,
  groups: GroupToJudge[],
  now: Date,
): Promise<void> {
  const asked = groups
    .filter(({ state, eventsLastHour, usualAt }) => {
      const isStale = usualAt === null || now.getTime() - usualAt.getTime() > usualTtlMs;
      return isStale && eventsLastHour > 0 && state !== 'resolved' && state !== 'ignored';
    })
    .slice(0, usualAtOnceMax);
  if (asked.length === 0) return;
  const to = new Date(Math.floor(now.getTime() / hourMs) * hourMs);
  const from = new Date(to.getTime() - usualFromMs);
  const hours = await readHours(db, { workspaceId, groups: asked, from, to });
  asked.forEach((group, place) => {
    const knownMs = to.getTime() - Math.max(from.getTime(), group.firstSeenAt.getTime());
    group.usualHour = usualHour(hours[place] ?? [], Math.floor(knownMs / hourMs));
  });
  await saveUsualHours(db, { workspaceId, now, groups: asked });
}
