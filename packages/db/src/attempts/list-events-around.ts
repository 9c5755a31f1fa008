import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { isSignInId } from '../readings/sign-in-row.js';
import {
  type AttemptEventRow,
  attemptEventColumns,
  type KnownEvent,
  toKnownEvent,
} from './attempt-event-row.js';

const aroundMs = 60 * 60_000;
/** Of the events around a sign-in, the nearest: a robot may try a thousand times an hour. */
const eventsMax = 300;

interface Place {
  occurred_at: Date;
  app: string;
  user_key: string | null;
  correlation_id: string | null;
  successes_since: Date;
}

/**
 * The events that may belong to the attempt of one kept sign-in: of its correlation id, or of its person in its app,
 * within an hour. `knowsSuccesses` is false where the successes of that time are dropped already. `null` if this
 * workspace has no such sign-in.
 */
export async function listEventsAround(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ events: KnownEvent[]; knowsSuccesses: boolean } | null> {
  const place = await readPlace(db, workspaceId, id);
  if (place === null) return null;
  const { rows } = await db.pool.query<AttemptEventRow>(Prisma.sql`
    ${selectAround(workspaceId, place, 'sign_ins')} union all ${selectAround(workspaceId, place, 'successes')}`);
  return {
    events: rows.map(toKnownEvent),
    knowsSuccesses: place.occurred_at >= place.successes_since,
  };
}

async function readPlace(db: Db, workspaceId: string, id: string): Promise<Place | null> {
  if (!isSignInId(id)) return null;
  const { rows } = await db.pool.query<Place>(Prisma.sql`
    select r.occurred_at, r.app, r.user_key, r.correlation_id,
      now() - make_interval(days => w.success_days) as successes_since
    from sign_ins r join workspaces w on w.id = r.workspace_id
    where r.event_key = ${id}::uuid and r.workspace_id = ${workspaceId} limit 1`);
  return rows[0] ?? null;
}

function selectAround(workspaceId: string, place: Place, table: 'sign_ins' | 'successes'): Prisma.Sql {
  const atMs = place.occurred_at.getTime();
  const source =
    table === 'sign_ins'
      ? { name: Prisma.sql`sign_ins`, isSignIn: Prisma.sql`true` }
      : { name: Prisma.sql`successes`, isSignIn: Prisma.sql`false` };
  return Prisma.sql`(
    select ${attemptEventColumns}, ${source.isSignIn} as is_sign_in
    from ${source.name} r
    join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
    left join feeds f on f.id = r.feed_id
    where r.workspace_id = ${workspaceId}
      and r.occurred_at between ${new Date(atMs - aroundMs)} and ${new Date(atMs + aroundMs)}
      and (r.correlation_id = ${place.correlation_id}
        or (r.user_key = ${place.user_key} and r.app = ${place.app}))
    order by abs(extract(epoch from r.occurred_at - ${place.occurred_at}::timestamptz)) limit ${eventsMax})`;
}
