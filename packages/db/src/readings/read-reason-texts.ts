import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { Scope } from './counted-events.js';
import { filterSignIns } from './filter-sql.js';

/** Reasons are read from the newest sign-ins of a code: a sample this large names all that are frequent. */
const sampleOfCode = 500;

/**
 * The system's own words about some codes, of each code the most frequent first. The newest sign-ins of a code are
 * reached through its index one by one, however many there are.
 */
export async function readReasonTexts(
  db: Db,
  { workspaceId, span, filter }: Scope,
  errorCodes: string[],
): Promise<{ error_code: string; text: string; events: number }[]> {
  const { rows } = await db.pool.query<{ error_code: string; text: string; events: number }>(Prisma.sql`
    select c.error_code, newest.text, count(*)::int as events
    from code_classes c cross join lateral (
      select r.event->>'reasonText' as text from sign_ins r
      where r.workspace_id = ${workspaceId} and r.error_code = c.error_code
        and r.occurred_at >= ${span.from} and r.occurred_at < ${span.to} and ${filterSignIns(filter)}
      order by r.occurred_at desc limit ${sampleOfCode}
    ) newest
    where c.workspace_id = ${workspaceId} and c.error_code = any(${errorCodes}::text[]) and newest.text is not null
    group by 1, 2 order by 1, 3 desc, 2`);
  return rows;
}
