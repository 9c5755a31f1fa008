import { noApp } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countGroups, hasKeptGroups } from '../kept/count-groups.js';
import type { GroupsOfCode, KnownGroups } from '../kept/read-known-groups.js';
import { compareTexts } from './compare-texts.js';
import { fewOfSubjectMax } from './count-members.js';
import { exactMax } from './count-people.js';
import { fromEvents, type Scope } from './counted-events.js';
import { asksSignIns } from './filter-sql.js';

/** The apps that have a code: how many, and the one with the most of it. Events that name no app are left out. */
export interface AppsOfCode {
  apps: number;
  topApp: string | null;
}

/**
 * The apps of some codes, which have so many `events` together in the scope. Where these are many, and the filter asks
 * for nothing that there are no summaries by, they are those of the `known` groups.
 */
export async function countAppsOfCodes(
  db: Db,
  scope: Scope,
  { errorCodes, events, known }: { errorCodes: string[]; events: number; known: Promise<KnownGroups> },
): Promise<Map<string, AppsOfCode>> {
  const { filter, behind } = scope;
  const isSummed = hasKeptGroups(scope) && !asksForSuccesses(filter);
  // Of a few addresses, people and so on, from their lists.
  const isListed = behind !== undefined && asksSignIns(filter) && !asksForSuccesses(filter);
  return (isSummed && events > (filter.app === undefined ? exactMax : fewOfSubjectMax)) ||
    (isListed && events > fewOfSubjectMax)
    ? readSummed(db, scope, errorCodes, known)
    : readCounted(db, scope, errorCodes);
}

/** Only what is kept as a sign-in has its apps summed up by code. */
function asksForSuccesses({ outcome }: Scope['filter']): boolean {
  return outcome?.some((asked) => asked === 'success' || asked === 'other') ?? false;
}

async function readCounted(db: Db, scope: Scope, errorCodes: string[]): Promise<Map<string, AppsOfCode>> {
  const { rows } = await db.pool.query<{
    error_code: string;
    apps: number;
    top_app: string | null;
  }>(Prisma.sql`
    with cells as (
      select r.error_code, r.app, sum(r.events) as events ${fromEvents(scope)}
        and r.error_code = any(${errorCodes}::text[]) and r.app <> ${noApp} group by 1, 2
    )
    select error_code, count(*)::int as apps, (array_agg(app order by events desc, app))[1] as top_app
    from cells group by 1`);
  return new Map(rows.map((row) => [row.error_code, { apps: row.apps, topApp: row.top_app }]));
}

/** From the groups that have events: each is a code in an app. */
async function readSummed(
  db: Db,
  scope: Scope,
  errorCodes: string[],
  known: Promise<KnownGroups>,
): Promise<Map<string, AppsOfCode>> {
  const [events, { byCode }] = await Promise.all([countGroups(db, scope, known), known]);
  return new Map(errorCodes.map((code) => [code, sumUpApps(byCode.get(code), events, scope.filter.app)]));
}

function sumUpApps(
  ofCode: GroupsOfCode | undefined,
  events: Float64Array,
  asked: readonly string[] | undefined,
): AppsOfCode {
  if (ofCode === undefined) return { apps: 0, topApp: null };
  const { groups, places, ofNoApp } = ofCode;
  const appOf = (index: number) => groups[index]?.app ?? '';
  let apps = 0;
  let most = 0;
  let top = -1;
  for (let index = 0; index < places.length; index += 1) {
    const own = events[places[index] ?? 0] ?? 0;
    if (own === 0 || index === ofNoApp || asked?.includes(appOf(index)) === false) continue;
    apps += 1;
    if (own > most || (own === most && compareTexts(appOf(index), appOf(top)) < 0)) {
      most = own;
      top = index;
    }
  }
  return { apps, topApp: top < 0 ? null : appOf(top) };
}
