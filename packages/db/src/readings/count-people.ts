import type { Outcome, TotalIs } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { countApps, hasKeptApps } from '../kept/count-apps.js';
import { countCodes } from '../kept/count-codes.js';
import { joinPeople } from '../kept/join-people.js';
import type { FilteredClass } from '../kept/matches-class.js';
import type { SetDimension } from '../kept/read-visits.js';
import { countListedKeys, type KeyTotal } from './count-keys.js';
import { countMembers, countMembersByCode, fewOfSubjectMax } from './count-members.js';
import {
  fromSignIns,
  fromSignInsBy,
  fromSignInsOf,
  neededDetail,
  type Scope,
  selectBuckets,
} from './counted-events.js';
import { classKey, type Dimension, dimensionKeys, isPersonal } from './dimension-sql.js';
import { estimatePeopleOfGroups, listGroups, readHashes } from './estimate-people-of-groups.js';
import { asksSignIns, filterRollups } from './filter-sql.js';
import type { KeySummaries, ListedDimension } from './key-summaries.js';
import { isOfFolds, joinSpans, splitSpan } from './split-span.js';

/** Up to so many sign-ins people are counted one by one; above, where there are sets of people, from these. */
export const exactMax = 20_000;
/** Of some codes, lists and sets are read from so many events on: their sign-ins lie apart from one another. */
export const fewOfCodeMax = 5_000;

/**
 * Distinct people and workloads among the sign-ins of a scope that have one of the outcomes, and one of the codes
 * where such are given; `events` says how many events these are. Exact up to 20,000 sign-ins (of an
 * address: 2,000); above, within about 1 % where there are summaries to tell.
 */
export async function countPeople(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  { events, errorCodes = null }: { events: number; errorCodes?: string[] | null },
): Promise<{ people: number; peopleIs: TotalIs }> {
  const and = errorCodes === null ? Prisma.empty : Prisma.sql`and c.error_code = any(${errorCodes}::text[])`;
  const sets = chooseSets(scope, outcomes, errorCodes === null ? null : 'code');
  if (sets !== null && events > exactMax) {
    const joined = await joinSets(db, scope, outcomes, { sets, keyOf: () => '', errorCodes });
    const counted = joined ?? (await estimateSets(db, scope, { sets, outcomes, key: Prisma.sql`''`, and }));
    return { people: counted.get('') ?? 0, peopleIs: 'about' };
  }
  if (events > fewOfSubjectMax && errorCodes === null && asksSignIns(scope.filter)) {
    const members = await countMembers(db, scope, outcomes);
    if (members !== null) return { people: members, peopleIs: 'about' };
  }
  const { rows } = await db.pool.query<{ people: number }>(
    // Distinct first, then count: PostgreSQL hashes this, and would sort a count(distinct …).
    Prisma.sql`select count(*)::int as people from (
      select distinct r.user_key ${fromSignIns(scope)}
        and r.user_key is not null and c.outcome = any(${outcomes}::text[]) ${and}
    ) p`,
  );
  return { people: rows[0]?.people ?? 0, peopleIs: 'exact' };
}

/**
 * The same by key of a dimension, for the given keys (`null`: all), which have so many `events` together; a key without
 * people is not in the map.
 */
export async function countPeopleBy(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: Dimension,
  { keys, events }: { keys: string[] | null; events: number },
): Promise<Map<string, number>> {
  if (keys?.length === 0) return new Map();
  const key = dimensionKeys[by];
  const isAsked = keys === null ? Prisma.empty : Prisma.sql`and ${key} = any(${keys}::text[])`;
  const sets = chooseSets(scope, outcomes, by);
  if (sets !== null && events > exactMax) {
    const isShown = (shown: string | null) => shown !== null && (keys === null || keys.includes(shown));
    const keyOf = (codeClass: FilteredClass) => {
      const own = classKey(by, codeClass);
      return isShown(own) ? own : null;
    };
    const joined = await joinSets(db, scope, outcomes, { sets, keyOf, apps: keys });
    return joined ?? estimateSets(db, scope, { sets, outcomes, key, and: isAsked });
  }
  if (by === 'code' && keys !== null && events > fewOfSubjectMax && asksSignIns(scope.filter)) {
    const counted = await countMembersByCode(db, scope, outcomes, keys);
    if (counted !== null) return counted;
  }
  const groups = listGroups(scope, by, keys);
  if (groups !== null && events > fewOfCodeMax) {
    return estimatePeopleOfGroups(db, scope, await readHashes(db, scope.workspaceId, outcomes, groups));
  }
  const { rows } = await db.pool.query<{ key: string; people: number }>(
    Prisma.sql`select key, count(*)::int as people from (
        select distinct ${key} as key, r.user_key ${fromSignInsBy(scope, [scope.span], by)}
          and r.user_key is not null and c.outcome = any(${outcomes}::text[]) ${isAsked}
      ) p group by key`,
  );
  return new Map(rows.map((row) => [row.key, row.people]));
}

