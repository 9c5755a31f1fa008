import type { ErrorGroupState } from '@turnaway/contracts';
import type pg from 'pg';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { insertEntries } from './insert-entries.js';
import { mergeSightings, type Sighting } from './note-sightings.js';

/** Batches folded by one transaction, so that none lasts long. */
const batchesMax = 200;

/** Decides the state of a group that is seen for the first time. */
type FirstState = (seen: { firstSeenAt: Date; systemWatchedSince: Date | null }) => ErrorGroupState;

/**
 * Adds what batches have noted to their groups, and makes the groups that are not there yet. Returns whether there may
 * be more to add. Several processes may fold at once: each takes other batches.
 */
export async function foldSightings(
  db: Db,
  { workspaceId, now, firstState }: { workspaceId: string; now: Date; firstState: FirstState },
): Promise<{ more: boolean }> {
  return inTransaction(db, async (client) => {
    const { batches, sightings } = await takeSightings(client, workspaceId);
    if (batches === 0) return { more: false };
    const merged = mergeSightings(sightings);
    const states = await decideFirstStates(client, workspaceId, merged, firstState);
    const made = await upsertGroups(client, { workspaceId, now, sightings: merged, states });
    await insertEntries(
      client,
      made
        .filter(({ state }) => state === 'new')
        .map(({ errorCode, app, state }) => ({
          workspaceId,
          errorCode,
          app,
          at: now,
          what: 'state',
          by: null,
          from: null,
          to: state,
          text: 'It was seen for the first time.',
        })),
    );
    return { more: batches === batchesMax };
  });
}

async function takeSightings(
  client: pg.ClientBase,
  workspaceId: string,
): Promise<{ batches: number; sightings: Sighting[] }> {
  const { rows } = await client.query<{
    error_codes: string[];
    apps: string[];
    first_seen_at: Date[];
    last_seen_at: Date[];
    events: number[];
  }>(
    `delete from error_group_sightings where workspace_id = $1 and mark in (
       select mark from error_group_sightings where workspace_id = $1 limit ${batchesMax} for update skip locked)
     returning error_codes, apps, first_seen_at, last_seen_at, events`,
    [workspaceId],
  );
  const sightings = rows.flatMap((row) =>
    row.error_codes.map((errorCode, place) => ({
      errorCode,
      app: row.apps[place] ?? '',
      firstSeenAt: toIso(row.first_seen_at[place]),
      lastSeenAt: toIso(row.last_seen_at[place]),
      events: row.events[place] ?? 0,
    })),
  );
  return { batches: rows.length, sightings };
}

function toIso(time: Date | undefined): string {
  if (time === undefined) throw new Error('the arrays of a sighting differ in length');
  return time.toISOString();
}

/** States of the groups in the order of the sightings; `ongoing`, which is then not used, for those that are there. */
async function decideFirstStates(
  client: pg.ClientBase,
  workspaceId: string,
  sightings: readonly Sighting[],
  firstState: FirstState,
): Promise<ErrorGroupState[]> {
  const { rows } = await client.query<{ place: number; watched_since: Date | null }>(
    `with missing as (
       select place, split_part(error_code, '/', 1) as system
       from unnest($2::text[], $3::text[]) with ordinality as seen (error_code, app, place)
       where not exists (select from error_groups g
         where g.workspace_id = $1 and g.error_code = seen.error_code and g.app = seen.app)
     ), watched as (
       select split_part(error_code, '/', 1) as system, min(created_at) as since from error_groups
       where workspace_id = $1 and exists (select from missing) group by 1
     )
     select (place - 1)::int as place, since as watched_since from missing left join watched using (system)`,
    [workspaceId, sightings.map(({ errorCode }) => errorCode), sightings.map(({ app }) => app)],
  );
  const watchedSince = new Map(rows.map((row) => [row.place, row.watched_since]));
  return sightings.map(({ firstSeenAt }, place) => {
    const since = watchedSince.get(place);
    return since === undefined
      ? 'ongoing'
      : firstState({ firstSeenAt: new Date(firstSeenAt), systemWatchedSince: since });
  });
}

async function upsertGroups(
  client: pg.ClientBase,
  {
    workspaceId,
    now,
    sightings,
    states,
  }: { workspaceId: string; now: Date; sightings: readonly Sighting[]; states: ErrorGroupState[] },
): Promise<{ errorCode: string; app: string; state: string }[]> {
  const { rows } = await client.query<{ errorCode: string; app: string; state: string; made: boolean }>(
    `insert into error_groups as g
       (workspace_id, error_code, app, state, state_since, created_at, first_seen_at, last_seen_at, events)
     select $1, error_code, app, state, $2, $2, first_seen_at, last_seen_at, events
     from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::int[])
       as seen (error_code, app, state, first_seen_at, last_seen_at, events)
     on conflict (workspace_id, error_code, app) do update set
       first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
       last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at),
       events = g.events + excluded.events
     returning error_code as "errorCode", app, state, (xmax = 0) as made`,
    [
      workspaceId,
      now,
      sightings.map(({ errorCode }) => errorCode),
      sightings.map(({ app }) => app),
      states,
      sightings.map(({ firstSeenAt }) => firstSeenAt),
      sightings.map(({ lastSeenAt }) => lastSeenAt),
      sightings.map(({ events }) => events),
    ],
  );
  return rows.filter(({ made }) => made);
}
