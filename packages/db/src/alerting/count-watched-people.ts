import { Prisma } from '../generated/client.js';
import { fromSignIns, type Scope } from '../readings/counted-events.js';
import { watchedOutcomes } from './watched-events.js';
import type { Transaction } from './with-locked-rule.js';

/** Distinct people and workloads among the events that a rule is about. */
export async function countWatchedPeople(transaction: Transaction, scope: Scope): Promise<number> {
  const { rows } = await transaction.query<{ people: number }>(
    Prisma.sql`select count(*)::int as people from (
      select distinct r.user_key ${fromSignIns(scope)}
        and r.user_key is not null and c.outcome = any(${watchedOutcomes(scope.filter)}::text[])
    ) p`,
  );
  return rows[0]?.people ?? 0;
}