/**
 * Joins the sets in memory: of codes, by what `keyOf` says of their classes; of all apps or outcomes asked for. `null` if
 * this has to be left to the database.
 */
async function joinSets(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  query: {
    sets: Sets;
    keyOf: (codeClass: FilteredClass) => string | null;
    errorCodes?: string[] | null;
    apps?: string[] | null;
  },
): Promise<Map<string, number> | null> {
  const { sets, keyOf, errorCodes = null, apps = null } = query;
  const { behind, filter } = scope;
  if (behind === undefined || (sets !== 'outcome' && sets !== 'app' && sets !== 'code')) return null;
  if (sets === 'outcome') {
    const asked = outcomes.filter((outcome) => filter.outcome?.includes(outcome) !== false);
    return joinPeople(db, { ...scope, behind }, sets, new Map(asked.map((outcome) => [outcome, ''])));
  }
  if (sets === 'app') {
    // One number for each app, or one for all that the filter names.
    const asked = (apps ?? filter.app ?? []).filter((app) => filter.app?.includes(app) !== false);
    const keys = new Map(asked.map((app) => [app, apps === null ? '' : app]));
    return keys.size === 0 ? null : joinPeople(db, { ...scope, behind }, sets, keys);
  }
  const counted: readonly string[] = outcomes;
  const keys = new Map<string, string>();
  for (const { codeClass } of await countCodes(db, scope)) {
    const key = keyOf(codeClass);
    const isAsked = errorCodes === null || errorCodes.includes(codeClass.error_code);
    if (key !== null && isAsked && counted.includes(codeClass.outcome)) keys.set(codeClass.error_code, key);
  }
  return joinPeople(db, { ...scope, behind }, sets, keys);
}

/**
 * How many different people, addresses, countries or clients there are, where there are more events than can be looked
 * at: people and addresses within about 1 %, of others at least those that are listed.
 */
export async function countDistinctKeys(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: ListedDimension,
  summaries: KeySummaries,
): Promise<KeyTotal> {
  if (by === 'user' || by === 'ip') {
    const sets = `${summaries.ofAll ? 'outcome' : 'code'}${by === 'ip' ? '-ip' : ''}` as const;
    const keys = summaries.ofAll ? outcomes : summaries.codes;
    const joined =
      scope.behind === undefined
        ? null
        : await joinPeople(
            db,
            { ...scope, behind: scope.behind },
            sets,
            new Map(keys.map((key) => [key, ''])),
          );
    if (joined !== null) return { keys: joined.get('') ?? 0, is: 'about' };
    const column = by === 'ip' ? Prisma.sql`r.ip` : Prisma.sql`r.user_key`;
    const all = await estimateSets(db, scope, { sets, outcomes, key: Prisma.sql`''`, member: column });
    return { keys: all.get('') ?? 0, is: 'about' };
  }
  return countListedKeys(db, scope, by, summaries);
}

type Sets = Exclude<SetDimension, 'group'>;

/** Which sets of people answer a question; `null` if none does, and sign-ins must. */
function chooseSets(scope: Scope, outcomes: Outcome[], by: Dimension | null): Sets | null {
  const { filter, behind } = scope;
  if (behind === undefined || asksSignIns(filter)) return null;
  if (by !== null && (isPersonal(by) || by === 'feed')) return null;
  if (by === 'app' || filter.app !== undefined) {
    const isOfFailures = outcomes.length === 1 && outcomes[0] === 'failure';
    const hasAppAlone = by === null || by === 'app';
    return hasAppAlone && isOfFailures && neededDetail(filter, 'apps') === 'apps' ? 'app' : null;
  }
  if (neededDetail(filter, 'codes') === 'cells') return null;
  return by === null && neededDetail(filter, 'apps') === 'apps' ? 'outcome' : 'code';
}

