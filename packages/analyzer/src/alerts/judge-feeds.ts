import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { FeedObservation, RejectsObservation } from '@turnaway/contracts/alert-observations';
import { rejectReasonSchema } from '@turnaway/contracts/batch-facts';
import { rejectReasonLabels } from '@turnaway/contracts/words';
import { formatCount, formatMinutes, formatNumber, formatShare } from './format-number.js';
import { levelOf } from './level-of.js';
import { wasQuiet, weekendsBefore } from './quiet-day.js';
import { comparableSpans, isWeekend, lowerQuartile, median, sumWithin } from './usual.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/**
 * Feeds that bring nothing, or bring it late. A silence is held against what the same hours bring on comparable days:
 * a night without events is no news where nights bring none, nor is
 * the end of what was busy on some of these days alone, as a phone that tries for days and makes most of a small feed. A backfill of old events is not late: the feed's newest
 * event is not older for it. Nor is a feed that nothing is usual of yet: it may begin with old events.
 */
export function judgeFeedSilent(
  params: AlertParams<'feed-silent'>,
  feeds: readonly FeedObservation[],
  now: Date,
): Judgment[] {
  return feeds.flatMap((feed) => [judgeSilence(params, feed, now), ...judgeLateness(params, feed)]);
}

function judgeSilence(params: AlertParams<'feed-silent'>, feed: FeedObservation, now: Date): Judgment {
  const last = feed.newestBatchAt ?? feed.newestEventAt ?? now.toISOString();
  const silentMs = now.getTime() - Date.parse(last);
  const missing = missingEvents(feed, Math.min(silentMs, dayMs), now);
  const minutes = Math.floor(silentMs / minuteMs);
  return {
    key: `${feed.feedId}|silent`,
    label: feed.name,
    personal: false,
    level: minutes < params.silentMinutes ? 'ok' : levelOf(missing, params.warnMissing, params.alertMissing),
    value: missing,
    warnThreshold: params.warnMissing,
    threshold: params.alertMissing,
    recoveryThreshold: params.warnMissing / 2,
    worseWhen: 'higher',
    measure: 'events missing',
    usual: 0,
    because: `Nothing came for ${formatMinutes(minutes)}, in which ${missing === 1 ? '1 event is' : `${formatNumber(missing)} events are`} usual.`,
    evidence: [
      { label: 'Last request', value: last, personal: false },
      { label: 'Newest event', value: feed.newestEventAt ?? 'none', personal: false },
    ],
  };
}

function missingEvents(feed: FeedObservation, silentMs: number, now: Date): number {
  const slots = feed.history.map(({ at, minutes, events }) => {
    const fromMs = Date.parse(at);
    return { fromMs, toMs: fromMs + minutes * minuteMs, count: events };
  });
  const toMs = now.getTime();
  const span = { fromMs: toMs - silentMs, toMs };
  const learnedSinceMs =
    feed.learnedSince === null ? Number.POSITIVE_INFINITY : Date.parse(feed.learnedSince);
  const spans = comparableSpans(span, learnedSinceMs);
  // Of a night and a day that no other day is like, the one a week ago tells alone.
  if (spans.length >= 2 || (spans.length === 1 && span.fromMs - weekMs >= learnedSinceMs)) {
    const usual = lowerQuartile(spans.map((earlier) => sumWithin(slots, earlier)));
    // On a holiday a feed brings what it brings on a weekend: one that was as quiet before is not silent for it.
    const weekends = weekendsBefore(span, learnedSinceMs);
    if (!wasQuiet(slots, span, spans, learnedSinceMs)) return usual;
    return Math.min(usual, median(weekends.map((earlier) => sumWithin(slots, earlier))));
  }
  // Too young to know its hours: a whole day of silence is held against the day before it, save a weekend.
  return silentMs < dayMs || isWeekend(now.getTime())
    ? 0
    : sumWithin(slots, { fromMs: toMs - 2 * silentMs, toMs: toMs - silentMs });
}

function judgeLateness(params: AlertParams<'feed-silent'>, feed: FeedObservation): Judgment[] {
  if (feed.lagMinutes === null || feed.usualLagMinutes === null) return [];
  const usual = feed.usualLagMinutes;
  const lateMinutes = Math.min(feed.lagMinutes, newestLagMinutes(feed));
  const warn = Math.max(params.warnLateMinutes, usual * params.lateFactor);
  const alert = Math.max(params.alertLateMinutes, usual * params.lateFactor);
  return [
    {
      key: `${feed.feedId}|late`,
      label: feed.name,
      personal: false,
      level: levelOf(lateMinutes, warn, alert),
      value: lateMinutes,
      warnThreshold: warn,
      threshold: alert,
      recoveryThreshold: warn / 2,
      worseWhen: 'higher',
      measure: 'minutes from event to arrival',
      usual,
      because: `Events arrive ${formatMinutes(lateMinutes)} after they happened; usual is ${formatMinutes(usual)}.`,
      evidence: [{ label: 'Newest event', value: feed.newestEventAt ?? 'none', personal: false }],
    },
  ];
}

/** How far the newest event of all lies behind the newest request. */
function newestLagMinutes({ newestBatchAt, newestEventAt }: FeedObservation): number {
  if (newestBatchAt === null || newestEventAt === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, Date.parse(newestBatchAt) - Date.parse(newestEventAt)) / minuteMs;
}

/** Records that could not be read: a share that is high, and higher than this feed's usual. */
export function judgeRejects(
  params: AlertParams<'rejects'>,
  feeds: readonly RejectsObservation[],
): Judgment[] {
  return feeds.map((feed) => {
    const share = feed.records === 0 ? 0 : feed.rejected / feed.records;
    const usual = feed.usualRecords === 0 ? 0 : feed.usualRejected / feed.usualRecords;
    const isFew = feed.rejected < params.minimumRejects;
    // What is usual is looked up only where it matters.
    const isKnown = feed.usualRecords > 0;
    const usually = isFew
      ? ''
      : `; ${isKnown ? `${formatShare(usual)} is usual` : 'what is usual is not known yet'}`;
    const warn = Math.max(params.warnShare, usual * params.usualFactor);
    const alert = Math.max(params.alertShare, usual * params.usualFactor);
    return {
      key: feed.feedId,
      label: feed.name,
      personal: false,
      level: isFew ? 'ok' : levelOf(share, warn, alert),
      value: share,
      warnThreshold: warn,
      threshold: alert,
      recoveryThreshold: warn / 2,
      worseWhen: 'higher',
      measure: `of the records rejected in ${formatCount(params.windowMinutes, 'minute')}`,
      usual: isKnown ? usual : null,
      because: `${formatShare(share)} of ${formatCount(feed.records, 'record')} could not be read${usually}.`,
      evidence: feed.reasons.map(({ reason, records }) => ({
        label: reasonLabel(reason),
        value: records,
        personal: false,
      })),
    };
  });
}

/** Why records could not be read, in words. */
function reasonLabel(reason: string): string {
  const known = rejectReasonSchema.safeParse(reason);
  return known.success ? rejectReasonLabels[known.data] : reason;
}
