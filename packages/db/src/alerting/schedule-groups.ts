import type { Db } from '../client.js';

/**
 * Says when groups (UUIDs) are to be looked at again of which there is nothing to tell; `null`: once something new comes.
 * A group of which something has changed since its version was read is left as it is, and one that somebody has.
 */
export async function scheduleGroups(
  { pool }: Pick<Db, 'pool'>,
  groups: readonly { id: string; version: string; dueAt: Date | null }[],
): Promise<void> {
  await pool.query(
    `with free as (
       select g.id, n.due_at from alert_groups g
         join unnest($1::uuid[], $2::text[], $3::timestamptz[]) as n (id, version, due_at) on n.id = g.id
       where g.xmin::text = n.version for update of g skip locked
     )
     update alert_groups set due_at = free.due_at from free where alert_groups.id = free.id`,
    [groups.map(({ id }) => id), groups.map(({ version }) => version), groups.map(({ dueAt }) => dueAt)],
  );
}
