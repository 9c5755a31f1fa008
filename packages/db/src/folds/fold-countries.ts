import type pg from 'pg';
import type { FoldSpan } from './fold-span.js';

/**
 * Notes in which countries people passed in a span, by the last day (UTC) of it, in the caller's transaction. A row is
 * written once a day at most.
 */
export async function foldCountries(
  client: pg.ClientBase,
  { workspaceId, from, to }: FoldSpan,
): Promise<void> {
  await client.query(
    `insert into success_countries (workspace_id, user_key, country, last_seen_on)
     select distinct $1::text, user_key, country, ($2::timestamptz at time zone 'UTC')::date from successes
     where workspace_id = $1 and occurred_at >= $2 and occurred_at < $3 and country is not null order by 2, 3
     on conflict (workspace_id, user_key, country) do update set last_seen_on = excluded.last_seen_on
     where success_countries.last_seen_on < excluded.last_seen_on`,
    [workspaceId, from, to],
  );
}
