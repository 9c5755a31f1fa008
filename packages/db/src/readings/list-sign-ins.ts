import type { SignInFilter, SignIns, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { oneBin, totalOf } from '../kept/bins.js';
import { countCodes } from '../kept/count-codes.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { fewOfSubjectMax } from './count-members.js';
import { countSubjectCodes } from './count-subject-codes.js';
import type { Scope } from './counted-events.js';
import { asksSignIns, filterSignIns, namesCodes } from './filter-sql.js';
import { loadPeriods, type Periods } from './load-periods.js';
import { hourMs, type Span } from './range.js';
import {
  afterCursor,
  findEndOfLook,
  findExactly,
  lookedAtMax,
  selectFound,
  type TextSearch,
} from './search-sign-ins.js';
import { type StoredSignIn, signInColumns, toSignInRow } from './sign-in-row.js';

/** Up to here the total is counted one by one; above, it is taken from the rollups, at the grain of minutes. */
const exactTotalMax = 20_000;

export interface SignInsQuery {
  workspaceId: string;
  /** ISO 8601, to the millisecond; `to` is exclusive. */
  range: TimeRange;
  filter: SignInFilter;
  /**
   * Text to find, in any letter case. What is exactly a person, an address or an id is found by that, unless `match` is
   * `text`; else it is looked for in the words of the newest sign-ins.
   */
  q?: string | undefined;
  match?: 'best' | 'text' | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * Kept sign-ins (failures and interrupts), newest first. A cursor that is not ours starts from the beginning. A text is
 * looked for in 100,000 sign-ins for each page: the answer says how far that reached, its cursor goes on from there,
 * and its total is of the newest of them, counted no further than 20,001.
 */
export async function listSignIns(db: Db, query: SignInsQuery): Promise<SignIns> {
  const text = query.q?.trim() ?? '';
  if (text === '') return { ...(await listKept(db, query, null)), search: null };
  const search: TextSearch = { ...query, text };
  const exactly = query.match === 'text' ? null : await findExactly(db, search);
  if (exactly === null) return listFound(db, query, search);
  return { ...(await listKept(db, query, exactly)), search: { by: 'value', lookedAt: null, until: null } };
}

async function listKept(db: Db, query: SignInsQuery, exactly: Prisma.Sql | null) {
  const { workspaceId, range, filter } = query;
  const periods = await loadPeriods(db, workspaceId, range, filter);
  const kept = fromKept(query, periods.codes, exactly);
  const page = await db.pool.query<StoredSignIn>(
    Prisma.sql`select ${signInColumns} ${kept} ${afterCursor(decodeCursor(query.cursor))}
      order by r.occurred_at desc, r.event_key limit ${query.limit + 1}`,
  );
  const { items, nextCursor } = toPage(page.rows, query.limit);
  // A first page that is not full holds them all.
  const isWhole = query.cursor === undefined && nextCursor === null;
  return { items, nextCursor, total: isWhole ? items.length : await countKept(db, query, periods, exactly) };
}

async function countKept(
  db: Db,
  query: SignInsQuery,
  { span, behind, codes }: Periods,
  exactly: Prisma.Sql | null,
): Promise<number> {
  const { workspaceId, filter } = query;
  const summed =
    exactly === null ? await countSummed(db, { workspaceId, span, filter, behind, codes }) : null;
  if (summed !== null) return summed;
  const { rows } = await db.pool.query<{ total: number }>(
    Prisma.sql`select count(*)::int as total ${fromKept(query, codes, exactly)}`,
  );
  return rows[0]?.total ?? 0;
}

/** The total where it is large, from what is summed up: of all that a filter lets through, or of a heavy address or person. */
async function countSummed(db: Db, scope: Scope): Promise<number | null> {
  const kept = { ...scope, span: await cutToKept(db, scope) };
  if (!asksSignIns(scope.filter)) {
    const codes = await countCodes(db, kept);
    const total = codes
      .filter(({ codeClass: { outcome } }) => outcome !== 'success' && outcome !== 'other')
      .reduce((sum, { events }) => sum + events, 0);
    return total > exactTotalMax ? total : null;
  }
  if (namesCodes(scope.filter) || scope.filter.outcome !== undefined) return null;
  const byCode = await countSubjectCodes(db, kept, 'day', oneBin(kept.span));
  const total = [...(byCode?.values() ?? [])].reduce((sum, events) => sum + totalOf(events), 0);
  return total > fewOfSubjectMax ? total : null;
}

/** Counts are kept for longer than sign-ins: the part of a span, in whole hours, that sign-ins are there of. */
async function cutToKept(db: Db, { workspaceId, span }: Scope): Promise<Span> {
  const { rows } = await db.pool.query<{ since: Date }>({
    name: 'sign-ins-since',
    text: `select now() - make_interval(days => sign_in_days) as since from workspaces where id = $1`,
    values: [workspaceId],
  });
  const since = Math.ceil((rows[0]?.since.getTime() ?? 0) / hourMs) * hourMs;
  const from = Math.min(Math.max(span.from.getTime(), since), span.to.getTime());
  return { from: new Date(from), to: span.to };
}

function fromKept(
  { workspaceId, range, filter }: SignInsQuery,
  codes: string[] | null,
  exactly: Prisma.Sql | null,
): Prisma.Sql {
  // What a cause comes down to is found in the index by code; joined alone, all of the range would be read for it. Said
  // twice, by code and by cause, it would look rarer than it is, and all that it has would be sorted.
  const isByCodes = codes !== null && filter.code === undefined;
  const { system: _system, cause: _cause, source: _source, ...others } = filter;
  const ofCodes = isByCodes ? Prisma.sql`and r.error_code = any(${codes}::text[])` : Prisma.empty;
  return Prisma.sql`
    from sign_ins r
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
    left join feeds f on f.id = r.feed_id
    where r.workspace_id = ${workspaceId} and r.occurred_at >= ${range.from}::timestamptz
      and r.occurred_at < ${range.to}::timestamptz and ${filterSignIns(isByCodes ? others : filter)} ${ofCodes}
      and ${exactly ?? Prisma.sql`true`}`;
}

async function listFound(db: Db, query: SignInsQuery, search: TextSearch): Promise<SignIns> {
  const { workspaceId, limit } = query;
  const cursor = decodeCursor(query.cursor);
  const found = await db.pool.query<StoredSignIn>(
    Prisma.sql`select ${signInColumns} from (${selectFound(search, cursor, limit + 1)}) r
      join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = r.error_code
      left join feeds f on f.id = r.feed_id order by r.occurred_at desc, r.event_key`,
  );
  const page = toPage(found.rows, limit);
  const isFull = page.nextCursor !== null;
  const end = isFull ? null : await findEndOfLook(db, search, cursor);
  const isWhole = cursor === null && !isFull;
  return {
    items: page.items,
    nextCursor: end === null ? page.nextCursor : encodeCursor(end),
    total: isWhole ? page.items.length : Math.max(page.items.length, await countFound(db, search)),
    search: { by: 'text', lookedAt: lookedAtMax, until: end?.at ?? null },
  };
}

async function countFound(db: Db, search: TextSearch): Promise<number> {
  const { rows } = await db.pool.query<{ total: number }>(
    Prisma.sql`select count(*)::int as total from (${selectFound(search, null, exactTotalMax + 1)}) found`,
  );
  return rows[0]?.total ?? 0;
}

/** Of one row more than the limit, so that it is seen whether there is a next page. */
function toPage(rows: StoredSignIn[], limit: number) {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(toSignInRow),
    nextCursor:
      last === undefined ? null : encodeCursor({ at: last.occurred_at.toISOString(), id: last.event_key }),
  };
}
