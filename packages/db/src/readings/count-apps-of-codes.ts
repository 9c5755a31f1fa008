import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countGroups } from '../kept/count-groups.js';
import type { KnownGroup } from '../kept/read-known-groups.js';
import { compareTexts } from './compare-texts.js';
import { exactMax } from './count-people.js';
import { fromEvents, neededDetail, type Scope } from './counted-events.js';
import { noApp } from './dimension-sql.js';
import { asksSignIns } from './filter-sql.js';

/** The apps that have a code: how many, and the one with the most of it. Events that name no app are left out. */
export interface AppsOfCode {
  apps: number;
  topApp: string | null;
}

/**
 * The apps of some codes, which have so many `events` together in the scope. Where these are many, and the filter asks
 * for nothing that there are no summaries by, they are those of the workspace's `groups`.
 */
export async function countAppsOfCodes(
  db: Db,
  scope: Scope,
  { errorCodes, events, groups }: { errorCodes: string[]; events: number; groups: readonly KnownGroup[] },
): Promise<Map<string, AppsOfCode>> {
  const { filter, behind } = scope;
  const isSummed =
    behind !== undefined &&
    !asksSignIns(filter) &&
    neededDetail(filter, 'codes') === 'codes' &&
    !asksForSuccesses(filter);
  return isSummed && events > exactMax
    ? readSummed(db, scope, errorCodes, groups)
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
  groups: readonly KnownGroup[],
): Promise<Map<string, AppsOfCode>> {
  const eventsOf = await countGroups(db, scope);
  const asked = new Set(errorCodes);
  const found = new Map<string, AppsOfCode & { most: number }>();
  for (const group of groups) {
    if (!asked.has(group.errorCode) || group.app === noApp) continue;
    const events = eventsOf(group);
    if (events === 0) continue;
    const own = found.get(group.errorCode) ?? { apps: 0, topApp: null, most: 0 };
    found.set(group.errorCode, own);
    own.apps += 1;
    const isFirst = events === own.most && compareTexts(group.app, own.topApp ?? group.app) < 0;
    if (events <= own.most && !isFirst) continue;
    own.most = events;
    own.topApp = group.app;
  }
  return found;
}
