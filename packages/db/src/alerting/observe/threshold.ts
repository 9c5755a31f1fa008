import { type AlertParams, noApp, observedRowsMax, type ThresholdObservation } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromEvents, fromSignIns, type Scope } from '../../readings/counted-events.js';
import { filterRollups } from '../../readings/filter-sql.js';
import { countWatchedEvents, whereSuccessesAre } from '../count-watched-events.js';
import { countWatchedPeople } from '../count-watched-people.js';
import { watchedEvents, watchedOutcomes } from '../watched-events.js';
import type { Transaction } from '../with-locked-rule.js';
import type { Observer } from './observer.js';

type Params = Pick<AlertParams<'threshold'>, 'measure' | 'groupBy'>;

/**
 * Counts over the rule's window, in one or by app, cause or system: failures, the people among them, or their share
 * of the attempts of the same systems, apps and feeds.
 */
export const observeThreshold: Observer<'threshold'> = async (transaction, { rule, params, now }) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  return params.groupBy === 'none'
    ? [await observeAll(transaction, scope, params)]
    : observeGroups(transaction, scope, { ...params, groupBy: params.groupBy });
};

async function observeAll(
  transaction: Transaction,
  scope: Scope,
  { measure }: Params,
): Promise<ThresholdObservation> {
  const { failures, attempts } = await countWatchedEvents(transaction, scope);
  const observed = { key: 'all', label: 'All sign-ins', attempts };
  if (measure === 'affected-users') {
    return { ...observed, value: await countWatchedPeople(transaction, scope) };
  }
  return { ...observed, value: measured(measure, failures, attempts) };
}

const keys = { app: Prisma.sql`r.app`, cause: Prisma.sql`c.cause`, system: Prisma.sql`c.system` };

async function observeGroups(
  transaction: Transaction,
  scope: Scope,
  { measure, groupBy }: { measure: Params['measure']; groupBy: keyof typeof keys },
): Promise<ThresholdObservation[]> {
  const outcomes = watchedOutcomes(scope.filter);
  const key = keys[groupBy];
  if (measure === 'affected-users') {
    const { rows } = await transaction.query<{ key: string; people: number; failures: number }>(
      Prisma.sql`select ${key} as key, count(distinct r.user_key)::int as people, count(*)::int as failures
        ${fromSignIns(scope)} and c.outcome = any(${outcomes}::text[]) and ${key} <> ${noApp}
        group by 1 order by 2 desc, 1 limit ${observedRowsMax}`,
    );
    return rows.map(({ key, people, failures }) => ({ key, label: key, value: people, attempts: failures }));
  }
  // A success has no cause: what failed for one cause is a share of all attempts.
  const attempts =
    groupBy === 'cause'
      ? Prisma.sql`(sum(sum(${countAttempts(outcomes)})) over ())`
      : Prisma.sql`sum(${countAttempts(outcomes)})`;
  const { rows } = await transaction.query<{ key: string | null; failures: number; attempts: number }>(
    Prisma.sql`select ${key} as key,
        coalesce(sum(r.events) filter (
          where c.outcome = any(${outcomes}::text[]) and ${filterRollups(scope.filter)}), 0)::float8 as failures,
        ${attempts}::float8 as attempts
      ${fromEvents({ ...scope, filter: whereSuccessesAre(scope.filter) })}
      group by 1 order by 2 desc, 1 limit ${observedRowsMax}`,
  );
  return rows.flatMap(({ key, failures, attempts }) =>
    key === null || key === noApp
      ? []
      : [{ key, label: key, value: measured(measure, failures, attempts), attempts }],
  );
}

function countAttempts(outcomes: readonly string[]): Prisma.Sql {
  return Prisma.sql`case when c.outcome in ('success', 'failure') or c.outcome = any(${[...outcomes]}::text[])
    then r.events else 0 end`;
}

function measured(measure: Params['measure'], failures: number, attempts: number): number {
  if (measure !== 'failure-rate') return failures;
  return attempts === 0 ? 0 : failures / attempts;
}
