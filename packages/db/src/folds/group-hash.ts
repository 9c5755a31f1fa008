import { Prisma } from '../generated/client.js';

/**
 * What a group (code × app) is known by in summaries, over the columns `error_code` and `app` of a relation. Of 64 bits:
 * among a million groups, two share one in one of thirty million installs. PostgreSQL keeps this hash the same across versions: its partitions
 * rest on it.
 */
export function groupHash(relation: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`hashtextextended(${relation}.error_code || E'\n' || ${relation}.app, 0)`;
}
