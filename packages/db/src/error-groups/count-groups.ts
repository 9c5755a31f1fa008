import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { hasKeptGroups } from '../kept/count-groups.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { chooseGrain, type Grain, lengthMs } from '../readings/range.js';
import type { StoredKey } from './group-key.js';
import { readGroupHashes, selectGroupedEvents } from './grouped-events.js';

export const sparkParts = 24;

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
  const grain = chooseGrain(scope.span, partMs, hasMinutes);
  const partOf = (bucket: Prisma.Sql) =>
    Prisma.sql`date_bin(make_interval(secs => ${partMs / 1_000}), ${bucket}, ${scope.span.from}::timestamptz)`;
  const counted = hasKeptGroups(scope)
    ? await readSummedParts(db, scope, keys, grain, partOf)
    : await readCountedParts(db, scope, outcomes, keys, grain, partOf);
  for (const row of counted) {
    const own = parts[row.place];
    const index = Math.round((row.start.getTime() - scope.span.from.getTime()) / partMs);
    if (own !== undefined) own[index] = (own[index] ?? 0) + row.events;
  }
  return parts;
}

/** Events of the key at a place, in the part that starts then. */
interface Part {
  place: number;
  start: Date;
  events: number;
}

async function readSummedParts(
  db: Db,
  scope: Scope,
  keys: readonly StoredKey[],
  grain: Grain,
  partOf: (bucket: Prisma.Sql) => Prisma.Sql,
): Promise<Part[]> {
  const hashes = await readGroupHashes(db, keys);
  const { rows } = await db.pool.query<{ hash: string; start: Date; events: number }>(Prisma.sql`
    select group_hash::text as hash, ${partOf(Prisma.sql`bucket`)} as start, sum(events)::float8 as events
    from (${selectGroupedEvents(scope, { grain, hashes: arrayOf(hashes) })}) counted group by 1, 2`);
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  return rows.map(({ hash, ...part }) => ({ ...part, place: places.get(hash) ?? -1 }));
}

async function readCountedParts(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  keys: readonly StoredKey[],
  grain: Grain,
  partOf: (bucket: Prisma.Sql) => Prisma.Sql,
): Promise<Part[]> {
  const { rows } = await db.pool.query<StoredKey & { start: Date; events: number }>(Prisma.sql`
    select r.error_code as "errorCode", r.app, ${partOf(Prisma.sql`r.bucket`)} as start, sum(r.events)::float8 as events
    ${fromEvents(scope, 'cells', grain === 'quarter' ? 'hour' : grain)}
      and c.outcome = any(${outcomes}::text[]) and ${isOneOf(keys)} group by 1, 2, 3`);
  const places = new Map(keys.map(({ errorCode, app }, place) => [`${errorCode}\n${app}`, place]));
  return rows.map(({ errorCode, app, ...part }) => ({
    ...part,
    place: places.get(`${errorCode}\n${app}`) ?? -1,
  }));
}

/** That a row `r` is of one of the groups. */
export function isOneOf(keys: readonly StoredKey[]): Prisma.Sql {
  return Prisma.sql`(r.error_code, r.app) in (
    select * from unnest(${keys.map(({ errorCode }) => errorCode)}::text[], ${keys.map(({ app }) => app)}::text[]))`;
}

function arrayOf(hashes: readonly string[]): Prisma.Sql {
  return Prisma.sql`${[...hashes]}::bigint[]`;
}
