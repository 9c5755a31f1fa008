import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countKeys, countSubjects } from './count-keys.js';
import type { Scope } from './counted-events.js';
import { namesCodes } from './filter-sql.js';
import {
  chooseKeySummaries,
  hasLists,
  isOfKept,
  type KeySummaries,
  type ListedDimension,
  splitBySubjects,
} from './key-summaries.js';

/** From so many events of an address, a person, a country, … on, their lists are read in place of their sign-ins. */
export const fewOfSubjectMax = 2_000;

/**
 * Distinct people among the failures of a few addresses, people, countries and so on, within about 1 %; `null` where nothing is
 * listed or more is asked.
 */
export async function countMembers(db: Db, scope: Scope, outcomes: Outcome[]): Promise<number | null> {
  const summaries = await chooseLists(db, scope, outcomes, 'user');
  return summaries === null ? null : (await countSubjects(db, scope, 'user', summaries)).members;
}

/** The lists of the addresses, people, countries and so on that a filter names and nothing else. */
async function chooseLists(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: ListedDimension,
): Promise<KeySummaries | null> {
  if (namesCodes(scope.filter)) return null;
  const summaries = await chooseKeySummaries(db, scope, scope.span, outcomes);
  if (summaries === null || !isOfKept(summaries.of)) return null;
  return hasLists(splitBySubjects(scope, summaries, by)) ? summaries : null;
}

/** People of some codes among the failures of a few addresses, people, countries and so on, as {@link countMembers} counts them. */
export async function countMembersByCode(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  errorCodes: string[],
): Promise<Map<string, number> | null> {
  const lists = await chooseLists(db, scope, outcomes, 'code');
  if (lists === null) return null;
  const counted = await countKeys(db, scope, 'code', lists, errorCodes);
  return new Map(counted.map(({ key, people }) => [key, people]));
}
