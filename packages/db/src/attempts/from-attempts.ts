import type { SignInFilter, TimeRange } from '@turnaway/contracts';
import { hasPolicy } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';
import { filterRollups, filterSignIns } from '../readings/filter-sql.js';

/**
 * `from … where …` over attempts `r` that began in a range, joined to what their last prompt means, `c`. Filters are
 * those of sign-ins, and speak of that prompt. Callers may append `and …`.
 */
export function fromAttempts(query: {
  workspaceId: string;
  range: TimeRange;
  filter: SignInFilter;
}): Prisma.Sql {
  const { workspaceId, range } = query;
  const { interactive, device, policy, ...filter } = query.filter;
  // A code's attempts are found by the index; joined alone, all of the range would be read for them.
  const ofCode =
    filter.code === undefined
      ? Prisma.empty
      : Prisma.sql`and r.error_code = any(array(select c.error_code from code_classes c
          where c.workspace_id = ${workspaceId} and ${filterRollups({ code: filter.code })}))`;
  return Prisma.sql`from attempts r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    where r.workspace_id = ${workspaceId} and r.started_at >= ${range.from}::timestamptz
      and r.started_at < ${range.to}::timestamptz and ${filterSignIns(filter)} ${ofCode}
      ${whereItsSignIn({ interactive, device, policy })}`;
}

/** What an attempt does not know of its last prompt, the sign-in of that prompt does. */
function whereItsSignIn(asked: Pick<SignInFilter, 'interactive' | 'device' | 'policy'>): Prisma.Sql {
  const columns = [
    [Prisma.sql`s.interactive`, asked.interactive],
    [Prisma.sql`s.device`, asked.device],
  ] as const;
  const conditions = columns.flatMap(([column, values]) =>
    values === undefined ? [] : [Prisma.sql`${column} = any(${values}::text[])`],
  );
  if (asked.policy) conditions.push(hasPolicy(Prisma.sql`s.policy`, Prisma.sql`${asked.policy}::text[]`));
  if (conditions.length === 0) return Prisma.empty;
  return Prisma.sql`and exists (select from sign_ins s where s.event_key = r.sign_in_key
    and s.occurred_at between r.started_at and r.ended_at and ${Prisma.join(conditions, ' and ')})`;
}
