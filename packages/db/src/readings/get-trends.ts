import type { SignInFilter, TimeRange, TrendDimension, Trends } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, type Detail, fromEvents, neededDetail, type Scope } from './counted-events.js';
import { dimensionKeys, labelOf, storedLabel } from './dimension-sql.js';
import { loadPeriods } from './load-periods.js';
import { chooseBucketMinutes, type Grain, lengthMs, listBuckets, minuteMs } from './range.js';

const seriesMax = 12;

/** One bucket of one series; `key` is `null` for what is beyond the largest series. */
interface Cell {
  key: string | null;
  label: string | null;
  bucket: Date;
  counted: number;
  successes: number;
  failures: number;
  interrupts: number;
}

/**
 * Counts over time, by a dimension. Series hold failures (or the outcomes that the filter asks for; by outcome:
 * all events), the largest 12 by name and the rest as `other`. Buckets are in UTC and without holes; events of
 * the period that it is compared with stand in the bucket that they are compared with.
 */
export async function getTrends(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter; by: TrendDimension },
): Promise<Trends> {
  const { workspaceId, filter, by } = query;
  const periods = await loadPeriods(db, workspaceId, query.range, filter);
  const { span, spanBefore } = periods;
  const bucketMinutes = chooseBucketMinutes(
    lengthMs(span),
    periods.hasMinutes && periods.hasMinutesBefore,
    neededDetail(filter, by === 'app' ? 'apps' : 'codes') !== 'cells',
  );
  const buckets = listBuckets(span, bucketMinutes);
  const shiftMs = span.from.getTime() - spanBefore.from.getTime();
  const grain = grainOf(bucketMinutes);
  // Shifted by something else than whole buckets, what is summed up by these would no longer fall into one.
  const grainBefore = shiftMs % (bucketMinutes * minuteMs) === 0 ? grain : finerGrains[grain];
  const grid = { start: buckets[0] ?? span.from, bucketMs: bucketMinutes * minuteMs, size: buckets.length };
  const scope = { workspaceId, span, filter, behind: periods.behind, codes: periods.codes };
  const [cells, before] = await Promise.all([
    by === 'app' ? readAppCells(db, scope, grain, grid) : readCells(db, scope, grain, grid, by),
    db.pool.query<{ bucket: Date; failures: number }>(
      selectBefore({ ...scope, span: spanBefore }, grainBefore, grid, shiftMs),
    ),
  ]);
  const total = (pick: (cell: Cell) => number) => fillGrid(grid, cells, pick);
  return {
    range: periods.range,
    before: periods.before,
    by,
    bucketMinutes,
    buckets: buckets.map((bucket) => bucket.toISOString()),
    series: toSeries(cells, grid, by),
    successes: total((cell) => cell.successes),
    failures: total((cell) => cell.failures),
    interrupts: total((cell) => cell.interrupts),
    failuresBefore: fillGrid(grid, before.rows, (row) => row.failures),
  };
}

interface Grid {
  start: Date;
  bucketMs: number;
  /** How many buckets. */
  size: number;
}

function bucketOf({ start, bucketMs }: Grid, at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`date_bin(make_interval(secs => ${bucketMs / 1_000}), ${at}, ${start}::timestamptz)`;
}

const finerGrains: Readonly<Record<Grain, Grain>> = {
  day: 'hour',
  shift: 'hour',
  hour: 'hour',
  quarter: 'minute',
  minute: 'minute',
};

function grainOf(bucketMinutes: number): Grain {
  if (bucketMinutes >= 24 * 60) return 'day';
  if (bucketMinutes === 6 * 60) return 'shift';
  if (bucketMinutes >= 60) return 'hour';
  return bucketMinutes === 15 ? 'quarter' : 'minute';
}

const sums = (counted: Prisma.Sql) => Prisma.sql`
  coalesce(sum(r.events) filter (where ${counted}), 0)::float8 as counted,
  coalesce(sum(r.events) filter (where c.outcome = 'success'), 0)::float8 as successes,
  coalesce(sum(r.events) filter (where c.outcome = 'failure'), 0)::float8 as failures,
  coalesce(sum(r.events) filter (where c.outcome in ('interrupt', 'conditional')), 0)::float8 as interrupts`;

function isCounted(scope: Scope): Prisma.Sql {
  return Prisma.sql`c.outcome = any(${countedOutcomes(scope.filter)}::text[])`;
}

