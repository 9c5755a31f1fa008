import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countCodes } from '../kept/count-codes.js';
import { hasKeptGroups } from '../kept/count-groups.js';
import { exactMax } from '../readings/count-people.js';
import { fromSignIns, type Scope } from '../readings/counted-events.js';
import { estimatePeopleOfGroups } from '../readings/estimate-people-of-groups.js';
import { isOneOf } from './count-groups.js';
import type { StoredKey } from './group-key.js';

/**
 * People of some groups among the kept sign-ins of a scope, in the order of the keys. Exact where the codes have up to
 * 20,000 events in all apps together; above, within about 1 % where there are sets of people to tell.
 */
export async function countGroupPeople(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  keys: readonly StoredKey[],
): Promise<number[]> {
  if (keys.length === 0) return [];
  const ofCodes = { ...scope, codes: [...new Set(keys.map(({ errorCode }) => errorCode))] };
  if (hasKeptGroups(scope) && (await countEventsOfCodes(db, ofCodes)) > exactMax) {
    const groups = keys.map((group) => ({ ...group, key: `${group.errorCode}\n${group.app}` }));
    const people = await estimatePeopleOfGroups(db, ofCodes, outcomes, groups);
    return groups.map(({ key }) => people.get(key) ?? 0);
  }
  const { rows } = await db.pool.query<StoredKey & { people: number }>(Prisma.sql`
    select error_code as "errorCode", app, count(*)::int as people from (
      select distinct r.error_code, r.app, r.user_key ${fromSignIns(ofCodes)}
        and r.user_key is not null and c.outcome = any(${outcomes}::text[]) and ${isOneOf(keys)}
    ) hit group by 1, 2`);
  const people = new Map(rows.map((row) => [`${row.errorCode}\n${row.app}`, row.people]));
  return keys.map(({ errorCode, app }) => people.get(`${errorCode}\n${app}`) ?? 0);
}

/** What counting one by one would have to look at: sign-ins are found by their codes. */
async function countEventsOfCodes(db: Db, { filter: _, ...scope }: Scope): Promise<number> {
  const codes = await countCodes(db, { ...scope, filter: {} });
  return codes
    .filter(({ codeClass }) => scope.codes?.includes(codeClass.error_code) ?? true)
    .reduce((sum, { events }) => sum + events, 0);
}
