import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { groupHash } from '../folds/group-hash.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { exactMax } from '../readings/count-people.js';
import {
  fromEvents,
  fromSignIns,
  fromSignInsOf,
  type Scope,
  selectBuckets,
} from '../readings/counted-events.js';
import { isOfFolds, joinSpans, splitSpan } from '../readings/split-span.js';
import { isOneOf } from './count-groups.js';
import type { StoredKey } from './group-key.js';
import { isSummedByGroup, readGroupHashes } from './grouped-events.js';

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
  if (isSummedByGroup(scope) && (await countEventsOfCodes(db, ofCodes)) > exactMax) {
    return estimateGroupPeople(db, ofCodes, keys);
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
  const { rows } = await db.pool.query<{ events: number }>(Prisma.sql`
    select coalesce(sum(r.events), 0)::float8 as events ${fromEvents({ ...scope, filter: {} }, 'codes')}`);
  return rows[0]?.events ?? 0;
}

/** Joins the sets of the buckets that have them, and adds the people of the rest that are not in them yet. */
async function estimateGroupPeople(db: Db, scope: Scope, keys: readonly StoredKey[]): Promise<number[]> {
  const hashes = await readGroupHashes(db, keys);
  const stretches = splitSpan(scope.span, 'day', scope.behind ?? null);
  const rest = joinSpans(stretches.filter((stretch) => !isOfFolds(stretch)).map(({ span }) => span));
  const sets = selectBuckets(
    {
      columns: Prisma.sql`key as hash, people`,
      table: Prisma.sql`folded_people`,
      where: Prisma.sql`workspace_id = ${scope.workspaceId} and dimension = 'group' and key = any(${hashes}::text[])`,
    },
    stretches.filter(isOfFolds),
  );
  const taken = takenOf(Prisma.sql`joined.people`);
  const isOutside = Prisma.sql`(joined.people is null or get_bit(joined.people, rest.place) = 0)`;
  const isInFirst = isFirst(Prisma.sql`rest.place`);
  const { rows } = await db.pool.query<{ hash: string; first: number; sample: number }>(Prisma.sql`
    with joined as materialized (select hash, bit_or(people) as people from (${sets}) sets group by 1),
    rest as (
      select ${groupHash(Prisma.sql`r`)}::text as hash, ${placeOf(Prisma.sql`r.user_key`)} as place
      ${fromSignInsOf({ ...scope, filter: {} }, rest)} and r.user_key is not null and ${isOneOf(keys)} group by 1, 2
    ), added as (
      select rest.hash, (count(*) filter (where ${isInFirst}))::int as first,
        (count(*) filter (where not ${isInFirst}))::int as sample
      from rest left join joined on joined.hash = rest.hash where ${isOutside} group by 1
    )
    select hash, coalesce(${taken.first}, 0) + coalesce(added.first, 0) as first,
      coalesce(${taken.sample}, 0) + coalesce(added.sample, 0) as sample
    from joined full join added using (hash)`);
  const people = new Map(rows.map((row) => [row.hash, estimatePeople(row)]));
  return hashes.map((hash) => people.get(hash) ?? 0);
}
