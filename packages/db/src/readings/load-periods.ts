import type { TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { alignTime, hourMs, periodBefore, type Span, toTimeRange } from './range.js';

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
}

/**
 * Looks up how far back a workspace keeps minutes, and cuts a range and the period before it accordingly. A
 * workspace that does not exist is taken to keep them for 7 days.
 */
export async function loadPeriods(db: Db, workspaceId: string, range: TimeRange): Promise<Periods> {
  const { rows } = await db.pool.query<{ minutes_since: Date }>(
    `select now() - make_interval(days => coalesce(
       (select minute_rollup_days from workspaces where id = $1), 7)) as minutes_since`,
    [workspaceId],
  );
  const minutesSince = rows[0]?.minutes_since ?? new Date();
  const asked = { from: new Date(range.from), to: new Date(range.to) };
  const askedBefore = periodBefore(asked, range.compare);
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
  };
}
