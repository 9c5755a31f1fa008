import { type SignInFilter, type SignInQuery, signInFilterSchema, type TimeRange } from '@turnaway/contracts';
import { invalidInput } from './problem.js';

const dayMs = 86_400_000;
const rangeMaxDays = 400;

/**
 * The range that a query asks for, as ISO 8601 in UTC: the last 24 hours where it does not say, one day where it
 * names only the end. Throws a 400 that names the field where the range is empty or longer than 400 days.
 */
export function resolveRange(
  query: { from?: string | undefined; to?: string | undefined },
  now: Date,
): TimeRange {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? new Date(to.getTime() - dayMs) : new Date(query.from);
  if (from.getTime() >= to.getTime()) {
    throw invalidInput([{ field: 'to', message: 'expected a time after from' }]);
  }
  if (to.getTime() - from.getTime() > rangeMaxDays * dayMs) {
    throw invalidInput([{ field: 'from', message: `expected a range of at most ${rangeMaxDays} days` }]);
  }
  return { from: from.toISOString(), to: to.toISOString() };
}

/** Splits a reading's query into its range, its filter, and what is its own. */
export function readScope<Query extends SignInQuery>(query: Query, now = new Date()) {
  const { from, to, compare, ...rest } = query;
  const filter: SignInFilter = signInFilterSchema.parse(rest);
  const range: TimeRange = { ...resolveRange({ from, to }, now), compare };
  return { range, filter };
}
