import { noApp, type SignInFilter } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { fromEvents, fromSignIns, type Scope } from '../readings/counted-events.js';
import { filterRollups } from '../readings/filter-sql.js';
import { type WatchedCounts, whereSuccessesAre } from './count-watched-events.js';
import type { TopCode } from './list-top-codes.js';
import { readCodeClasses } from './read-code-classes.js';
import { watchedOutcomes } from './watched-events.js';

/** A part of the events that a rule is about: of these apps or systems, with these codes. Empty, it is all of them. */
export type Narrowing = Pick<SignInFilter, 'app' | 'system' | 'code'>;

/** What a message says of the events behind it. */
export interface EventFacts {
  counts: WatchedCounts;
  /** Distinct people and workloads. */
  people: number;
  /** Most frequent first, as the apps are; events that name no app are left out there. */
  topCodes: TopCode[];
  topApps: { app: string; events: number }[];
}

const nothing: EventFacts = {
  counts: { failures: 0, successes: 0, attempts: 0 },
  people: 0,
  topCodes: [],
  topApps: [],
};

/**
 * Gathers facts of many parts of what one rule is about, at most `limit` codes and apps of each, in the order of
 * `narrowings`: the events are read once for all parts of a shape, and not once for each part.
 */
export async function gatherEvents(
  db: Pick<Db, 'pool'>,
  scope: Scope,
  narrowings: readonly Narrowing[],
  limit: number,
): Promise<EventFacts[]> {
  const shapes = new Map<string, Map<string, Narrowing>>();
  for (const narrowing of narrowings) {
    const shape = Object.keys(narrowing).join();
    shapes.set(shape, (shapes.get(shape) ?? new Map()).set(JSON.stringify(narrowing), narrowing));
  }
  const found = new Map<string, EventFacts>();
  for (const parts of shapes.values()) {
    const facts = await gatherShape(db, scope, [...parts.values()], limit);
    [...parts.keys()].forEach((name, index) => {
      found.set(name, facts[index] ?? nothing);
    });
  }
  return narrowings.map((narrowing) => found.get(JSON.stringify(narrowing)) ?? nothing);
}

/** Parts that are all told apart by the same: by apps, systems, codes, apps and codes, or by nothing. */
async function gatherShape(
  db: Pick<Db, 'pool'>,
  { workspaceId, span, filter }: Scope,
  parts: readonly Narrowing[],
  limit: number,
): Promise<EventFacts[]> {
  const whole: Scope = { workspaceId, span, filter: { ...filter, ...unionOf(parts) } };
  const people = await countPeople(db, whole, parts);
  const { rows } = await db.pool.query<Counted>(selectCounted(whole, parts, limit));
  const codes = rows.flatMap(({ what, name }) => (what === 'code' && name !== null ? [name] : []));
  const classes = await readCodeClasses(db.pool, workspaceId, [...new Set(codes)]);
  const facts = parts.map((_, part) => ({ ...nothing, people: people.get(part) ?? 0 }));
  for (const { what, part, name, events, attempts } of rows) {
    // What is counted around the events of some codes is the same for all of these.
    const of = part === null ? facts : facts.slice(part, part + 1);
    for (const each of of) {
      const codeClass = name === null ? undefined : classes.get(name);
      if (what === 'around') each.counts = { ...each.counts, successes: events, attempts };
      if (what === 'events') each.counts = { ...each.counts, failures: events };
      if (what === 'code' && codeClass !== undefined)
        each.topCodes = [...each.topCodes, { ...codeClass, events }];
      if (what === 'app' && name !== null) each.topApps = [...each.topApps, { app: name, events }];
    }
  }
  return facts;
}

interface Counted {
  what: 'around' | 'events' | 'code' | 'app';
  part: number | null;
  name: string | null;
  events: number;
  attempts: number;
}

