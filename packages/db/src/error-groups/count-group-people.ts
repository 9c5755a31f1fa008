import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countCodes } from '../kept/count-codes.js';
import { hasKeptGroups } from '../kept/count-groups.js';
import type { KnownGroup } from '../kept/read-known-groups.js';
import { countMembersByGroup } from '../readings/count-members.js';
import { fewOfCodeMax } from '../readings/count-people.js';
import { fromSignIns, type Scope } from '../readings/counted-events.js';
import { estimatePeopleOfGroups } from '../readings/estimate-people-of-groups.js';
import { isOneOf, type StoredKey } from './group-key.js';

/**
 * People of some groups among the kept sign-ins of a scope, in the order of the groups. Exact where the codes have up to
 * 5,000 events in all apps together, and of addresses, people, countries and so on that are never heavy; above, within about 1 %
 * where there are sets of people to tell.
 */
export async function countGroupPeople(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  groups: readonly KnownGroup[],
): Promise<number[]> {
  if (groups.length === 0) return [];
  const ofCodes = { ...scope, codes: [...new Set(groups.map(({ errorCode }) => errorCode))] };
  if (hasKeptGroups(scope) && (await countEventsOfCodes(db, ofCodes)) > fewOfCodeMax) {
    const people = await estimatePeopleOfGroups(
      db,
      ofCodes,
      groups.map(({ hash, errorCode }) => ({ hash, errorCode, key: hash })),
    );
    return groups.map(({ hash }) => people.get(hash) ?? 0);
  }
  const listed = hasKeptGroups(scope) ? null : await countMembersByGroup(db, scope, groups);
  if (listed !== null) return listed;
  const { rows } = await db.pool.query<StoredKey & { people: number }>(Prisma.sql`
    select error_code as "errorCode", app, count(*)::int as people from (
      select distinct r.error_code, r.app, r.user_key ${fromSignIns(ofCodes)}
        and r.user_key is not null and c.outcome = any(${outcomes}::text[]) and ${isOneOf(groups)}
    ) hit group by 1, 2`);
  const people = new Map(rows.map((row) => [`${row.errorCode}\n${row.app}`, row.people]));
  return groups.map(({ errorCode, app }) => people.get(`${errorCode}\n${app}`) ?? 0);
}

/** What counting one by one would have to look at: sign-ins are found by their codes. */
async function countEventsOfCodes(db: Db, { filter: _, ...scope }: Scope): Promise<number> {
  const codes = await countCodes(db, { ...scope, filter: {} });
  return codes
    .filter(({ codeClass }) => scope.codes?.includes(codeClass.error_code) ?? true)
    .reduce((sum, { events }) => sum + events, 0);
}
