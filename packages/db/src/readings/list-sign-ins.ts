import type { Page, SignInFilter, SignInRow, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { fromEvents } from './counted-events.js';
import { asksSignIns, filterSignIns } from './filter-sql.js';
import { loadPeriods } from './load-periods.js';
import { isSignInId, type StoredSignIn, signInColumns, toSignInRow } from './sign-in-row.js';

/** Up to here the total is counted one by one; above, it is taken from the rollups, at the grain of minutes. */
const exactTotalMax = 20_000;

export interface SignInsQuery {
  workspaceId: string;
  /** ISO 8601, to the millisecond; `to` is exclusive. */
  range: TimeRange;
  filter: SignInFilter;
  /** Text to find in user, app, address, reason, title or correlation id, in any letter case. */
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * Kept sign-ins (failures and interrupts), newest first. A cursor that is not ours starts from the beginning. Of
 * sign-ins found by text, the total counts no further than 20,001.
 */
export async function listSignIns(db: Db, query: SignInsQuery): Promise<Page<SignInRow>> {
  const page = await db.pool.query<StoredSignIn>(selectPage(query));
  const rows = page.rows.slice(0, query.limit);
  const last = page.rows.length > query.limit ? rows.at(-1) : undefined;
  // A first page that is not full holds them all: a text that is hardly found is not searched for twice.
  const isWhole = query.cursor === undefined && last === undefined;
  return {
    items: rows.map(toSignInRow),
    nextCursor:
      last === undefined ? null : encodeCursor({ at: last.occurred_at.toISOString(), id: last.event_key }),
    total: isWhole ? rows.length : await countSignIns(db, query),
  };
}

function selectPage(query: SignInsQuery): Prisma.Sql {
  const cursor = decodeCursor(query.cursor);
  // The order is that of the index sign_ins_time_idx: time downwards, key upwards.
  const rest =
    cursor === null || !isSignInId(cursor.id)
      ? Prisma.empty
      : Prisma.sql`and r.occurred_at <= ${cursor.at}::timestamptz
          and (r.occurred_at < ${cursor.at}::timestamptz or r.event_key > ${cursor.id}::uuid)`;
  return Prisma.sql`select ${signInColumns} ${fromKept(query)} ${rest}
    order by r.occurred_at desc, r.event_key limit ${query.limit + 1}`;
}

async function countSignIns(db: Db, query: SignInsQuery): Promise<number> {
  const { workspaceId, filter } = query;
  if (query.q === undefined && !asksSignIns(filter)) {
    const { span, behind, codes } = await loadPeriods(db, workspaceId, query.range, filter);
    const { rows } = await db.pool.query<{ total: number }>(
      Prisma.sql`select coalesce(sum(r.events), 0)::float8 as total
        ${fromEvents({ workspaceId, span, filter, behind, codes }, 'codes')} and c.outcome not in ('success', 'other')
        and r.bucket >= (select now() - make_interval(days => sign_in_days) from workspaces
          where id = ${workspaceId})`,
    );
    const total = rows[0]?.total ?? 0;
    if (total > exactTotalMax) return total;
  }
  // The search for a text that is found everywhere ends early; other filters are counted from their indexes.
  const atMost = query.q === undefined ? Prisma.empty : Prisma.sql`limit ${exactTotalMax + 1}`;
  const { rows } = await db.pool.query<{ total: number }>(
    Prisma.sql`select count(*)::int as total from (select 1 ${fromKept(query)} ${atMost}) kept`,
  );
  return rows[0]?.total ?? 0;
}

/** Where text is looked for; columns first, since reading inside the event costs most. */
const places = [
  Prisma.sql`r.user_key`,
  Prisma.sql`r.app`,
  Prisma.sql`r.ip`,
  Prisma.sql`c.title`,
  Prisma.sql`c.error_code`,
  Prisma.sql`r.correlation_id`,
  Prisma.sql`r.event->>'reasonText'`,
  Prisma.sql`r.event->>'userId'`,
];

const findIn = (text: string) => (place: Prisma.Sql) => Prisma.sql`strpos(lower(${place}), ${text}) > 0`;

function fromKept({ workspaceId, range, filter, q }: SignInsQuery): Prisma.Sql {
  const text = q?.trim().toLowerCase() ?? '';
  const found =
    text === '' ? Prisma.empty : Prisma.sql`and (${Prisma.join(places.map(findIn(text)), ' or ')})`;
  return Prisma.sql`
    from sign_ins r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    left join feeds f on f.id = r.feed_id
    where r.workspace_id = ${workspaceId} and r.occurred_at >= ${range.from}::timestamptz
      and r.occurred_at < ${range.to}::timestamptz and ${filterSignIns(filter)} ${found}`;
}
