import { replayLooks } from '@turnaway/analyzer/alerts/replay-looks';
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
  type ReplayedFiring,
  replayedFiringsMax,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { countByHour } from '@turnaway/db/alerting/count-by-hour';
import { lookBack, type PastLooks } from './look-back.js';
import { planReplay, type ReplayPlan } from './replay-plan.js';

const hourMs = 3_600_000;
const replayedDays = 30;
const usualBudgetMs = 10_000;

interface Span {
  from: Date;
  to: Date;
}

interface Asked {
  workspaceId: string;
  rule: AlertRuleInput;
  now: Date;
  /** Aborted when whoever asked is gone. */
  signal: AbortSignal;
  /** For all that is counted; a few seconds unless told. */
  budgetMs?: number;
}

/**
 * When a rule would have fired in the 30 days before `now`: from counts by the hour where these tell it, else by looking
 * again at what is kept, as far back as a few seconds allow. Where nothing tells it the preview says why, and that is no
 * error.
 */
export async function previewRule(db: Db, asked: Asked): Promise<AlertRulePreview> {
  const to = new Date(Math.floor(asked.now.getTime() / hourMs) * hourMs);
  const span = { from: new Date(to.getTime() - replayedDays * 24 * hourMs), to };
  const problem = untellable(asked.rule);
  if (problem !== null) return notReplayed(span, problem);
  const counted = countable(asked.rule);
  return counted === null ? previewByLooks(db, asked, span) : previewByHours(db, asked, span, counted);
}

async function previewByHours(
  db: Db,
  { workspaceId, rule, budgetMs = usualBudgetMs }: Asked,
  { from: earliest, to }: Span,
  watch: ReplayableWatch,
): Promise<AlertRulePreview> {
  const counted = await countByHour(db, {
    workspaceId,
    filter: rule.filter,
    groupBy: watch.params.groupBy,
    span: { from: new Date(earliest.getTime() - hoursBeforeReplay(watch) * hourMs), to },
    timeoutMs: budgetMs,
  });
  if (counted === null) return notReplayed({ from: earliest, to }, tooLong);
  if (counted.learnedSince === null) return notReplayed({ from: earliest, to }, nothingYet);
  const from = new Date(
    Math.min(to.getTime(), Math.max(earliest.getTime(), Date.parse(counted.learnedSince))),
  );
  const firings = replayRule({ ...rule, watch }, counted, { from, to });
  return replayed({ from, to }, firings, describeReplay(watch, counted));
}

async function previewByLooks(
  db: Db,
  { workspaceId, rule, signal, budgetMs = usualBudgetMs }: Asked,
  span: Span,
): Promise<AlertRulePreview> {
  const plan = planReplay(rule);
  const past = { workspaceId, filter: rule.filter, plan, span, budgetMs, signal };
  const seen = await lookBack(db, past);
  if (seen === null) return notReplayed(span, nothingYet);
  if (seen.looks.length === 0) return notReplayed(span, tooLong);
  return replayed(
    { from: seen.from, to: span.to },
    replayLooks(rule, seen.looks),
    describeLooks(rule, plan, seen),
  );
}

const tooLong = 'Counting 30 days took too long. A filter by system or app makes it shorter.';
const nothingYet = 'There are no sign-ins yet that it could be replayed over.';

/** What counts by the hour tell all about; `null` where only looking again does. */
function countable(rule: AlertRuleInput): ReplayableWatch | null {
  const { user, ip, country, client, device, policy } = rule.filter;
  // Counts by the hour know no people, addresses and countries.
  if ([user, ip, country, client, device, policy].some((values) => values !== undefined)) return null;
  if (rule.kind === 'baseline') return { kind: rule.kind, params: rule.params };
  if (rule.kind !== 'threshold' || rule.params.measure === 'affected-users') return null;
  // A success has no cause.
  if (rule.params.measure === 'failure-rate' && rule.params.groupBy === 'cause') return null;
  return { kind: rule.kind, params: rule.params };
}

/** Why nothing that is kept tells when a rule would have fired; `null` if something does. */
function untellable({ kind, filter }: AlertRuleInput): string | null {
  const isOfPeople = [
    filter.user,
    filter.ip,
    filter.country,
    filter.client,
    filter.device,
    filter.policy,
  ].some((values) => values !== undefined);
  if (kind !== 'baseline' || !isOfPeople) return null;
  return 'Sign-ins are kept for 30 days with people, addresses and countries: what was usual before them is not known.';
}

function replayed({ from, to }: Span, firings: readonly ReplayedFiring[], because: string): AlertRulePreview {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    canReplay: true,
    wouldHaveFired: firings.length,
    firings: firings.toReversed().slice(0, replayedFiringsMax),
    because,
  };
}

function notReplayed({ from, to }: Span, because: string): AlertRulePreview {
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

function describeLooks(rule: AlertRuleInput, plan: ReplayPlan, { cutBy, guessedUntil }: PastLooks): string {
  const own = 'windowMinutes' in rule.params ? rule.params.windowMinutes : plan.windowMinutes;
  return [
    `Replayed with a look every ${plan.stepMinutes === 60 ? 'hour' : `${plan.stepMinutes} minutes`}: the rule itself looks every minute, and can fire earlier.`,
    ...(own === plan.windowMinutes
      ? []
      : [
          `The window of ${own} minutes is replayed as ${plan.windowMinutes}, since earlier counts are kept by the hour.`,
        ]),
    ...(guessedUntil === null
      ? []
      : [
          `Who got in where is kept for days alone: before ${guessedUntil.toISOString().slice(0, 10)}, people and addresses count as known if they got in since.`,
        ]),
    ...(cutBy === null ? [] : [cuts[cutBy]]),
  ].join(' ');
}

const cuts: Readonly<Record<NonNullable<PastLooks['cutBy']>, string>> = {
  kept: 'Nothing older is kept.',
  successes: 'Who got in before that is not kept.',
  time: 'Looking further back took too long; a filter by system or app makes it shorter.',
};
