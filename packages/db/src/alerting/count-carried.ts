import type { CarriedCounts, CarriedQuestion, SignInFilter } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { dayMs, hourMs, minuteMs } from '../readings/range.js';
import { whereSuccessesAre } from './count-watched-events.js';
import type { Transaction } from './with-locked-rule.js';

/** Days ago that tell what comes at these hours: the day before, and the same weekday. */
const daysBack = [1, 7] as const;
/** What a feed brings now is what it brought in the last minutes. */
const recentMinutes = 15;

/**
 * Counts which feeds usually bring the successes that a rule is about, in whole hours, and what the silent ones have
 * brought lately.
 */
export async function countCarried(
  transaction: Transaction,
  workspaceId: string,
  { windowMinutes, feeds }: CarriedQuestion,
  { filter, now }: { filter: SignInFilter; now: Date },
): Promise<CarriedCounts> {
  const around = whereSuccessesAre(filter);
  const until = Math.ceil(now.getTime() / minuteMs) * minuteMs;
  const usual = daysBack.map((days) => {
    const toMs = until - days * dayMs;
    const span = {
      from: new Date(Math.floor((toMs - windowMinutes * minuteMs) / hourMs) * hourMs),
      to: new Date(Math.ceil(toMs / hourMs) * hourMs),
    };
    return selectSuccesses({ workspaceId, span, filter: around }, Prisma.empty);
  });
  const lately = { from: new Date(until - recentMinutes * minuteMs), to: new Date(until) };
  const feedIds = [...new Set(feeds.map(({ feedId }) => feedId))];
  const ofThese = Prisma.sql`and r.feed_id::text = any(${feedIds}::text[])`;
  const { rows } = await transaction.query<{
    feedId: string;
    usual: number;
    recentSuccesses: number;
    recentOthers: number;
  }>(
    Prisma.sql`select feed_id::text as "feedId",
        coalesce(sum(events) filter (where what = 'usual'), 0)::float8 as usual,
        coalesce(sum(events) filter (where what = 'recent'), 0)::float8 as "recentSuccesses",
        coalesce(sum(events) filter (where what = 'others'), 0)::float8 as "recentOthers"
      from (
        select 'usual' as what, feed_id, events from (${Prisma.join(usual, ' union all ')}) usual
        union all select 'recent', feed_id, events
          from (${selectSuccesses({ workspaceId, span: lately, filter: around }, ofThese)}) recent
        union all select 'others', r.feed_id, r.events
          ${fromEvents({ workspaceId, span: lately, filter: {} })} and c.outcome <> 'success' ${ofThese}
      ) counted group by feed_id`,
  );
  const counted = new Map(rows.map(({ feedId, ...counts }) => [feedId, counts]));
  const none = { usual: 0, recentSuccesses: 0, recentOthers: 0 };
  return {
    usual: rows.reduce((sum, row) => sum + row.usual, 0),
    feeds: Object.fromEntries(feeds.map(({ alertId, feedId }) => [alertId, counted.get(feedId) ?? none])),
  };
}

function selectSuccesses(scope: Scope, also: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select r.feed_id, r.events ${fromEvents(scope, 'cells', 'hour')} and c.outcome = 'success' ${also}`;
}