/** All events of a scope that have one of the outcomes. */
export async function countEvents(db: Db, scope: Scope, outcomes: readonly string[]): Promise<number> {
  const add = (sum: number, { events }: { events: number }) => sum + events;
  if (scope.filter.app !== undefined && hasKeptApps(scope)) {
    const apps = await countApps(db, scope);
    return apps.filter(({ outcome }) => outcomes.includes(outcome)).reduce(add, 0);
  }
  const codes = await countCodes(db, scope);
  return codes.filter(({ codeClass }) => outcomes.includes(codeClass.outcome)).reduce(add, 0);
}

/**
 * Joins the sets of the days, hours and quarters that have them, and adds the people of the rest, taken from sign-ins, that are
 * not in them yet.
 */
export async function estimateSets(
  db: Db,
  scope: Scope,
  query: {
    sets: Sets;
    outcomes: Outcome[];
    /** What there is one number for each of, over `r` and `c`. */
    key: Prisma.Sql;
    and?: Prisma.Sql;
    /** What is counted, over `r`; people where it is not said. */
    member?: Prisma.Sql;
  },
): Promise<Map<string, number>> {
  const { sets, outcomes, key, and = Prisma.empty, member = Prisma.sql`r.user_key` } = query;
  const stretches = splitSpan(scope.span, 'day', scope.behind ?? null);
  const folded = stretches.filter(isOfFolds);
  const rest = joinSpans(stretches.filter((stretch) => !isOfFolds(stretch)).map(({ span }) => span));
  const taken = takenOf(Prisma.sql`joined.people`);
  const isOutside = Prisma.sql`(joined.people is null or get_bit(joined.people, rest.place) = 0)`;
  const isInFirst = isFirst(Prisma.sql`rest.place`);
  const { rows } = await db.pool.query<{ key: string; first: number; sample: number }>(Prisma.sql`
    with joined as materialized (
      select ${key} as key, bit_or(r.people) as people
      ${fromSets(scope, sets, folded)} and c.outcome = any(${outcomes}::text[]) ${and} group by 1
    ), rest as (
      select ${key} as key, ${placeOf(member)} as place
      ${fromSignInsOf(scope, rest)} and ${member} is not null and c.outcome = any(${outcomes}::text[]) ${and} group by 1, 2
    ), added as (
      select rest.key, (count(*) filter (where ${isInFirst}))::int as first,
        (count(*) filter (where not ${isInFirst}))::int as sample
      from rest left join joined on joined.key = rest.key where ${isOutside} group by 1
    )
    select key, coalesce(${taken.first}, 0) + coalesce(added.first, 0) as first,
      coalesce(${taken.sample}, 0) + coalesce(added.sample, 0) as sample
    from joined full join added using (key) where key is not null`);
  return new Map(rows.map((row) => [row.key, estimatePeople(row)]));
}

function fromSets(scope: Scope, sets: Sets, stretches: Parameters<typeof selectBuckets>[1]): Prisma.Sql {
  const { workspaceId, filter } = scope;
  const named = sets === 'app' ? scope.filter.app : sets.startsWith('code') ? scope.codes : undefined;
  const isNamed = named ? Prisma.sql`and key = any(${named}::text[])` : Prisma.empty;
  const rows = selectBuckets(
    {
      columns: Prisma.sql`key, people`,
      table: Prisma.sql`folded_people`,
      where: Prisma.sql`workspace_id = ${workspaceId} and dimension = ${sets} ${isNamed}`,
    },
    stretches,
  );
  if (sets.startsWith('code')) {
    return Prisma.sql`from (select key as error_code, people from (${rows}) sets) r
      join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
      where ${filterRollups(filter)}`;
  }
  const columns =
    sets === 'app'
      ? Prisma.sql`select key as app, people, 'failure' as outcome`
      : Prisma.sql`select null::text as app, people, key as outcome`;
  return Prisma.sql`from (${columns} from (${rows}) sets) r cross join lateral (select r.outcome) c
    where ${filterRollups(filter)}`;
}
