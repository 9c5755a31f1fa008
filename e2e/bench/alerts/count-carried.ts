import type { CarriedCounts, CarriedQuestion } from '@turnaway/contracts';
import { type SignInLog, slotMs } from './sign-in-log.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const daysBack = [1, 7];
const recentMs = 15 * minuteMs;

/** Counts in memory which feeds usually bring the successes, as the product's query does. A system has one feed. */
export function countCarried(
  log: SignInLog,
  { windowMinutes, feeds }: CarriedQuestion,
  nowMs: number,
): CarriedCounts {
  const usualOf = (system: string): number =>
    daysBack
      .map((days) => {
        const toMs = nowMs - days * dayMs;
        const fromMs = Math.floor((toMs - windowMinutes * minuteMs) / hourMs) * hourMs;
        return countWithin(log, system, fromMs, Math.ceil(toMs / hourMs) * hourMs).successes;
      })
      .reduce((sum, successes) => sum + successes, 0);
  const usual = [...log.slots.keys()].reduce((sum, system) => sum + usualOf(system), 0);
  return {
    usual,
    feeds: Object.fromEntries(
      feeds.map(({ alertId, feedId }) => {
        const { successes, others } = countWithin(log, feedId, nowMs - recentMs, nowMs);
        return [alertId, { usual: usualOf(feedId), recentSuccesses: successes, recentOthers: others }];
      }),
    ),
  };
}

function countWithin(
  log: SignInLog,
  system: string,
  fromMs: number,
  toMs: number,
): { successes: number; others: number } {
  const counts = { successes: 0, others: 0 };
  for (let slot = Math.floor(fromMs / slotMs); slot < Math.floor(toMs / slotMs); slot += 1) {
    const { records = 0, rejected = 0, apps = new Map() } = log.slots.get(system)?.get(slot) ?? {};
    const successes = [...apps.values()].reduce((sum, app) => sum + app.successes, 0);
    counts.successes += successes;
    counts.others += records - rejected - successes;
  }
  return counts;
}
