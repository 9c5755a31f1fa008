import { codesByRole } from '@turnaway/analyzer/alerts/codes-by-role';
import { judge } from '@turnaway/analyzer/alerts/judge';
import type { ReplayedLook } from '@turnaway/analyzer/alerts/replay-looks';
import type { AlertKind, AlertParams, Judgment, SignInFilter } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import type { Observer } from '@turnaway/db/alerting/observe/observer';
import { observers } from '@turnaway/db/alerting/observe/observers';
import { findKept, type Kept } from '@turnaway/db/alerting/replay/find-kept';
import { hasCredentials } from '@turnaway/db/alerting/replay/has-credentials';
import { listBusyHours } from '@turnaway/db/alerting/replay/list-busy-hours';
import { listHoursOfFeeds } from '@turnaway/db/alerting/replay/list-hours-of-feeds';
import { listHoursOfPeople } from '@turnaway/db/alerting/replay/list-hours-of-people';
import { readWithin } from '@turnaway/db/alerting/replay/read-within';
import type { Transaction } from '@turnaway/db/alerting/with-locked-rule';
import type { ReplayPlan } from './replay-plan.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What looks at the past saw. */
export interface PastLooks {
  /** In order of time. */
  looks: ReplayedLook[];
  /** Since when the past was looked at. */
  from: Date;
  /** Why no further back: nothing older is kept, nobody knows who got in before, or looking took too long. */
  cutBy: 'kept' | 'successes' | 'time' | null;
  /** Looks before this time had to guess who had got in where from those who got in since; `null` if none had to. */
  guessedUntil: Date | null;
}

interface Past {
  workspaceId: string;
  filter: SignInFilter;
  plan: ReplayPlan;
  span: { from: Date; to: Date };
  /** For all looks together. */
  budgetMs: number;
  /** Aborted when whoever asked is gone. */
  signal: AbortSignal;
}

/**
 * Looks at a span as a rule would have looked at it: the newest first, until all of it was seen or the time for it is
 * over. Hours that have nothing for the rule to find are not counted. `null` where nothing is kept that it could look at.
 */
export async function lookBack(db: Db, past: Past): Promise<PastLooks | null> {
  const { plan, span, budgetMs, signal } = past;
  const endsAt = performance.now() + budgetMs;
  const stepMs = plan.stepMinutes * minuteMs;
  const windowMs = plan.windowMinutes * minuteMs;
  const looks: ReplayedLook[] = [];
  let reach: Reach | null = null;
  // A query that takes too long ends the looks: what was seen before it is told all the same.
  const seen = await readWithin(db, budgetMs, async (transaction) => {
    const kept = await findKept(transaction, { ...past, now: span.to });
    reach = reachOf(past, kept);
    if (reach === null) return 'all';
    const busy = await listBusy(transaction, past, reach.from);
    for (let atMs = span.to.getTime(); atMs > reach.from.getTime(); atMs -= stepMs) {
      if (signal.aborted || performance.now() >= endsAt) return 'some';
      const now = new Date(atMs);
      const isBusy = busy === null || sumOver(busy, atMs - windowMs, atMs) >= leastOf(plan);
      const hindsight = kept.successesSince === null || atMs - windowMs < kept.successesSince.getTime();
      looks.push({ now, judgments: isBusy ? await lookAt(transaction, past, now, hindsight) : [] });
    }
    return 'all';
  });
  if (reach === null) return seen === null ? tooLong(past) : null;
  return { ...told(past, reach, looks, seen === 'all'), looks: looks.toReversed() };
}

/** How far back looks can go. */
interface Reach {
  from: Date;
  cutBy: PastLooks['cutBy'];
  successesSince: Date | null;
}

function reachOf({ plan, span }: Past, { learnedSince, successesSince, signInsSince }: Kept): Reach | null {
  if (learnedSince === null || (plan.needsSuccesses && successesSince === null)) return null;
  const kept = Math.max(learnedSince.getTime(), signInsSince.getTime());
  const known = plan.needsSuccesses ? (successesSince?.getTime() ?? kept) : kept;
  const fromMs = Math.min(span.to.getTime(), Math.max(span.from.getTime(), known));
  const cutBy = fromMs <= span.from.getTime() ? null : known > kept ? 'successes' : 'kept';
  return { from: new Date(fromMs), cutBy, successesSince };
}

function told({ plan, span }: Past, reach: Reach, looks: readonly ReplayedLook[], isWhole: boolean) {
  const oldest = looks.at(-1)?.now ?? span.to;
  const from = isWhole ? reach.from : new Date(oldest.getTime() - plan.stepMinutes * minuteMs);
  const isGuessed = plan.knowsPeople && (reach.successesSince === null || from < reach.successesSince);
  return {
    from: looks.length === 0 ? span.to : from,
    cutBy: isWhole ? reach.cutBy : ('time' as const),
    guessedUntil: isGuessed ? (reach.successesSince ?? span.to) : null,
  };
}

function tooLong({ span }: Past): PastLooks {
  return { looks: [], from: span.to, cutBy: 'time', guessedUntil: null };
}

/** Events that the rule looks for, by the start of their hour; `null` where every hour is looked at. */
async function listBusy(
  transaction: Transaction,
  { workspaceId, plan, span }: Past,
  from: Date,
): Promise<Map<number, number> | null> {
  const { busy } = plan;
  const firstHour = Math.floor((from.getTime() - plan.windowMinutes * minuteMs) / hourMs) * hourMs;
  const within = { workspaceId, span: { from: new Date(firstHour), to: span.to } };
  if (busy.by === 'all') return null;
  // A day of expiry comes nearer at every hour.
  if (plan.watch.kind === 'app-credential' && (await hasCredentials(transaction, workspaceId))) return null;
  if (busy.by === 'codes') return listBusyHours(transaction, { ...within, of: busy.of });
  if (busy.by === 'feeds') return listHoursOfFeeds(transaction, { ...within, of: busy.of });
  return listHoursOfPeople(transaction, { ...within, codes: busy.codes, least: busy.least });
}

function leastOf({ busy }: ReplayPlan): number {
  return busy.by === 'codes' ? busy.least : 1;
}

function sumOver(hours: ReadonlyMap<number, number>, fromMs: number, toMs: number): number {
  let sum = 0;
  for (let atMs = Math.floor(fromMs / hourMs) * hourMs; atMs < toMs; atMs += hourMs)
    sum += hours.get(atMs) ?? 0;
  return sum;
}

async function lookAt(
  transaction: Transaction,
  { workspaceId, filter, plan }: Past,
  now: Date,
  hindsight: boolean,
): Promise<Judgment[]> {
  const look = <Kind extends AlertKind>({ kind, params }: Watch<Kind>) => {
    const observe: Observer<Kind> = observers[kind];
    const observing = { rule: { workspaceId, filter }, params, codes: codesByRole, now, hindsight };
    return observe(transaction, observing).then((observed) => judge(kind, params, observed, now));
  };
  return look(plan.watch);
}
type Watch<Kind extends AlertKind> = { [Each in Kind]: { kind: Each; params: AlertParams<Each> } }[Kind];
