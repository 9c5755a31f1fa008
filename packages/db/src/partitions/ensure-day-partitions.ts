import type { Db } from '../client.js';

/** The tables that are split by day of the event, and what their days are compared as. */
export const dayPartitionedTables = ['event_ids', 'sign_ins', 'successes', 'attempts'] as const;
export type DayPartitionedTable = (typeof dayPartitionedTables)[number];
const advisoryLock = 7_411_904;

/** Partitions known to be there, by pool, so that a batch of today asks nothing. */
const knownPartitions = new WeakMap<Db['pool'], Set<string>>();

/**
 * Makes the partitions for these days (`YYYY-MM-DD`, UTC) where they are missing. Safe to call from several
 * processes at once, and before every batch: days that were seen cost nothing.
 */
export async function ensureDayPartitions(
  db: Db,
  days: Iterable<string>,
  tables: readonly DayPartitionedTable[] = dayPartitionedTables,
): Promise<void> {
  const known = knownPartitions.get(db.pool) ?? new Set<string>();
  knownPartitions.set(db.pool, known);
  const missing = [...new Set(days)]
    .sort()
    .flatMap((day) => tables.map((table) => ({ table, day, partition: partitionName(table, day) })))
    .filter(({ partition }) => !known.has(partition));
  if (missing.length === 0) return;

  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
    for (const { table, day, partition } of missing) {
      const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
        partition,
      ]);
      if (rows[0]?.found === true) continue;
      // Made apart and attached: unlike `partition of`, that does not lock out readers and writers.
      await client.query(`create table ${partition} (like ${table} including all)`);
      await client.query(
        `alter table ${table} attach partition ${partition} for values from ('${day}') to ('${nextDay(day)}')`,
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  for (const { partition } of missing) known.add(partition);
}

/** The partition of a table that holds a day. Days come as dates, never as a caller's text. */
export function partitionName(table: DayPartitionedTable, day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error('expected a day as YYYY-MM-DD');
  return `${table}_${day.replaceAll('-', '')}`;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Forgets what is known to be there: after partitions were dropped. */
export function forgetDayPartitions(db: Db): void {
  knownPartitions.delete(db.pool);
}
