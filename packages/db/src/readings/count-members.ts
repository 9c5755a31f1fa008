import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { allAddresses, allPeople } from '../folds/fold-subjects.js';
import { placeOf } from '../folds/people-sketch.js';
import { Prisma } from '../generated/client.js';
import { joinPeopleOfSubject } from '../kept/join-people.js';
import { JoinedPeople } from '../kept/people-set.js';
import type { SubjectSets } from '../kept/read-visits.js';
import type { Scope } from './counted-events.js';
import { namesCodes } from './filter-sql.js';
import { chooseKeySummaries, hasLists, isOfKept, splitBySubjects } from './key-summaries.js';
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

/** Who is in the lists, and in the sign-ins where there are none, by code or all together (an empty key). */
async function joinMembers(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  { dimension, keys }: { dimension: SubjectSets; keys: string[] },
): Promise<Map<string, JoinedPeople> | null> {
  const { workspaceId, behind } = scope;
  if (namesCodes(scope.filter) || behind === undefined) return null;
  const summaries = await chooseKeySummaries(db, scope, scope.span, outcomes);
  if (summaries === null || !(summaries.of === 'app' || isOfKept(summaries.of))) return null;
  const parts = splitBySubjects(scope, summaries, 'code');
  if (!hasLists(parts)) return null;
  const isOfCodes = dimension === 'code';
  const member = dimension === allAddresses ? Prisma.sql`r.ip` : Prisma.sql`r.user_key`;
  const key = isOfCodes ? Prisma.sql`r.error_code` : Prisma.sql`''::text`;
  const isAsked = isOfCodes ? Prisma.sql`and r.error_code = any(${keys}::text[])` : Prisma.empty;
  const joined = new Map<string, JoinedPeople>();
  const subjects = parts.map(listedSubject);
  const left = await Promise.all(
    subjects.map(async (subject) => {
      const asked = { subject, dimension, keys };
      const of = { workspaceId, span: scope.span, behind };
      const { uncounted } = await joinPeopleOfSubject(db, of, asked, joined);
      return { isOf: subject.isOf, spans: uncounted };
    }),
  );
  const counted = await readUncounted<{ key: string; places: Buffer }>(
    db,
    workspaceId,
    left,
    (from) => Prisma.sql`select key, string_agg(int2send(place::int2), ''::bytea) as places from (
      select distinct ${key} as key, ${placeOf(member)} as place ${from} and ${member} is not null ${isAsked}
    ) people group by 1`,
  );
  for (const { key: of, places } of counted) {
    const people = joined.get(of) ?? new JoinedPeople();
    joined.set(of, people);
    for (let at = 0; at < places.length; at += 2) people.addPlace(places.readUInt16BE(at));
  }
  return joined;
}
