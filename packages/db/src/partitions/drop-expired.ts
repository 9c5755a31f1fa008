import type { Db } from '../client.js';
import { type DayPartitionedTable, forgetDayPartitions } from './ensure-day-partitions.js';

/** What one run of retention removed. */
export interface Expired {
  partitions: number;
  rollupRows: number;
  batches: number;
}

/** Rows deleted by one statement, so that no lock and no transaction lasts long. */
const rowsPerStatement = 20_000;

/**
 * Removes what is older than its workspace's retention: partitions of sign-ins, successes, attempts and event ids that no
 * workspace needs any more, rollups, and finished batches with their rejects and kept bytes.
 */
export async function dropExpired(db: Db, now: Date): Promise<Expired> {
  const { rows: workspaces } = await db.pool.query<{
    id: string;
    minute_rollup_days: number;
    hour_rollup_days: number;
    sign_in_days: number;
    success_days: number;
  }>('select id, minute_rollup_days, hour_rollup_days, sign_in_days, success_days from workspaces');

  let partitions = 0;
  if (workspaces.length > 0) {
    // A day longer than events are accepted for, so that no batch writes into what is being dropped.
    const signInDays = Math.max(...workspaces.map((workspace) => workspace.sign_in_days)) + 1;
    const successDays = Math.max(...workspaces.map((workspace) => workspace.success_days)) + 1;
    partitions += await dropPartitionsBefore(
      db,
      ['event_ids', 'sign_ins', 'attempts'],
      daysBefore(now, signInDays),
    );
    partitions += await dropPartitionsBefore(db, ['successes'], daysBefore(now, successDays));
  }
  let rollupRows = 0;
  let batches = 0;
  for (const workspace of workspaces) {
    const { id } = workspace;
    const minuteBound = daysBefore(now, workspace.minute_rollup_days);
    const hourBound = daysBefore(now, workspace.hour_rollup_days);
    const signInBound = daysBefore(now, workspace.sign_in_days);
    rollupRows += await deleteInSteps(db, 'rollup_minutes', 'workspace_id = $1 and bucket < $2', [
      id,
      minuteBound,
    ]);
    rollupRows += await deleteInSteps(db, 'rollup_hours', 'workspace_id = $1 and bucket < $2', [
      id,
      hourBound,
    ]);
    const successBound = daysBefore(now, workspace.success_days + 1);
    await deleteInSteps(
      db,
      'success_countries',
      'workspace_id = $1 and last_seen_on < $2::timestamptz::date',
      [id, successBound],
    );
    await deleteInSteps(db, 'travel_habits', 'workspace_id = $1 and before < $2', [id, successBound]);
    rollupRows += await dropFolds(db, id, { minuteBound, hourBound, signInBound });
    const finished = "workspace_id = $1 and received_at < $2 and status <> 'received'";
    const finishedIds = `batch_id in (select id from batches where ${finished})`;
    await deleteInSteps(db, 'batch_bodies', finishedIds, [id, signInBound]);
    await deleteInSteps(db, 'rejects', finishedIds, [id, signInBound]);
    batches += await deleteInSteps(db, 'batches', finished, [id, signInBound]);
  }
  // PostgreSQL looks at partitions by itself, but not at the table that they are parts of.
  await db.pool.query('analyze sign_ins');
  return { partitions, rollupRows, batches };
}

/** Summaries live as long as what they are made of. */
async function dropFolds(
  db: Db,
  workspaceId: string,
  bounds: { minuteBound: Date; hourBound: Date; signInBound: Date },
): Promise<number> {
  const older = 'workspace_id = $1 and bucket < $2';
  const olderQuarters = `${older} and bucket_minutes = 15`;
  let rows = 0;
  for (const [table, condition, bound] of [
    ['folded_codes', olderQuarters, bounds.minuteBound],
    ['folded_apps', olderQuarters, bounds.minuteBound],
    ['folded_groups', olderQuarters, bounds.minuteBound],
    ['folded_feeds', olderQuarters, bounds.minuteBound],
    ['folded_people', olderQuarters, bounds.minuteBound],
    ['folded_keys', olderQuarters, bounds.minuteBound],
    ['folded_buckets', olderQuarters, bounds.minuteBound],
    ['folded_codes', older, bounds.hourBound],
    ['folded_apps', older, bounds.hourBound],
    ['folded_groups', older, bounds.hourBound],
    ['folded_buckets', older, bounds.hourBound],
    ['folded_feeds', older, bounds.hourBound],
    ['rollup_days', older, bounds.hourBound],
    ['unfolded_buckets', older, bounds.hourBound],
    ['rollup_attempts', older, bounds.hourBound],
    ['rollup_attempt_codes', older, bounds.hourBound],
    ['folded_people', older, bounds.signInBound],
    ['folded_keys', older, bounds.signInBound],
    ['folded_subject_groups', older, bounds.signInBound],
  ] as const) {
    rows += await deleteInSteps(db, table, condition, [workspaceId, bound]);
  }
  // Whoever has these summaries in memory reads them again.
  await db.pool.query(
    `update folded_buckets set folded_at = clock_timestamp(), has_people = false
     where workspace_id = $1 and bucket < $2 and has_people`,
    [workspaceId, bounds.signInBound],
  );
  return rows;
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

async function dropPartitionsBefore(
  db: Db,
  tables: readonly DayPartitionedTable[],
  bound: Date,
): Promise<number> {
  const lastKept = bound.toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await db.pool.query<{ name: string; parent: string }>(
    `select inhrelid::regclass::text as name, inhparent::regclass::text as parent from pg_inherits
     where inhparent = any ($1::regclass[])`,
    [[...tables]],
  );
  const expired = rows.filter(
    ({ name, parent }) =>
      /^\d{8}$/.test(name.slice(parent.length + 1)) && name.slice(parent.length + 1) < lastKept,
  );
  for (const { name } of expired) await db.pool.query(`drop table ${name}`);
  if (expired.length > 0) forgetDayPartitions(db);
  return expired.length;
}

async function deleteInSteps(db: Db, table: string, condition: string, values: unknown[]): Promise<number> {
  for (let deleted = 0; ; ) {
    const { rowCount } = await db.pool.query(
      `delete from ${table} where ctid = any (array (select ctid from ${table} where ${condition} limit ${rowsPerStatement}))`,
      values,
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsPerStatement) return deleted;
  }
}
