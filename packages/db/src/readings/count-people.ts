import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { fromSignIns, type Scope } from './counted-events.js';
import { type Dimension, dimensionKeys } from './dimension-sql.js';

/** Distinct people and workloads among the sign-ins of a scope that have one of the outcomes. */
export async function countPeople(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  and = Prisma.empty,
): Promise<number> {
  const { rows } = await db.pool.query<{ people: number }>(
    // Distinct first, then count: PostgreSQL hashes this, and would sort a count(distinct …).
    Prisma.sql`select count(*)::int as people from (
      select distinct r.user_key ${fromSignIns(scope)}
        and r.user_key is not null and c.outcome = any(${outcomes}::text[]) ${and}
    ) p`,
  );
  return rows[0]?.people ?? 0;
}

/** The same by key of a dimension, for the given keys; a key without people is not in the map. */
export async function countPeopleBy(
  db: Db,
  scope: Scope,
  outcomes: Outcome[],
  by: Dimension,
  keys: string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await db.pool.query<{ key: string; people: number }>(
    Prisma.sql`select key, count(*)::int as people from (${selectPeople(scope, outcomes, by)}
      and ${dimensionKeys[by]} = any(${keys}::text[])) p group by key`,
  );
  return new Map(rows.map((row) => [row.key, row.people]));
}

/** Distinct pairs of `key` and user_key, as a statement that conditions can be appended to. */
export function selectPeople(scope: Scope, outcomes: Outcome[], by: Dimension): Prisma.Sql {
  return Prisma.sql`select distinct ${dimensionKeys[by]} as key, r.user_key ${fromSignIns(scope)}
    and r.user_key is not null and c.outcome = any(${outcomes}::text[])`;
}
