import type { SignInFilter, TimeRange, TrendDimension, Trends } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type Bins, binOf } from '../kept/bins.js';
import { countApps, countAppsOfSubjects, hasKeptApps } from '../kept/count-apps.js';
import { type CodeCount, countCodes } from '../kept/count-codes.js';
import { compareTexts } from './compare-texts.js';
import { countedOutcomes, fromEvents, neededDetail, type Scope } from './counted-events.js';
import { classKey, labelOf } from './dimension-sql.js';
import { asksSignIns } from './filter-sql.js';
import { loadPeriods } from './load-periods.js';
import { chooseBucketMinutes, type Grain, lengthMs, listBuckets, minuteMs } from './range.js';

const seriesMax = 12;

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
    // Nor are addresses and people listed by quarters.
    neededDetail(filter, by === 'app' ? 'apps' : 'codes') !== 'cells' && !asksSignIns(filter),
  );
  const buckets = listBuckets(span, bucketMinutes);
  const shiftMs = span.from.getTime() - spanBefore.from.getTime();
  const grain = grainOf(bucketMinutes);
  // Shifted by something else than whole buckets, what is summed up by these would no longer fall into one.
  const grainBefore = shiftMs % (bucketMinutes * minuteMs) === 0 ? grain : finerGrains[grain];
  const bins = {
    start: (buckets[0] ?? span.from).getTime(),
    stepMs: bucketMinutes * minuteMs,
    size: buckets.length,
  };
  const scope = { workspaceId, span, filter, behind: periods.behind, codes: periods.codes };
  const scopeBefore = { ...scope, span: spanBefore };
  const [codes, codesBefore, apps] = await Promise.all([
    countCodes(db, scope, { grain, bins }),
    countCodes(db, scopeBefore, { grain: grainBefore, bins: { ...bins, start: bins.start - shiftMs } }),
    by === 'app' ? countLargestApps(db, scope, grain, bins) : null,
  ]);
  const outcomes: readonly string[] = countedOutcomes(filter);
  const isCounted = ({ codeClass }: CodeCount) => by === 'outcome' || outcomes.includes(codeClass.outcome);
  const all = (of: readonly CodeCount[], asked: readonly string[]) =>
    addBins(
      of.filter(({ codeClass }) => asked.includes(codeClass.outcome)).map((code) => code.bins),
      bins.size,
    );
  const counted = codes.filter(isCounted);
  const keyed = apps ?? groupCodes(counted, by, bins.size);
  return {
    range: periods.range,
    before: periods.before,
    by,
    bucketMinutes,
    buckets: buckets.map((bucket) => bucket.toISOString()),
    series: toSeries(
      keyed,
      addBins(
        counted.map((code) => code.bins),
        bins.size,
      ),
      by,
    ),
    successes: all(codes, ['success']),
    failures: all(codes, ['failure']),
    interrupts: all(codes, ['interrupt', 'conditional']),
    failuresBefore: all(codesBefore, ['failure']),
  };
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

/** What a series is made of. */
interface Keyed {
  key: string;
  /** The name that the database has for it, where the words alone do not. */
  label: string | null;
  values: number[];
}

/** Codes by what they mean; those without it, such as successes without a cause, are left out. */
function groupCodes(codes: readonly CodeCount[], by: TrendDimension, size: number): Keyed[] {
  const groups = new Map<string, CodeCount[]>();
  for (const code of codes) {
    const key = classKey(by, code.codeClass);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), code]);
  }
  return [...groups].map(([key, of]) => ({
    key,
    label: by === 'code' ? (of[0]?.codeClass.title ?? null) : null,
    values: addBins(
      of.map(({ bins }) => bins),
      size,
    ),
  }));
}

async function countLargestApps(db: Db, scope: Scope, grain: Grain, bins: Bins): Promise<Keyed[]> {
  const outcomes = countedOutcomes(scope.filter);
  const all = hasKeptApps(scope)
    ? await countApps(db, scope, { grain, bins })
    : await countAppsOfSubjects(db, scope, { grain, bins });
  if (all === null) return readLargestApps(db, scope, outcomes, grain, bins);
  const apps = new Map<string, { total: number; counted: Float64Array[] }>();
  for (const { app, outcome, events, bins: counted } of all) {
    if (!outcomes.includes(outcome)) continue;
    const own = apps.get(app) ?? { total: 0, counted: [] };
    apps.set(app, own);
    own.total += events;
    own.counted.push(counted);
  }
  const largest = [...apps]
    .sort(([a, one], [b, other]) => other.total - one.total || compareTexts(a, b))
    .slice(0, seriesMax);
  return largest.map(([key, { counted }]) => ({ key, label: null, values: addBins(counted, bins.size) }));
}

/** There are far more apps than codes: the largest are chosen first, and only these are told apart in time. */
async function readLargestApps(
  db: Db,
  scope: Scope,
  outcomes: string[],
  grain: Grain,
  bins: Bins,
): Promise<Keyed[]> {
  const isCounted = Prisma.sql`c.outcome = any(${outcomes}::text[])`;
  const top = await db.pool.query<{ app: string }>(Prisma.sql`
    select r.app ${fromEvents(scope, 'apps')} and ${isCounted}
    group by 1 order by sum(r.events) desc, 1 limit ${seriesMax}`);
  const { rows } = await db.pool.query<{ app: string; at: Date; events: number }>(Prisma.sql`
    select r.app, sum(r.events)::float8 as events,
      date_bin(make_interval(secs => ${bins.stepMs / 1_000}), r.bucket, ${new Date(bins.start)}::timestamptz) as at
    ${fromEvents(scope, 'apps', grain)} and ${isCounted} and r.app = any(${top.rows.map(({ app }) => app)}::text[])
    group by 1, 3`);
  const values = new Map(top.rows.map(({ app }) => [app, new Array<number>(bins.size).fill(0)]));
  for (const { app, at, events } of rows) {
    const own = values.get(app);
    const bin = binOf(bins, at.getTime());
    if (own !== undefined) own[bin] = (own[bin] ?? 0) + events;
  }
  return [...values].map(([key, own]) => ({ key, label: null, values: own }));
}

function addBins(of: readonly Float64Array[], size: number): number[] {
  const sums = new Array<number>(size).fill(0);
  for (const bins of of)
    for (let bin = 0; bin < size; bin += 1) sums[bin] = (sums[bin] ?? 0) + (bins[bin] ?? 0);
  return sums;
}

/** The largest by name, and the rest of all that is counted as `other`. */
function toSeries(keyed: readonly Keyed[], all: readonly number[], by: TrendDimension): Trends['series'] {
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const largest = keyed
    .map(({ key, label, values }) => ({ key, label: labelOf(by, key, label), total: sumOf(values), values }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total || compareTexts(a.key, b.key))
    .slice(0, seriesMax);
  const rest = all.map((value, bin) =>
    largest.reduce((left, { values }) => left - (values[bin] ?? 0), value),
  );
  const total = sumOf(rest);
  return total > 0 ? [...largest, { key: 'other', label: 'other', total, values: rest }] : largest;
}
