import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { isOneOf } from '../error-groups/group-key.js';
import { allAddresses, allPeople } from '../folds/fold-subjects.js';
import { groupHash } from '../folds/group-hash.js';
import { placeOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { joinPeopleOfSubject } from '../kept/join-people.js';
import { JoinedPeople } from '../kept/people-set.js';
import type { KnownGroup } from '../kept/read-known-groups.js';
import type { SubjectSets } from '../kept/read-visits.js';
import type { Scope } from './counted-events.js';
import { namesCodes } from './filter-sql.js';
import {
  chooseKeySummaries,
  chooseSubjectSummaries,
  hasLists,
  isOfKept,
  type KeySummaries,
  splitBySubjects,
} from './key-summaries.js';
import { listedSubject, readUncounted } from './listed-buckets.js';

/** From so many events of an address, a person, a country, … on, their lists are read in place of their sign-ins. */
export const fewOfSubjectMax = 2_000;

const allOf = { user: allPeople, ip: allAddresses } as const;

/**
 * Distinct people (or addresses) among the failures of a few apps, addresses, people, countries and so on, within about 1 %; `null` where
 * nothing is listed or more is asked.
 */
export async function countMembers(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: keyof typeof allOf = 'user',
): Promise<number | null> {
  const joined = await joinMembers(db, scope, outcomes, { dimension: allOf[by], keys: [''] });
  return joined === null ? null : (joined.get('')?.count() ?? 0);
}

/** People of some codes among the failures of a few addresses, people, countries and so on, as {@link countMembers} counts them. */
export async function countMembersByCode(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  errorCodes: string[],
): Promise<Map<string, number> | null> {
  const joined = await joinMembers(db, scope, outcomes, { dimension: 'code', keys: errorCodes });
  return joined === null ? null : new Map([...joined].map(([code, people]) => [code, people.count()]));
}

/**
 * People of some error groups among all that is kept of a few addresses, people, countries and so on, in the order of the groups and
 * within about 1 %; `null` where nothing is listed or more is asked. What the filter says of codes is left to the caller.
 */
export async function countMembersByGroup(
  db: Db,
  scope: Scope,
  groups: readonly KnownGroup[],
): Promise<number[] | null> {
  const summaries = await chooseSubjectSummaries(db, scope);
  if (summaries === null) return null;
  const joined = await joinListed(db, scope, summaries, {
    dimension: 'group',
    keys: groups.map(({ hash }) => hash),
    keyOf: Prisma.sql`${groupHash(Prisma.sql`r`)}::text`,
    isAsked: isOneOf(groups),
  });
  return joined === null ? null : groups.map(({ hash }) => joined.get(hash)?.count() ?? 0);
}

/** Who is in the lists, by code or all together (an empty key); of failures. */
async function joinMembers(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  { dimension, keys }: { dimension: SubjectSets; keys: string[] },
): Promise<Map<string, JoinedPeople> | null> {
  if (namesCodes(scope.filter)) return null;
  const summaries = await chooseKeySummaries(db, scope, scope.span, outcomes);
  if (summaries === null || !(summaries.of === 'app' || isOfKept(summaries.of))) return null;
  const isOfCodes = dimension === 'code';
  return joinListed(db, scope, summaries, {
    dimension,
    keys,
    keyOf: isOfCodes ? Prisma.sql`r.error_code` : Prisma.sql`''::text`,
    isAsked: isOfCodes ? Prisma.sql`r.error_code = any(${keys}::text[])` : Prisma.sql`true`,
  });
}

/** Who is in the lists, and in the sign-ins `r` that are asked where there are none, by key. */
async function joinListed(
  db: Db,
  scope: Scope,
  summaries: KeySummaries,
  asked: { dimension: SubjectSets | 'group'; keys: string[]; keyOf: Prisma.Sql; isAsked: Prisma.Sql },
): Promise<Map<string, JoinedPeople> | null> {
  const { workspaceId, span, behind } = scope;
  const parts = splitBySubjects(scope, summaries, 'code');
  if (behind === undefined || !hasLists(parts)) return null;
  const { dimension, keys, keyOf, isAsked } = asked;
  const member = dimension === allAddresses ? Prisma.sql`r.ip` : Prisma.sql`r.user_key`;
  const joined = new Map<string, JoinedPeople>();
  const left = await Promise.all(
    parts.map(listedSubject).map(async (subject) => {
      const of = { workspaceId, span, behind };
      const { uncounted } = await joinPeopleOfSubject(db, of, { subject, dimension, keys }, joined);
      return { isOf: subject.isOf, spans: uncounted };
    }),
  );
  const counted = await readUncounted<{ key: string; places: Buffer }>(
    db,
    workspaceId,
    left,
    (from) => Prisma.sql`select key, string_agg(int2send(place::int2), ''::bytea) as places from (
      select distinct ${keyOf} as key, ${placeOf(member)} as place ${from} and ${member} is not null and ${isAsked}
    ) people group by 1`,
  );
  for (const { key, places } of counted) {
    const people = joined.get(key) ?? new JoinedPeople();
    joined.set(key, people);
    for (let at = 0; at < places.length; at += 2) people.addPlace(places.readUInt16BE(at));
  }
  return joined;
}
