import { noApp } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { watchedOutcomes } from './watched-events.js';
import type { Transaction } from './with-locked-rule.js';

/** The apps of the events that a rule is about, the most frequent first; events that name no app are left out. */
export async function listTopApps(
  transaction: Transaction,
  scope: Scope,
  limit: number,
): Promise<{ app: string; events: number }[]> {
  const { rows } = await transaction.query<{ app: string; events: number }>(
    Prisma.sql`select r.app, sum(r.events)::float8 as events ${fromEvents(scope)}
        and r.app <> ${noApp} and c.outcome = any(${watchedOutcomes(scope.filter)}::text[])
      group by r.app order by events desc, r.app limit ${limit}`,
  );
  return rows;
}
