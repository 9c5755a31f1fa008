import type { AnalyzedEvent } from '@turnaway/contracts';
import pg from 'pg';
import { copyRows } from './copy-rows.js';
import type { WaitingBatch } from './take-batch.js';

/** After a batch that brought an event again, so many of its feed are looked through before they are written. */
const carefulBatches = 50;
const feedsMax = 10_000;

/** How many batches of a feed are still to be looked through, by pool. */
const carefulByPool = new WeakMap<object, Map<string, number>>();

/**
 * Writes down the ids of those events that are new, in the caller's transaction, and gives these events back. Keys are
 * written in order, so that two workers with the same events wait for each other and never deadlock.
 *
 * Nearly every batch brings new events alone: all are copied in one go, which fails at an id that is there already.
 * Then, and for the next batches of a feed that did so, each id is looked for before it is written.
 */
export async function keepNewEvents(
  client: pg.ClientBase,
  pool: object,
  batch: Pick<WaitingBatch, 'workspaceId' | 'feedId'>,
  events: readonly AnalyzedEvent[],
): Promise<AnalyzedEvent[]> {
  if (events.length === 0) return [];
  const firstByKey = new Map<string, AnalyzedEvent>();
  for (const event of events) {
    const key = event.event.occurredAt.slice(0, dayLength) + event.eventKey;
    if (!firstByKey.has(key)) firstByKey.set(key, event);
  }
  const keys = [...firstByKey.keys()].sort();
  const careful = carefulByPool.get(pool) ?? new Map<string, number>();
  carefulByPool.set(pool, careful);
  const left = careful.get(batch.feedId) ?? 0;
  if (left > 0) careful.set(batch.feedId, left - 1);
  else if (await copyIds(client, batch.workspaceId, keys)) return [...firstByKey.values()];

  const kept = await insertNewIds(client, batch.workspaceId, keys);
  if (kept === null) return [...firstByKey.values()];
  if (careful.size < feedsMax || careful.has(batch.feedId)) careful.set(batch.feedId, carefulBatches);
  return kept.flatMap((key) => firstByKey.get(key) ?? []);
}

/** A key is the day, as `YYYY-MM-DD`, and the event's key: in this order they are copied, day after day. */
const dayLength = 10;
const uniqueViolation = '23505';

/** `false` if one of them is there already; then none is written. */
async function copyIds(
  client: pg.ClientBase,
  workspaceId: string,
  keys: readonly string[],
): Promise<boolean> {
  try {
    await copyRows(
      client,
      'savepoint ids; copy event_ids (occurred_on, event_key, workspace_id) from stdin',
      keys.map((key) => [key.slice(0, dayLength), key.slice(dayLength), workspaceId]),
    );
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== uniqueViolation) throw error;
    await client.query('rollback to savepoint ids');
    return false;
  }
}

/** The keys that were new; `null` if all were. */
async function insertNewIds(
  client: pg.ClientBase,
  workspaceId: string,
  keys: readonly string[],
): Promise<string[] | null> {
  const { rows } = await client.query<{ kept: string[] | null }>({
    name: 'keep-new-events',
    text: `with kept as (
             insert into event_ids (event_key, occurred_on, workspace_id)
             select event_key, occurred_on, $1 from unnest($2::uuid[], $3::date[]) as offered (event_key, occurred_on)
             on conflict do nothing
             returning event_key, occurred_on
           )
           select case when (select count(*) from kept) < $4 then
             (select coalesce(array_agg(occurred_on || replace(event_key::text, '-', '')), '{}') from kept)
           end as kept`,
    // Hexadecimal digits and dates need no quoting: the arrays' text is put together here, in one go.
    values: [
      workspaceId,
      `{${keys.map((key) => key.slice(dayLength)).join(',')}}`,
      `{${keys.map((key) => key.slice(0, dayLength)).join(',')}}`,
      keys.length,
    ],
  });
  return rows[0]?.kept ?? null;
}
