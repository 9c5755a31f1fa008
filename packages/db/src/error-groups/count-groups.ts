import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { sumChosen } from '../kept/bins.js';
import { hasKeptGroups } from '../kept/count-groups.js';
import { readCounts } from '../kept/read-counts.js';
import { readGroupEvents } from '../kept/read-group-events.js';
import type { KnownGroup, KnownGroups } from '../kept/read-known-groups.js';
import { countSubjectGroups } from '../readings/count-subject-groups.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import {
  chooseGrain,
  type Grain,
  hourMs,
  lengthMs,
  minuteGrainMaxMs,
  minuteMs,
  type Span,
} from '../readings/range.js';
import { type Behind, foldedMinutes, isOfFolds, splitSpan } from '../readings/split-span.js';
import { isOneOf, type StoredKey } from './group-key.js';
import { selectGroupedEvents } from './grouped-events.js';

export const sparkParts = 24;

/** Events of some groups over a scope's span in equal parts, in the order of the groups. */
export async function countGroupParts(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  asked: { groups: readonly KnownGroup[]; known: Promise<KnownGroups>; hasMinutes: boolean },
): Promise<number[][]> {
  const { groups, hasMinutes } = asked;
  const partMs = lengthMs(scope.span) / sparkParts;
  const parts = groups.map(() => new Array<number>(sparkParts).fill(0));
  if (groups.length === 0 || partMs === 0) return parts;
  const grain = chooseGrain(scope.span, partMs, hasMinutes);
  if (hasKeptGroups(scope) && lengthMs(scope.span) <= minuteGrainMaxMs) {
    return readKeptParts(db, scope, groups, grain, partMs);
  }
  const listed = hasKeptGroups(scope) ? null : await readListedParts(db, scope, asked, grain, partMs);
  if (listed !== null) return listed;
  const add: AddPart = (place, at, events) => {
    const own = parts[place];
    // A quarter that the span begins in has its name from before.
    const part = Math.min(Math.max(at, 0), sparkParts - 1);
    if (own !== undefined) own[part] = (own[part] ?? 0) + events;
  };
  if (!hasKeptGroups(scope)) await addCountedParts(db, scope, { outcomes, groups, grain, partMs }, add);
  else if (partMs < coarsePartMs) await addFineParts(db, scope, { groups, grain, partMs }, add);
  else await addCoarseParts(db, scope, { groups, partMs }, add);
  return parts;
}

/** Adds events of the group at a place to one of the parts. */
type AddPart = (place: number, part: number, events: number) => void;

/** From memory: of a day or two, all groups by hour and quarter have room there. */
async function readKeptParts(
  db: Db,
  scope: Scope & { behind: Behind },
  groups: readonly KnownGroup[],
  grain: Grain,
  partMs: number,
): Promise<number[][]> {
  const bins = { start: scope.span.from.getTime(), stepMs: partMs, size: sparkParts };
  const counts = await readCounts(db, scope, 'groups', { grain, bins });
  // Had the names been collected anew meanwhile, groups would have other places.
  const places = groups.map(({ hash, place }) =>
    counts.names[place] === hash ? place : counts.names.indexOf(hash),
  );
  return sumChosen(counts, bins, places).map((sums) => [...sums]);
}

/** Of addresses, people and so on, which are listed by hours and days; `null` where they are not. */
async function readListedParts(
  db: Db,
  scope: Scope,
  asked: { groups: readonly KnownGroup[]; known: Promise<KnownGroups> },
  grain: Grain,
  partMs: number,
): Promise<number[][] | null> {
  const { groups } = asked;
  const known = await asked.known;
  const rows = { of: new Int32Array(known.names.list.length).fill(-1), count: groups.length };
  for (const [row, { place }] of groups.entries()) rows.of[place] = row;
  const cells = await countSubjectGroups(db, scope, known, {
    grain: grain === 'minute' || grain === 'quarter' ? 'hour' : grain,
    bins: { start: scope.span.from.getTime(), stepMs: partMs, size: sparkParts },
    rows,
  });
  if (cells === null) return null;
  return groups.map((_, row) => [...cells.subarray(row * sparkParts, (row + 1) * sparkParts)]);
}

function partOf(scope: Scope, partMs: number, bucket: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`floor((date_part('epoch', ${bucket}) * 1000 - ${scope.span.from.getTime()}::float8)
    / ${partMs}::float8)::int`;
}

/** Parts of this length hold six hours or days that are summed up; shorter ones are made of hours at most. */
const coarsePartMs = 12 * hourMs;

