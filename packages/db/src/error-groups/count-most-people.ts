import type { Db } from '../client.js';
import { countedOutcomes, type Scope } from '../readings/counted-events.js';
import { countGroupPeople } from './count-group-people.js';
import { type FoundGroup, rankGroups } from './find-groups.js';

/** Groups looked at beyond those that are asked for. */
const spareGroups = 100;

/**
 * People of groups by their places, of so many at the least as have most of them; others may be left out. A group has
 * no more people than events: once enough of those with most events have more people than the next one has events,
 * nobody else needs to be counted.
 */
export async function countMostPeople(
  db: Db,
  scope: Scope,
  groups: readonly FoundGroup[],
  needed: number,
): Promise<Map<number, number>> {
  for (let asked = needed + spareGroups; ; asked *= 4) {
    const ranked = rankGroups(groups, ({ events }) => -events, asked + 1);
    const largest = ranked.slice(0, asked).map(({ group }) => group);
    const people = await countGroupPeople(db, scope, countedOutcomes(scope.filter), largest);
    const enough = [...people].sort((a, b) => b - a)[needed - 1] ?? 0;
    const next = ranked[asked];
    if (next === undefined || enough >= next.events) {
      return new Map(largest.map(({ place }, index) => [place, people[index] ?? 0]));
    }
  }
}
