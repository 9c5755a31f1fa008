import {
  hoursBeforeReplay,
  type ReplayableWatch,
  replayRule,
  replayStepOf,
} from '@turnaway/analyzer/alerts/replay-rule';
import {
  type AlertRuleInput,
  type AlertRulePreview,
  type HourlyCounts,
  replayedFiringsMax,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { countByHour } from '@turnaway/db/alerting/count-by-hour';

const hourMs = 3_600_000;
const replayedDays = 30;
const timeoutMs = 10_000;

/**
 * When a rule would have fired in the 30 days before `now`, as far as counts by the hour tell it. Without counts that
 * tell it the preview says why, and that is no error.
 */
export async function previewRule(
  db: Db,
  { workspaceId, rule, now }: { workspaceId: string; rule: AlertRuleInput; now: Date },
): Promise<AlertRulePreview> {
  const to = new Date(Math.floor(now.getTime() / hourMs) * hourMs);
  const earliest = new Date(to.getTime() - replayedDays * 24 * hourMs);
  const watch = replayable(rule);
  if (typeof watch === 'string') return notReplayed({ from: earliest, to }, watch);
  const counted = await countByHour(db, {
    workspaceId,
    filter: rule.filter,
    groupBy: watch.params.groupBy,
    span: { from: new Date(earliest.getTime() - hoursBeforeReplay(watch) * hourMs), to },
    timeoutMs,
  });
  if (counted === null) {
    return notReplayed(
      { from: earliest, to },
      'Counting 30 days took too long. A filter by system or app makes it shorter.',
    );
  }
  if (counted.learnedSince === null) {
    return notReplayed({ from: earliest, to }, 'There are no sign-ins yet that it could be replayed over.');
  }
  const from = new Date(
    Math.min(to.getTime(), Math.max(earliest.getTime(), Date.parse(counted.learnedSince))),
  );
  const firings = replayRule({ ...rule, watch }, counted, { from, to });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    canReplay: true,
    wouldHaveFired: firings.length,
    firings: firings.toReversed().slice(0, replayedFiringsMax),
    because: describeReplay(watch, counted),
  };
}

/** What can be replayed of a rule, or a sentence why nothing can. */
function replayable(rule: AlertRuleInput): ReplayableWatch | string {
  if (rule.kind !== 'threshold' && rule.kind !== 'baseline') {
    return 'Rules of this kind look at single events and at what was known at the time, which counts by the hour do not tell.';
  }
  const { filter } = rule;
  if (filter.user !== undefined || filter.ip !== undefined || filter.country !== undefined) {
    return 'Earlier counts are kept without people, addresses and countries: a rule that filters by them cannot be replayed.';
  }
  if (rule.kind === 'baseline') return { kind: rule.kind, params: rule.params };
  const { measure, groupBy } = rule.params;
  if (measure === 'affected-users') {
    return 'Earlier counts are kept without people: how many were affected at an hour cannot be replayed.';
  }
  if (measure === 'failure-rate' && groupBy === 'cause') {
    return 'A success has no cause, so earlier counts by cause tell no failure rate.';
  }
  return { kind: rule.kind, params: rule.params };
}

function notReplayed({ from, to }: { from: Date; to: Date }, because: string): AlertRulePreview {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    canReplay: false,
    wouldHaveFired: 0,
    firings: [],
    because,
  };
}

function describeReplay(watch: ReplayableWatch, { keys, isCut }: HourlyCounts): string {
  const { stepHours } = replayStepOf(watch);
  const { windowMinutes } = watch.params;
  const looks = `Replayed with a look every ${stepHours === 1 ? 'hour' : `${stepHours} hours`}.`;
  const inHours =
    windowMinutes % 60 === 0
      ? ''
      : ` The window of ${windowMinutes} minutes is replayed as ${Math.ceil(windowMinutes / 60) * 60}, since earlier counts are kept by the hour: the rule itself can fire at other times, and more or less often.`;
  const cut = isCut ? ` Only the ${keys.length} with the most failures were looked at.` : '';
  return `${looks}${inHours}${cut}`;
}
