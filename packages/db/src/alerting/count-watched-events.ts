import type { SignInFilter } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { filterRollups } from '../readings/filter-sql.js';
import { watchedOutcomes } from './watched-events.js';
import type { Transaction } from './with-locked-rule.js';

export interface WatchedCounts {
  /** Events that the whole filter fits. */
  failures: number;
  /** Successes of the same systems, apps and feeds: they have no cause or source that a filter could name. */
  successes: number;
  /** All attempts of these systems, apps and feeds: what a failure rate is a share of. */
  attempts: number;
}

/**
 * Counts the events that a rule is about. Where the filter names a user, an address, a country or a client there are no
 * successes, since those are not kept with them.
 */
export async function countWatchedEvents(transaction: Transaction, scope: Scope): Promise<WatchedCounts> {
  const outcomes = watchedOutcomes(scope.filter);
  const around = { ...scope, filter: whereSuccessesAre(scope.filter) };
  const { rows } = await transaction.query<WatchedCounts>(
    Prisma.sql`select
      coalesce(sum(r.events) filter (
        where c.outcome = any(${outcomes}::text[]) and ${filterRollups(scope.filter)}), 0)::float8 as "failures",
      coalesce(sum(r.events) filter (where c.outcome = 'success'), 0)::float8 as "successes",
      coalesce(sum(r.events) filter (
        where c.outcome in ('success', 'failure') or c.outcome = any(${outcomes}::text[])), 0)::float8 as "attempts"
      ${fromEvents(around)}`,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('expected one row of counts');
  return row;
}

/** The part of a filter that successes can fit, too. */
export function whereSuccessesAre(filter: SignInFilter): SignInFilter {
  const { code: _code, cause: _cause, source: _source, outcome: _outcome, ...others } = filter;
  return others;
}