function selectCounted(whole: Scope, parts: readonly Narrowing[], limit: number): Prisma.Sql {
  const outcomes = Prisma.sql`any(${watchedOutcomes(whole.filter)}::text[])`;
  const rank = (by: Prisma.Sql) => Prisma.sql`row_number() over (
    partition by part order by sum(events) desc, ${by})`;
  return Prisma.sql`with events as materialized (
      select r.app, c.system, c.error_code, c.outcome, ${filterRollups(whole.filter)} as fits,
        sum(r.events)::float8 as events
      ${fromEvents({ ...whole, filter: whereSuccessesAre(whole.filter) })} group by 1, 2, 3, 4, 5
    ), placed as materialized (
      select ${placeOf(parts)} as part, e.* from events e ${joinPlaces(parts)}
    ), matched as materialized (
      select ${partOf(parts)} as part, e.app, e.error_code, e.events from placed e ${joinCodes(whole, parts)}
      where e.fits and e.outcome = ${outcomes}
    )
    select 'around' as what, part, null as name,
      coalesce(sum(events) filter (where outcome = 'success'), 0)::float8 as events,
      coalesce(sum(events) filter (where outcome in ('success', 'failure') or outcome = ${outcomes}), 0)::float8
        as attempts
    from placed group by part
    union all select 'events', part, null, sum(events)::float8, 0 from matched group by part
    union all select * from (
      select 'code', part, error_code, sum(events)::float8 as events, ${rank(Prisma.sql`error_code`)} as place
      from matched group by part, error_code) codes where place <= ${limit}
    union all select * from (
      select 'app', part, app, sum(events)::float8 as events, ${rank(Prisma.sql`app`)} as place
      from matched where app <> ${noApp} group by part, app) apps where place <= ${limit}
    order by 2, 4 desc, 3`;
}

async function countPeople(
  { pool }: Pick<Db, 'pool'>,
  whole: Scope,
  parts: readonly Narrowing[],
): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ part: number; people: number }>(
    Prisma.sql`with placed as (
        select ${placeOf(parts)} as part, e.* from (
          select distinct r.app, c.system, c.error_code, r.user_key ${fromSignIns(whole)}
            and r.user_key is not null and c.outcome = any(${watchedOutcomes(whole.filter)}::text[])
        ) e ${joinPlaces(parts)}
      )
      select part, count(*)::int as people from (
        select distinct ${partOf(parts)} as part, e.user_key from placed e ${joinCodes(whole, parts)}
      ) people group by part`,
  );
  return new Map(rows.map(({ part, people }) => [part, people]));
}

/** What all parts together are about. */
function unionOf(parts: readonly Narrowing[]): Narrowing {
  const union: Narrowing = {};
  for (const name of ['app', 'system', 'code'] as const) {
    const values = parts.flatMap((part) => part[name] ?? []);
    if (parts[0]?.[name] !== undefined) union[name] = [...new Set(values)];
  }
  return union;
}

/** The number of each part beside each of its values. */
function pairsOf(parts: readonly Narrowing[], name: keyof Narrowing): Prisma.Sql {
  const pairs = parts.flatMap((part, index) => (part[name] ?? []).map((value) => ({ index, value })));
  return Prisma.sql`unnest(${pairs.map(({ index }) => index)}::int[], ${pairs.map(({ value }) => value)}::text[])`;
}

function placeName([first]: readonly Narrowing[]): 'app' | 'system' | null {
  if (first?.app !== undefined) return 'app';
  return first?.system === undefined ? null : 'system';
}

function placeOf(parts: readonly Narrowing[]): Prisma.Sql {
  return placeName(parts) === null ? Prisma.sql`null::int` : Prisma.sql`p.part`;
}

function joinPlaces(parts: readonly Narrowing[]): Prisma.Sql {
  const name = placeName(parts);
  if (name === null) return Prisma.empty;
  return Prisma.sql`join ${pairsOf(parts, name)} as p (part, value)
    on p.value = ${name === 'app' ? Prisma.sql`e.app` : Prisma.sql`e.system`}`;
}

function partOf(parts: readonly Narrowing[]): Prisma.Sql {
  return parts[0]?.code === undefined ? Prisma.sql`coalesce(e.part, 0)` : Prisma.sql`k.part`;
}

/** A code without its variant stands for all of its variants. */
function joinCodes({ workspaceId }: Scope, parts: readonly Narrowing[]): Prisma.Sql {
  if (parts[0]?.code === undefined) return Prisma.empty;
  return Prisma.sql`join (
      select distinct k.part, c.error_code from ${pairsOf(parts, 'code')} as k (part, code)
        join code_classes c on c.workspace_id = ${workspaceId}
          and (c.error_code = k.code or c.system || '/' || c.code = k.code)
    ) k on k.error_code = e.error_code and k.part = coalesce(e.part, k.part)`;
}