async function readCells(
  db: Db,
  scope: Scope,
  grain: Grain,
  grid: Grid,
  by: Exclude<TrendDimension, 'app'>,
): Promise<Cell[]> {
  const counted = by === 'outcome' ? Prisma.sql`true` : isCounted(scope);
  const { rows } = await db.pool.query<Cell>(Prisma.sql`
    with cells as materialized (
      select ${dimensionKeys[by]} as key, ${bucketOf(grid, Prisma.sql`r.bucket`)} as bucket, ${sums(counted)}
      ${fromEvents(scope, 'codes', grain)} group by 1, 2
    ), top as (
      select key, ${storedLabel(by, scope.workspaceId, Prisma.sql`cells.key`)} as label from cells
      where key is not null group by key having sum(counted) > 0
      order by sum(counted) desc, key limit ${seriesMax}
    )
    select top.key, top.label, cells.bucket, sum(counted) as counted, sum(successes) as successes,
      sum(failures) as failures, sum(interrupts) as interrupts
    from cells left join top on top.key = cells.key group by 1, 2, 3`);
  return rows;
}

/** There are far more apps than codes: the largest are chosen first, and the rest is what they leave of the total. */
async function readAppCells(db: Db, scope: Scope, grain: Grain, grid: Grid): Promise<Cell[]> {
  const bucket = bucketOf(grid, Prisma.sql`r.bucket`);
  const top = await db.pool.query<{ app: string }>(Prisma.sql`
    select r.app ${fromEvents(scope, 'apps')} and ${isCounted(scope)}
    group by 1 order by sum(r.events) desc, 1 limit ${seriesMax}`);
  const select = (key: Prisma.Sql, detail: Detail, and: Prisma.Sql) =>
    db.pool.query<Cell>(Prisma.sql`
      select ${key} as key, null::text as label, ${bucket} as bucket, ${sums(isCounted(scope))}
      ${fromEvents(scope, detail, grain)} ${and} group by 1, 2, 3`);
  const [apps, all] = await Promise.all([
    select(Prisma.sql`r.app`, 'apps', Prisma.sql`and r.app = any(${top.rows.map(({ app }) => app)}::text[])`),
    select(Prisma.sql`null::text`, 'codes', Prisma.empty),
  ]);
  const rest = new Map(all.rows.map((cell) => [cell.bucket.getTime(), { ...cell }]));
  for (const cell of apps.rows) {
    const left = rest.get(cell.bucket.getTime());
    if (left === undefined) continue;
    left.counted -= cell.counted;
    left.successes -= cell.successes;
    left.failures -= cell.failures;
    left.interrupts -= cell.interrupts;
  }
  return [...apps.rows, ...rest.values()];
}

function selectBefore(scope: Scope, grain: Grain, grid: Grid, shiftMs: number): Prisma.Sql {
  const later = Prisma.sql`r.bucket + make_interval(secs => ${shiftMs / 1_000})`;
  return Prisma.sql`
    select ${bucketOf(grid, later)} as bucket, sum(r.events)::float8 as failures
    ${fromEvents(scope, 'codes', grain)} and c.outcome = 'failure' group by 1`;
}

function fillGrid<Row extends { bucket: Date }>(
  grid: Grid,
  rows: Row[],
  pick: (row: Row) => number,
): number[] {
  const values = new Array<number>(grid.size).fill(0);
  for (const row of rows) {
    const index = Math.floor((row.bucket.getTime() - grid.start.getTime()) / grid.bucketMs);
    // A period before that was cut to the hour can reach a little over the ends; its events are kept there.
    const inside = Math.min(Math.max(index, 0), grid.size - 1);
    values[inside] = (values[inside] ?? 0) + pick(row);
  }
  return values;
}

function toSeries(cells: Cell[], grid: Grid, by: TrendDimension): Trends['series'] {
  const byKey = new Map<string | null, Cell[]>();
  for (const cell of cells) byKey.set(cell.key, [...(byKey.get(cell.key) ?? []), cell]);
  const series = [...byKey].map(([key, rows]) => {
    const values = fillGrid(grid, rows, (cell) => cell.counted);
    const total = values.reduce((sum, value) => sum + value, 0);
    const label = key === null ? 'other' : labelOf(by, key, rows[0]?.label ?? null);
    return { isRest: key === null, key: key ?? 'other', label, total, values };
  });
  return series
    .filter(({ total }) => total > 0)
    .sort((a, b) => Number(a.isRest) - Number(b.isRest) || b.total - a.total || (a.key < b.key ? -1 : 1))
    .map(({ isRest: _, ...shown }) => shown);
}
