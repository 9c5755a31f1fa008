import type { CodeClass } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from '../readings/code-class.js';
import { fromEvents, type Scope } from '../readings/counted-events.js';
import { watchedOutcomes } from './watched-events.js';
import type { Transaction } from './with-locked-rule.js';

/** An error code, and how many of the events that a rule is about have it. */
export interface TopCode extends CodeClass {
  events: number;
}

/** The error codes of the events that a rule is about, the most frequent first. */
export async function listTopCodes(
  transaction: Transaction,
  scope: Scope,
  limit: number,
): Promise<TopCode[]> {
  const { rows } = await transaction.query<CodeClassRow & { events: number }>(
    Prisma.sql`select ${codeClassColumns}, sum(r.events)::float8 as events ${fromEvents(scope)}
        and c.outcome = any(${watchedOutcomes(scope.filter)}::text[])
      group by c.workspace_id, c.error_code
      order by events desc, c.error_code limit ${limit}`,
  );
  return rows.map((row) => ({ ...toCodeClass(row), events: row.events }));
}
