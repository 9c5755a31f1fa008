import type { SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { filterRollups, namesCodes } from './filter-sql.js';
import { alignTime, dayMs, hourMs, periodBefore, type Span, toTimeRange } from './range.js';
import type { Behind } from './split-span.js';

/** A range as it was asked for with the one it is compared with, and as both are counted: cut where rollups can be. */
export interface Periods {
  /** For the answer. */
  range: TimeRange;
  before: TimeRange;
  /** For the queries. */
  span: Span;
  spanBefore: Span;
  /** Are there counts by minute for all of the span, and for all of the span before? */
  hasMinutes: boolean;
  hasMinutesBefore: boolean;
  /** Which summaries of these spans are behind. */
  behind: Behind;
  /** The error codes that the filter names, where these are few; `null` for all, or for many. */
  codes: string[] | null;
}

/**
 * Looks up how far back a workspace keeps minutes and which summaries are behind, and cuts a range and the period
 * before it accordingly. A workspace that does not exist is taken to keep minutes for 7 days.
 */
export async function loadPeriods(
  db: Db,
  workspaceId: string,
  range: TimeRange,
  filter: SignInFilter,
): Promise<Periods> {
  const asked = { from: new Date(range.from), to: new Date(range.to) };
  const askedBefore = periodBefore(asked, range.compare);
  const [codes, { rows }] = await Promise.all([
    namesCodes(filter) ? readCodes(db, workspaceId, filter) : null,
    readMarks(db, workspaceId, { from: askedBefore.from, to: asked.to }),
  ]);
  const minutesSince = rows[0]?.minutes_since ?? new Date();
  const align = ({ from, to }: Span): Span => ({
    from: alignTime(from, minutesSince),
    to: alignTime(to, minutesSince),
  });
  const hasMinutes = (span: Span) =>
    Math.floor(span.from.getTime() / hourMs) * hourMs >= minutesSince.getTime();
  return {
    range: toTimeRange(asked),
    before: toTimeRange(askedBefore),
    span: align(asked),
    spanBefore: align(askedBefore),
    hasMinutes: hasMinutes(asked),
    hasMinutesBefore: hasMinutes(askedBefore),
    codes,
    behind: {
      quarters: startsOf(rows[0]?.quarters),
      hours: startsOf(rows[0]?.hours),
      shifts: startsOf(rows[0]?.shifts),
      days: startsOf(rows[0]?.days),
    },
  };
}

function startsOf(buckets: Date[] = []): Set<number> {
  return new Set(buckets.map((bucket) => bucket.getTime()));
}

/** What is behind from the day on that a span begins in, and since when minutes are kept. */
function readMarks(db: Db, workspaceId: string, span: Span) {
  return db.pool.query<{
    minutes_since: Date;
    quarters: Date[];
    hours: Date[];
    shifts: Date[];
    days: Date[];
  }>({
    name: 'load-periods',
    text: `select now() - make_interval(days => coalesce(
         (select minute_rollup_days from workspaces where id = $1), 7)) as minutes_since,
       array(select distinct bucket from unfolded_buckets where workspace_id = $1 and bucket_minutes = 15
         and bucket >= $2 and bucket < $3) as quarters,
       array(select distinct bucket from unfolded_buckets where workspace_id = $1 and bucket_minutes = 60
         and bucket >= $2 and bucket < $3) as hours,
       array(select distinct bucket from unfolded_buckets where workspace_id = $1 and bucket_minutes = 360
         and bucket >= $2 and bucket < $3) as shifts,
       array(select distinct bucket from unfolded_buckets where workspace_id = $1 and bucket_minutes = 1440
         and bucket >= $2 and bucket < $3) as days`,
    // A day's mark stands at its start, also where the range begins within it.
    values: [workspaceId, new Date(span.from.getTime() - dayMs), span.to],
  });
}

/** So many codes are looked for in the indexes, one by one; of an organization, hardly more were ever seen. */
const fewCodesMax = 200;

async function readCodes(db: Db, workspaceId: string, filter: SignInFilter): Promise<string[] | null> {
  const { system, code, cause, source } = filter;
  const { rows } = await db.pool.query<{ error_code: string }>(Prisma.sql`
    select c.error_code from code_classes c
    where c.workspace_id = ${workspaceId} and c.first_seen_at is not null
      and ${filterRollups({ system, code, cause, source })}
    limit ${fewCodesMax + 1}`);
  return rows.length > fewCodesMax ? null : rows.map((row) => row.error_code);
}
