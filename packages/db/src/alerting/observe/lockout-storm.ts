import type { LockoutObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns } from '../../readings/counted-events.js';
import { dayMs } from '../../readings/range.js';
import { watchedEvents } from '../watched-events.js';
import { notAllowed } from './allowed.js';
import { readLearnedSince } from './learned-since.js';
import type { Observer } from './observer.js';

const daysBack = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Accounts that were found locked: in the window, and in the same hours of the week before. */
export const observeLockoutStorm: Observer<'lockout-storm'> = async (
  transaction,
  { rule, params, codes, now },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const lockedOn = (days: number) => {
    const back = (at: Date) => new Date(at.getTime() - days * dayMs);
    const span = { from: back(scope.span.from), to: back(scope.span.to) };
    return Prisma.sql`${fromSignIns({ ...scope, span, codes: [...codes.lockedOut] })}
      and r.user_key is not null ${notAllowed(params.allow)}`;
  };
  const { rows: counts } = await transaction.query<{ accounts: number }>(
    Prisma.join(
      daysBack.map(
        (days) => Prisma.sql`(select count(distinct r.user_key)::int as accounts ${lockedOn(days)})`,
      ),
      ' union all ',
    ),
  );
  const [lockedAccounts = 0, ...earlier] = counts.map(({ accounts }) => accounts);
  const learnedSince = await readLearnedSince(transaction, rule.workspaceId, rule.filter);
  const learnedSinceMs = learnedSince === null ? Number.POSITIVE_INFINITY : Date.parse(learnedSince);
  const { rows: passed } = await transaction.query<{ accounts: number }>(
    Prisma.sql`select count(distinct user_key)::int as accounts from successes
      where workspace_id = ${scope.workspaceId} and occurred_at >= ${scope.span.from} and occurred_at < ${scope.span.to}`,
  );
  const { rows } = await transaction.query<{ addresses: number; ip: string; accounts: number }>(
    Prisma.sql`select count(*) over ()::int as addresses, r.ip, count(distinct r.user_key)::int as accounts
      ${lockedOn(0)} and r.ip is not null group by r.ip order by accounts desc, r.ip limit 1`,
  );
  const [top] = rows;
  const observed: LockoutObservation = {
    lockedAccounts,
    usualLockedAccounts: earlier.filter(
      (_, index) => scope.span.from.getTime() - (index + 1) * dayMs >= learnedSinceMs,
    ),
    succeededAccounts: passed[0]?.accounts ?? 0,
    addresses: top?.addresses ?? 0,
    topAddress: top?.ip ?? null,
    topAddressAccounts: top?.accounts ?? 0,
  };
  return observed;
};
