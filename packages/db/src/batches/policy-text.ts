import { Prisma } from '../generated/client.js';

/** The policies of an event as the column `policy` holds them: a line each, since no name has a line break. */
export function toPolicyText(policies: readonly string[] | undefined): string | null {
  return policies === undefined ? null : policies.join('\n');
}

/** The names in a column `policy`. */
export function toPolicies(text: string | null): string[] {
  return text === null ? [] : text.split('\n');
}

/** Is one of these names in a column `policy`? */
export function hasPolicy(column: Prisma.Sql, names: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`string_to_array(${column}, chr(10)) && ${names}`;
}

/** A row for each name in a column `policy`, as `one.policy`; a row without a name stays one. To be put after joins. */
export function eachPolicy(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`left join lateral string_to_table(${column}, chr(10)) as one (policy) on true`;
}
