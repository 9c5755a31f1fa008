import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, type Scope } from '../readings/counted-events.js';
import { countGroupPeople } from './count-group-people.js';
import type { StoredKey } from './group-key.js';
import { selectGroups } from './grouped-events.js';

export interface PeopleOfGroup extends StoredKey {
  people: number;
}

/** Groups looked at beyond those that are asked for. */
const spareGroups = 100;

/**
 * People of the groups in a scope, of so many at the least as have most of them; others may be left out. A group has
 * no more people than events: once enough of those with most events have more people than the next one has events,
 * nobody else needs to be counted.
 */
export async function countMostPeople(db: Db, scope: Scope, needed: number): Promise<PeopleOfGroup[]> {
  for (let asked = needed + spareGroups; ; asked *= 4) {
    const groups = await rankByEvents(db, scope, asked + 1);
    const next = groups.length > asked ? groups.pop() : undefined;
    const people = await countGroupPeople(db, scope, countedOutcomes(scope.filter), groups);
    const enough = [...people].sort((a, b) => b - a)[needed - 1] ?? 0;
    if (next === undefined || enough >= next.events) {
      return groups.map(({ errorCode, app }, place) => ({ errorCode, app, people: people[place] ?? 0 }));
    }
  }
}

async function rankByEvents(
  db: Db,
  scope: Scope,
  limit: number,
): Promise<(StoredKey & { events: number })[]> {
  const { rows } = await db.pool.query<StoredKey & { events: number }>(Prisma.sql`
    select error_code as "errorCode", app, events from (${selectGroups(scope)}) found
    order by events desc, 1, 2 limit ${limit}`);
  return rows;
}
