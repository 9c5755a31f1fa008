import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { estimateSets, exactMax } from './count-people.js';
import { fromEvents, fromSignInsOf, neededDetail, type Scope, selectBuckets } from './counted-events.js';
import { noApp } from './dimension-sql.js';
import { asksSignIns } from './filter-sql.js';
import { isOfFolds, joinSpans, splitByLists } from './split-span.js';

/** The apps that have a code: how many, and the one with the most of it. Events that name no app are left out. */
export interface AppsOfCode {
  apps: number;
  topApp: string | null;
}

/**
 * The apps of some codes, which have so many `events` together in the scope. Where these are many, and the filter asks
 * for nothing that there are no summaries by, apps are counted within about 1 %.
 */
export async function countAppsOfCodes(
  db: Db,
  scope: Scope,
  { errorCodes, events }: { errorCodes: string[]; events: number },
): Promise<Map<string, AppsOfCode>> {
  const { filter, behind } = scope;
  const isSummed =
    behind !== undefined &&
    !asksSignIns(filter) &&
    neededDetail(filter, 'codes') === 'codes' &&
    !asksForSuccesses(filter);
  return isSummed && events > exactMax
    ? readSummed(db, scope, errorCodes)
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

const keptOutcomes: Outcome[] = ['failure', 'interrupt', 'conditional'];

async function readSummed(db: Db, scope: Scope, errorCodes: string[]): Promise<Map<string, AppsOfCode>> {
  const [apps, topApps] = await Promise.all([
    estimateSets(db, scope, {
      sets: 'code-app',
      outcomes: keptOutcomes,
      key: Prisma.sql`r.error_code`,
      and: Prisma.sql`and r.error_code = any(${errorCodes}::text[])`,
      member: Prisma.sql`nullif(r.app, ${noApp})`,
    }),
    readTopApps(db, scope, errorCodes),
  ]);
  return new Map(
    errorCodes.map((code) => [code, { apps: apps.get(code) ?? 0, topApp: topApps.get(code) ?? null }]),
  );
}

async function readTopApps(db: Db, scope: Scope, errorCodes: string[]): Promise<Map<string, string>> {
  const stretches = splitByLists(scope.span, scope.behind ?? null);
  const folded = stretches.filter(isOfFolds);
  const rest = joinSpans(stretches.filter((stretch) => !isOfFolds(stretch)).map(({ span }) => span));
  const listed = selectBuckets(
    {
      columns: Prisma.sql`error_code, key, events`,
      table: Prisma.sql`folded_keys`,
      where: Prisma.sql`workspace_id = ${scope.workspaceId} and dimension = 'app'
        and error_code = any(${errorCodes}::text[])`,
    },
    folded,
  );
  const { rows } = await db.pool.query<{ error_code: string; app: string }>(Prisma.sql`
    select distinct on (error_code) error_code, app from (
      select error_code, key as app, sum(events) as events from (${listed}) listed group by 1, 2
      union all
      select r.error_code, r.app, count(*) ${fromSignInsOf(scope, rest)} group by 1, 2
    ) counted where app <> ${noApp} group by 1, 2 order by error_code, sum(events) desc, app`);
  return new Map(rows.map((row) => [row.error_code, row.app]));
}
