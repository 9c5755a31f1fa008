import type { SignInFilter, TimeRange } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { filterSignIns } from '../readings/filter-sql.js';

/**
 * `from … where …` over attempts `r` that began in a range, joined to what their last prompt means, `c`. Filters are
 * those of sign-ins, and speak of that prompt. Callers may append `and …`.
 */
export function fromAttempts(query: {
  workspaceId: string;
  range: TimeRange;
  filter: SignInFilter;
}): Prisma.Sql {
  const { workspaceId, range, filter } = query;
  return Prisma.sql`from attempts r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    where r.workspace_id = ${workspaceId} and r.started_at >= ${range.from}::timestamptz
      and r.started_at < ${range.to}::timestamptz and ${filterSignIns(filter)}`;
}
