import type { AttemptCounts, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { asksSignIns, filterRollups } from '../readings/filter-sql.js';
import { hourMs } from '../readings/range.js';
import { fromAttempts } from './from-attempts.js';

/** Their median is within a hundredth of that of all, by place. */
const medianOfMax = 2_000;

interface Sums {
  succeeded: number;
  failed: number;
  abandoned: number;
  unresolved: number;
}

/**
 * What became of the attempts with a prompt that began in a range (ISO 8601, `to` exclusive), by the code of the last
 * prompt: whole hours from their counts, the rest, and whatever the counts do not know, one by one.
 */
export async function countAttempts(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<AttemptCounts> {
  const [sums, medianAnswerMs] = await Promise.all([sumUp(db, query), readMedian(db, query)]);
  return { prompted: sums.succeeded + sums.failed + sums.abandoned, ...sums, medianAnswerMs };
}

async function sumUp(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<Sums> {
  const from = Date.parse(query.range.from);
  const to = Date.parse(query.range.to);
  const firstHour = Math.ceil(from / hourMs) * hourMs;
  const endOfHours = Math.floor(to / hourMs) * hourMs;
  const oneByOne = (start: number, end: number) => sumOneByOne(db, query, new Date(start), new Date(end));
  const isCountedByHour = !asksSignIns(query.filter) && query.filter.interactive === undefined;
  if (!isCountedByHour || firstHour >= endOfHours) return oneByOne(from, to);
  const parts = await Promise.all([
    sumHours(db, query, new Date(firstHour), new Date(endOfHours)),
    ...(from < firstHour ? [oneByOne(from, firstHour)] : []),
    ...(endOfHours < to ? [oneByOne(endOfHours, to)] : []),
  ]);
  return parts.reduce((sum, part) => ({
    succeeded: sum.succeeded + part.succeeded,
    failed: sum.failed + part.failed,
    abandoned: sum.abandoned + part.abandoned,
    unresolved: sum.unresolved + part.unresolved,
  }));
}

async function sumHours(
  db: Db,
  { workspaceId, filter }: { workspaceId: string; filter: SignInFilter },
  from: Date,
  to: Date,
): Promise<Sums> {
  const namesApps = filter.app !== undefined || filter.feed !== undefined;
  const { rows } = await db.pool.query<Sums>(Prisma.sql`
    select coalesce(sum(r.succeeded), 0)::float8 as succeeded, coalesce(sum(r.failed), 0)::float8 as failed,
      coalesce(sum(r.abandoned), 0)::float8 as abandoned,
      coalesce(sum(r.abandoned) filter (where c.outcome = 'conditional'), 0)::float8 as unresolved
    from ${namesApps ? Prisma.sql`rollup_attempts` : Prisma.sql`rollup_attempt_codes`} r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    where r.workspace_id = ${workspaceId} and r.bucket >= ${from} and r.bucket < ${to}
      and ${filterRollups(filter)}`);
  return rows[0] ?? { succeeded: 0, failed: 0, abandoned: 0, unresolved: 0 };
}

async function sumOneByOne(
  db: Db,
  { workspaceId, filter }: { workspaceId: string; filter: SignInFilter },
  from: Date,
  to: Date,
): Promise<Sums> {
  const range = { from: from.toISOString(), to: to.toISOString() };
  const { rows } = await db.pool.query<Sums>(Prisma.sql`
    select (count(*) filter (where r.outcome = 'success'))::int as succeeded,
      (count(*) filter (where r.outcome = 'failed'))::int as failed,
      (count(*) filter (where r.outcome = 'abandoned'))::int as abandoned,
      (count(*) filter (where r.outcome = 'abandoned' and c.outcome = 'conditional'))::int as unresolved
    ${fromAttempts({ workspaceId, range, filter })}`);
  return rows[0] ?? { succeeded: 0, failed: 0, abandoned: 0, unresolved: 0 };
}

/** Medians of parts do not add up, so that of many attempts is told by the newest of them. */
async function readMedian(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<number | null> {
  const { rows } = await db.pool.query<{ median: number | null }>(Prisma.sql`
    select (percentile_cont(0.5) within group (order by newest.answered_after_ms))::int as median from (
      select r.answered_after_ms ${fromAttempts(query)} and r.answered_after_ms is not null
      order by r.started_at desc limit ${medianOfMax}
    ) newest`);
  return rows[0]?.median ?? null;
}
