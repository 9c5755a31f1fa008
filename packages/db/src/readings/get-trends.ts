import type { SignInFilter, TimeRange, TrendDimension, Trends } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countedOutcomes, fromEvents, type Scope } from './counted-events.js';
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
  const periods = await loadPeriods(db, workspaceId, query.range);
  const { span, spanBefore } = periods;
  const bucketMinutes = chooseBucketMinutes(lengthMs(span), periods.hasMinutes && periods.hasMinutesBefore);
  const buckets = listBuckets(span, bucketMinutes);
  const grain = bucketMinutes < 60 ? 'minute' : 'hour';
  const shiftMs = span.from.getTime() - spanBefore.from.getTime();
  const grid = { start: buckets[0] ?? span.from, bucketMs: bucketMinutes * minuteMs, size: buckets.length };
  const [cells, before] = await Promise.all([
    db.pool.query<Cell>(selectCells({ workspaceId, span, filter }, grain, grid, by)),
    db.pool.query<{ bucket: Date; failures: number }>(
      selectBefore({ workspaceId, span: spanBefore, filter }, grain, grid, shiftMs),
    ),
  ]);
  const total = (pick: (cell: Cell) => number) => fillGrid(grid, cells.rows, pick);
  return {
    range: periods.range,
    before: periods.before,
    by,
    bucketMinutes,
    buckets: buckets.map((bucket) => bucket.toISOString()),
    series: toSeries(cells.rows, grid, by),
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

function selectCells(scope: Scope, grain: Grain, grid: Grid, by: TrendDimension): Prisma.Sql {
  const counted =
    by === 'outcome'
      ? Prisma.sql`true`
      : Prisma.sql`c.outcome = any(${countedOutcomes(scope.filter)}::text[])`;
  return Prisma.sql`
    with cells as materialized (
      select ${dimensionKeys[by]} as key, ${bucketOf(grid, Prisma.sql`r.bucket`)} as bucket,
        sum(r.events) filter (where ${counted}) as counted,
        sum(r.events) filter (where c.outcome = 'success') as successes,
        sum(r.events) filter (where c.outcome = 'failure') as failures,
        sum(r.events) filter (where c.outcome in ('interrupt', 'conditional')) as interrupts
      ${fromEvents(scope, grain)} group by 1, 2
    ), top as (
      select key, ${storedLabel(by, scope.workspaceId, Prisma.sql`cells.key`)} as label from cells
      where key is not null group by key having sum(counted) > 0
      order by sum(counted) desc, key limit ${seriesMax}
    )
    select top.key, top.label, cells.bucket,
      coalesce(sum(counted), 0)::float8 as counted, coalesce(sum(successes), 0)::float8 as successes,
      coalesce(sum(failures), 0)::float8 as failures, coalesce(sum(interrupts), 0)::float8 as interrupts
    from cells left join top on top.key = cells.key group by 1, 2, 3`;
}

function selectBefore(scope: Scope, grain: Grain, grid: Grid, shiftMs: number): Prisma.Sql {
  const later = Prisma.sql`r.bucket + make_interval(secs => ${shiftMs / 1_000})`;
  return Prisma.sql`
    select ${bucketOf(grid, later)} as bucket, sum(r.events)::float8 as failures
    ${fromEvents(scope, grain)} and c.outcome = 'failure' group by 1`;
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
