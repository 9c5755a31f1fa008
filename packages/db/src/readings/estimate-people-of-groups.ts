import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { StoredKey } from '../error-groups/group-key.js';
import { groupHash } from '../folds/group-hash.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { joinPeople } from '../kept/join-people.js';
import { fromSignInsOf, type Scope, selectBuckets } from './counted-events.js';
import type { Dimension } from './dimension-sql.js';
import { asksSignIns } from './filter-sql.js';
import { isOfFolds, joinSpans, splitSpan } from './split-span.js';

/** An error group (code × app) by its hash, and the key that its people are counted under. */
export interface GroupOfKey {
  hash: string;
  errorCode: string;
  key: string;
}

/**
 * How many people have been in the groups of each key, within about 1 %: joins the sets of the buckets that have them, and adds the people of the rest that are not in them yet. A key
 * without people is not in the map. The groups are such that the scope's filter fits.
 */
export async function estimatePeopleOfGroups(
  db: Db,
  scope: Scope,
  groups: readonly GroupOfKey[],
): Promise<Map<string, number>> {
  if (groups.length === 0) return new Map();
  if (scope.behind !== undefined) {
    const keys = new Map(groups.map(({ hash, key }) => [hash, key]));
    const joined = await joinPeople(db, { ...scope, behind: scope.behind }, 'group', keys);
    if (joined !== null) return joined;
  }
  const stretches = splitSpan(scope.span, 'day', scope.behind ?? null);
  const rest = joinSpans(stretches.filter((stretch) => !isOfFolds(stretch)).map(({ span }) => span));
  const hashes = groups.map(({ hash }) => hash);
  const codes = [...new Set(groups.map(({ errorCode }) => errorCode))];
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
  const { rows } = await db.pool.query<{ key: string; first: number; sample: number }>(Prisma.sql`
    with asked as materialized (
      select * from unnest(${hashes}::text[], ${groups.map(({ key }) => key)}::text[]) as asked (hash, key)
    ), joined as materialized (
      select asked.key, bit_or(sets.people) as people from (${sets}) sets join asked using (hash) group by 1
    ), rest as (
      select asked.key, ${placeOf(Prisma.sql`r.user_key`)} as place
      from (select r.error_code, r.app, r.user_key ${fromSignInsOf({ ...scope, filter: {}, codes }, rest)}
        and r.user_key is not null) r
      join asked on asked.hash = ${groupHash(Prisma.sql`r`)}::text group by 1, 2
    ), added as (
      select rest.key, (count(*) filter (where ${isInFirst}))::int as first,
        (count(*) filter (where not ${isInFirst}))::int as sample
      from rest left join joined on joined.key = rest.key where ${isOutside} group by 1
    )
    select key, coalesce(${taken.first}, 0) + coalesce(added.first, 0) as first,
      coalesce(${taken.sample}, 0) + coalesce(added.sample, 0) as sample
    from joined full join added using (key)`);
  return new Map(rows.map((row) => [row.key, estimatePeople(row)]));
}

/** More sets than this are not joined. */
const groupsMax = 2_000;

/** The error groups that hold the events of some apps that have certain codes, or of some codes in certain apps. */
export function listGroups(
  scope: Scope,
  by: Dimension,
  keys: string[] | null,
): (StoredKey & { key: string })[] | null {
  const { filter, behind, codes } = scope;
  const { feed, interactive } = filter;
  if (behind === undefined || asksSignIns(filter) || feed !== undefined || interactive !== undefined)
    return null;
  const others = by === 'app' ? codes : by === 'code' ? filter.app : null;
  if (!keys || !others || keys.length * others.length > groupsMax) return null;
  return keys.flatMap((key) =>
    others.map((other) =>
      by === 'app' ? { errorCode: other, app: key, key } : { errorCode: key, app: other, key },
    ),
  );
}

/** What the groups are known by in summaries; those whose code has another outcome are left out. */
export async function readHashes(
  db: Db,
  workspaceId: string,
  outcomes: Outcome[],
  groups: readonly (StoredKey & { key: string })[],
): Promise<GroupOfKey[]> {
  const column = (values: string[]) => Prisma.sql`${values}::text[]`;
  const { rows } = await db.pool.query<GroupOfKey>(Prisma.sql`
    select ${groupHash(Prisma.sql`asked`)}::text as hash, asked.error_code as "errorCode", asked.key
    from unnest(${column(groups.map(({ errorCode }) => errorCode))}, ${column(groups.map(({ app }) => app))},
      ${column(groups.map(({ key }) => key))}) as asked (error_code, app, key)
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = asked.error_code
    where c.outcome = any(${outcomes}::text[])`);
  return rows;
}