async function addFineParts(
  db: Db,
  scope: Scope,
  { groups, grain, partMs }: { groups: readonly KnownGroup[]; grain: Grain; partMs: number },
  add: AddPart,
): Promise<void> {
  const hashes = groups.map(({ hash }) => hash);
  await addHashed(
    db,
    Prisma.sql`select group_hash, ${partOf(scope, partMs, Prisma.sql`bucket`)} as part, events
      from (${selectGroupedEvents(scope, { grain, hashes: arrayOf(hashes) })}) counted`,
    hashes,
    add,
  );
}

/** Days, six hours and hours that lie in one part, from memory; what is not summed up from the counts. */
async function addCoarseParts(
  db: Db,
  scope: Scope & { behind: Behind },
  { groups, partMs }: { groups: readonly KnownGroup[]; partMs: number },
  add: AddPart,
): Promise<void> {
  const hashes = groups.map(({ hash }) => hash);
  const partsOf = new Map<number, Map<number, number>>();
  const selects: Prisma.Sql[] = [];
  for (const [part, span] of splitParts(scope.span, partMs).entries()) {
    const stretches = splitSpan(span, 'day', scope.behind);
    for (const stretch of stretches.filter(isOfFolds)) {
      const minutes = foldedMinutes[stretch.store];
      const own = partsOf.get(minutes) ?? new Map<number, number>();
      partsOf.set(minutes, own);
      const { from, to } = stretch.span;
      for (let at = from.getTime(); at < to.getTime(); at += minutes * minuteMs) own.set(at, part);
    }
    for (const stretch of stretches.filter((one) => !isOfFolds(one) && lengthMs(one.span) > 0)) {
      selects.push(Prisma.sql`select group_hash, ${part}::int as part, events
        from (${selectGroupedEvents({ ...scope, span: stretch.span }, { hashes: arrayOf(hashes) })}) counted`);
    }
  }
  const asked = [...partsOf].map(([minutes, parts]) => ({ minutes, buckets: [...parts.keys()] }));
  await Promise.all([
    readGroupEvents(db, scope, hashes, asked, ({ minutes, bucket }, place, events) =>
      add(place, partsOf.get(minutes)?.get(bucket) ?? 0, events),
    ),
    selects.length > 0 ? addHashed(db, Prisma.join(selects, ' union all '), hashes, add) : null,
  ]);
}

/** Adds the rows (group_hash, part, events) of a statement. */
async function addHashed(db: Db, statement: Prisma.Sql, hashes: string[], add: AddPart): Promise<void> {
  const { rows } = await db.pool.query<{ hash: string; part: number; events: number }>(Prisma.sql`
    select group_hash::text as hash, part, sum(events)::float8 as events from (${statement}) parts group by 1, 2`);
  const places = new Map(hashes.map((hash, place) => [hash, place]));
  for (const { hash, part, events } of rows) add(places.get(hash) ?? -1, part, events);
}

/** The equal parts of a span, each to the hour: an hour belongs to the part that it begins in. */
function splitParts({ from, to }: Span, partMs: number): Span[] {
  const startOf = (part: number) =>
    new Date(Math.min(Math.ceil((from.getTime() + part * partMs) / hourMs) * hourMs, to.getTime()));
  return Array.from({ length: sparkParts }, (_, part) => ({
    from: part === 0 ? from : startOf(part),
    to: part === sparkParts - 1 ? to : startOf(part + 1),
  }));
}

async function addCountedParts(
  db: Db,
  scope: Scope,
  asked: { outcomes: Outcome[]; groups: readonly StoredKey[]; grain: Grain; partMs: number },
  add: AddPart,
): Promise<void> {
  const { outcomes, groups, grain, partMs } = asked;
  const { rows } = await db.pool.query<StoredKey & { part: number; events: number }>(Prisma.sql`
    select r.error_code as "errorCode", r.app, ${partOf(scope, partMs, Prisma.sql`r.bucket`)} as part, sum(r.events)::float8 as events
    ${fromEvents(scope, 'cells', grain === 'quarter' ? 'hour' : grain)}
      and c.outcome = any(${outcomes}::text[]) and ${isOneOf(groups)} group by 1, 2, 3`);
  const places = new Map(groups.map(({ errorCode, app }, place) => [`${errorCode}\n${app}`, place]));
  for (const { errorCode, app, part, events } of rows)
    add(places.get(`${errorCode}\n${app}`) ?? -1, part, events);
}

function arrayOf(hashes: readonly string[]): Prisma.Sql {
  return Prisma.sql`${[...hashes]}::bigint[]`;
}
