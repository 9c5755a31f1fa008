import type { CarriedCounts, CarriedQuestion, WeighedAlert } from '@turnaway/contracts/alert-inhibition';
import { silentFeedOf } from './may-tell-of.js';

/** Feeds that usually bring so much of the successes leave next to none where they are silent. */
const nearlyAll = 0.9;

/** What is asked about successes that are missing while feeds are silent. */
export function carriedQuestion(
  { ruleId, watch }: WeighedAlert,
  silences: readonly WeighedAlert[],
): CarriedQuestion {
  return {
    ruleId,
    windowMinutes: watch.kind === 'baseline' ? watch.params.windowMinutes : 0,
    feeds: silences.map((silence) => ({ alertId: silence.id, feedId: silentFeedOf(silence) })),
  };
}

/**
 * The silence that tells of the missing successes: that of the feed that usually brings the most of them, where all silent
 * ones together bring nearly all. A feed that brings other events and no success is not what is wrong.
 */
export function carriedBy({ usual, feeds }: CarriedCounts): string | null {
  const silent = Object.entries(feeds)
    .filter(([, { recentSuccesses, recentOthers }]) => recentSuccesses > 0 || recentOthers === 0)
    .toSorted(([, one], [, other]) => other.usual - one.usual);
  const carried = silent.reduce((sum, [, feed]) => sum + feed.usual, 0);
  return usual > 0 && carried >= usual * nearlyAll ? (silent[0]?.[0] ?? null) : null;
}
