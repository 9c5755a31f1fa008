import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { fromEvents, fromSignIns, type Scope } from '../readings/counted-events.js';
import { chooseGrain, lengthMs } from '../readings/range.js';
import type { StoredKey } from './group-key.js';

export const sparkParts = 24;

/** Events of some groups in a scope, in the order of the keys. */
export async function countGroups(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  keys: readonly StoredKey[],
): Promise<number[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.pool.query<{ error_code: string; app: string; events: number }>(Prisma.sql`
    select r.error_code, r.app, sum(r.events)::float8 as events ${fromEvents(scope)}
      and c.outcome = any(${outcomes}::text[]) and ${isOneOf(keys)} group by 1, 2`);
  const events = new Map(rows.map((row) => [`${row.error_code}\n${row.app}`, row.events]));
  return keys.map(({ errorCode, app }) => events.get(`${errorCode}\n${app}`) ?? 0);
}

/** People of some groups (`null`: of all) among the kept sign-ins of a scope; groups without people are left out. */
export async function countGroupPeople(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  keys: readonly StoredKey[] | null,
): Promise<(StoredKey & { people: number })[]> {
  if (keys?.length === 0) return [];
  const asked = keys === null ? Prisma.empty : Prisma.sql`and ${isOneOf(keys)}`;
  const { rows } = await db.pool.query<StoredKey & { people: number }>(Prisma.sql`
    select error_code as "errorCode", app, count(*)::int as people from (
      select distinct r.error_code, r.app, r.user_key ${fromSignIns(scope)}
        and r.user_key is not null and c.outcome = any(${outcomes}::text[]) ${asked}
    ) hit group by 1, 2`);
  return rows;
}

/** Events of some groups over a scope's span in equal parts, in the order of the keys. */
export async function countGroupParts(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  { keys, hasMinutes }: { keys: readonly StoredKey[]; hasMinutes: boolean },
): Promise<number[][]> {
  const partMs = lengthMs(scope.span) / sparkParts;
  const parts = keys.map(() => new Array<number>(sparkParts).fill(0));
  if (keys.length === 0 || partMs === 0) return parts;
  const chosen = chooseGrain(scope.span, partMs, hasMinutes);
  // Quarters of an hour are summed up by code alone.
  const grain = chosen === 'quarter' ? 'hour' : chosen;
  const { rows } = await db.pool.query<{ error_code: string; app: string; start: Date; events: number }>(
    Prisma.sql`select r.error_code, r.app, sum(r.events)::float8 as events,
        date_bin(make_interval(secs => ${partMs / 1_000}), r.bucket, ${scope.span.from}::timestamptz) as start
      ${fromEvents(scope, 'cells', grain)}
        and c.outcome = any(${outcomes}::text[]) and ${isOneOf(keys)} group by 1, 2, 4`,
  );
  const places = new Map(keys.map(({ errorCode, app }, place) => [`${errorCode}\n${app}`, place]));
  for (const row of rows) {
    const own = parts[places.get(`${row.error_code}\n${row.app}`) ?? -1];
    const index = Math.round((row.start.getTime() - scope.span.from.getTime()) / partMs);
    if (own !== undefined) own[index] = (own[index] ?? 0) + row.events;
  }
  return parts;
}

function isOneOf(keys: readonly StoredKey[]): Prisma.Sql {
  return Prisma.sql`(r.error_code, r.app) in (
    select * from unnest(${keys.map(({ errorCode }) => errorCode)}::text[], ${keys.map(({ app }) => app)}::text[]))`;
}
