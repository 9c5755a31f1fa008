import { type Counts, noApp, type SignInFilter, type TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countApps } from '../kept/count-apps.js';
import { type CodeCount, countCodes } from '../kept/count-codes.js';
import { countPeople } from './count-people.js';
import type { Scope } from './counted-events.js';
import { leavesOutSuccesses } from './filter-sql.js';
import { loadPeriods } from './load-periods.js';

/** Counts over a range (ISO 8601, `to` exclusive), exact at the minute while minutes are kept. */
export async function getCounts(
  db: Db,
  query: { workspaceId: string; range: TimeRange; filter: SignInFilter },
): Promise<Counts> {
  const { span, behind, codes } = await loadPeriods(db, query.workspaceId, query.range, query.filter);
  return countScope(db, { workspaceId: query.workspaceId, span, filter: query.filter, behind, codes });
}

/** As {@link getCounts}, for a span that is aligned already. */
export async function countScope(db: Db, scope: Scope): Promise<Counts> {
  const counting = countCodes(db, scope).then(addUp);
  const [row, people, apps] = await Promise.all([
    counting,
    counting.then(({ failures }) => countPeople(db, scope, ['failure'], { events: failures })),
    countFailingApps(db, scope),
  ]);
  const rate = leavesOutSuccesses(scope.filter) ? null : failureRate(row);
  return { ...row, ...people, apps, failureRate: rate };
}

/** Failures ÷ (successes + failures); `null` if there were neither. */
export function failureRate({ successes, failures }: { successes: number; failures: number }): number | null {
  return successes + failures === 0 ? null : failures / (successes + failures);
}

function addUp(codes: readonly CodeCount[]): Omit<Counts, 'failureRate' | 'people' | 'peopleIs' | 'apps'> {
  const counts = { successes: 0, failures: 0, interrupts: 0, unknownCodes: 0, unknownCodeEvents: 0 };
  for (const { codeClass, events } of codes) {
    if (codeClass.outcome === 'success') counts.successes += events;
    if (codeClass.outcome === 'failure') counts.failures += events;
    if (codeClass.outcome === 'interrupt' || codeClass.outcome === 'conditional') counts.interrupts += events;
    if (codeClass.known) continue;
    counts.unknownCodes += 1;
    counts.unknownCodeEvents += events;
  }
  return counts;
}

async function countFailingApps(db: Db, scope: Scope): Promise<number> {
  const apps = await countApps(db, scope);
  return apps.filter(({ app, outcome }) => outcome === 'failure' && app !== noApp).length;
}
