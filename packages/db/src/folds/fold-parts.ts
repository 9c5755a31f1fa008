import type pg from 'pg';
import type { FoldSpan } from './fold-span.js';

/** Makes summaries of counts and people from those of the parts of a span, in the caller's transaction. */
export async function foldParts(
  client: pg.ClientBase,
  minutes: 360 | 1440,
  partMinutes: 60 | 360,
  { workspaceId, from, to }: FoldSpan,
): Promise<void> {
  const parts =
    'workspace_id = $1 and bucket_minutes = $4 and bucket >= $2::timestamptz and bucket < $3::timestamptz';
  for (const [table, keys, column, sum] of [
    ['folded_codes', 'error_code', 'events', 'sum(events)'],
    ['folded_apps', 'app, outcome', 'events', 'sum(events)'],
    ['folded_groups', 'group_hash', 'events', 'sum(events)'],
    ['folded_feeds', 'feed_id, error_code', 'events', 'sum(events)'],
    ['folded_people', 'dimension, key', 'people', 'bit_or(people)'],
  ]) {
    await client.query(
      `insert into ${table} (workspace_id, bucket_minutes, bucket, ${keys}, ${column})
       select $1, $5::smallint, $2::timestamptz, ${keys}, ${sum} from ${table} where ${parts} group by ${keys}`,
      [workspaceId, from, to, partMinutes, minutes],
    );
  }
}
