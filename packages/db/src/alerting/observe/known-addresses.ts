import { Prisma } from '../../generated/client.js';

/**
 * Which of some addresses (a relation with a column `ip`) somebody got in from before a time (or ever), as rows (ip): looked up one
 * by one, since successes are far more than addresses that fail.
 */
export function selectKnownAddresses(
  workspaceId: string,
  addresses: Prisma.Sql,
  before: Date | 'ever',
): Prisma.Sql {
  return Prisma.sql`select tried.ip from (select distinct ip from ${addresses} where ip is not null) tried
    cross join lateral (
      select 1 from successes s
      where s.workspace_id = ${workspaceId} and s.ip = tried.ip and ${before === 'ever' ? Prisma.sql`true` : Prisma.sql`s.occurred_at < ${before}`} limit 1
    ) passed`;
}
