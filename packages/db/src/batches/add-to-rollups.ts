import { formatErrorCode, noApp, type RollupDelta } from '@turnaway/contracts';
import type pg from 'pg';
import { toInteractive } from './insert-sign-ins.js';
import type { WaitingBatch } from './take-batch.js';

interface RollupRow {
  bucket: string;
  errorCode: string;
  app: string;
  interactive: string;
  events: number;
}

/** Adds to the counts by minute and by hour, in the caller's transaction and in the order of the keys. */
export async function addToRollups(
  client: pg.ClientBase,
  batch: WaitingBatch,
  deltas: readonly RollupDelta[],
): Promise<void> {
  const minutes = sumByKey(deltas.map(toRow));
  const oldestMinute = new Date(Date.now() - batch.retention.minuteRollupDays * 86_400_000).toISOString();
  await upsert(client, 'rollup_hours', batch, sumByKey(minutes.map(toHour)));
  await upsert(
    client,
    'rollup_minutes',
    batch,
    minutes.filter((row) => row.bucket >= oldestMinute),
  );
}

function toRow(delta: RollupDelta): RollupRow {
  return {
    bucket: delta.minute,
    errorCode: formatErrorCode(delta.errorCode),
    app: delta.app ?? noApp,
    interactive: toInteractive(delta.interactive),
    events: delta.events,
  };
}

function keyOf(row: RollupRow): string {
  return `${row.bucket}\n${row.errorCode}\n${row.app}\n${row.interactive}`;
}

function toHour(row: RollupRow): RollupRow {
  return { ...row, bucket: `${row.bucket.slice(0, 13)}:00:00.000Z` };
}

/** One statement may touch a row once only. */
function sumByKey(rows: readonly RollupRow[]): RollupRow[] {
  const sums = new Map<string, RollupRow>();
  for (const row of rows) {
    const before = sums.get(keyOf(row));
    if (before === undefined) sums.set(keyOf(row), { ...row });
    else before.events += row.events;
  }
  return [...sums.values()];
}

async function upsert(
  client: pg.ClientBase,
  table: 'rollup_minutes' | 'rollup_hours',
  batch: WaitingBatch,
  rows: RollupRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const sorted = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
  await client.query({
    name: `add-to-${table}`,
    text: `insert into ${table} (workspace_id, feed_id, bucket, error_code, app, interactive, events)
           select $1, $2, * from unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::int[])
           on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
           do update set events = ${table}.events + excluded.events`,
    values: [
      batch.workspaceId,
      batch.feedId,
      sorted.map((row) => row.bucket),
      sorted.map((row) => row.errorCode),
      sorted.map((row) => row.app),
      sorted.map((row) => row.interactive),
      sorted.map((row) => row.events),
    ],
  });
}
