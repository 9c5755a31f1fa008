import { noApp, type Page, type SignInFilter, type TimeRange, type UnknownCode } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { fromEvents, type Scope } from './counted-events.js';
import { findLastSeen } from './find-last-seen.js';
import { loadPeriods } from './load-periods.js';
import { decodeOffset, encodeOffset } from './offset-cursor.js';
import { readReasonTexts } from './read-reason-texts.js';

const reasonTextsMax = 5;

/** What the database knows of an unknown code; the catalog adds what comes closest. */
export type CountedUnknownCode = Omit<UnknownCode, 'nearest' | 'draft'>;

interface CountedRow {
  error_code: string;
  system: string;
  code: string;
  variant: string | null;
  events: number;
  apps: number;
  first_seen_at: Date | null;
  total: number;
}

/**
 * The codes seen in a range (ISO 8601, `to` exclusive) that neither the catalog nor the workspace has classified,
 * whatever their outcome, most frequent first, with the system's own words about them.
 */
export async function listUnknownCodes(
  db: Db,
  query: {
    workspaceId: string;
    range: TimeRange;
    filter: SignInFilter;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<CountedUnknownCode>> {
  const { workspaceId, filter, limit } = query;
  const { span, behind, codes } = await loadPeriods(db, workspaceId, query.range, filter);
  const scope = { workspaceId, span, filter, behind, codes };
  const offset = decodeOffset(query.cursor);
  const counted = await db.pool.query<CountedRow>(
    Prisma.sql`select c.error_code, c.system, c.code, c.variant, c.first_seen_at, sum(r.events)::float8 as events,
        (count(distinct r.app) filter (where r.app <> ${noApp}))::int as apps, (count(*) over ())::int as total
      ${fromEvents(scope)} and not c.known
      group by c.error_code, c.system, c.code, c.variant, c.first_seen_at
      order by events desc, c.error_code limit ${limit + 1} offset ${offset}`,
  );
  const rows = counted.rows.slice(0, limit);
  const errorCodes = rows.map((row) => row.error_code);
  const [lastSeen, reasonTexts] = await Promise.all([
    findLastSeen(db, workspaceId, errorCodes),
    readTextsByCode(db, scope, errorCodes),
  ]);
  return {
    items: rows.map((row) => ({
      system: row.system,
      code: row.code,
      variant: row.variant,
      events: row.events,
      apps: row.apps,
      firstSeenAt: (row.first_seen_at ?? span.from).toISOString(),
      lastSeenAt: (lastSeen.get(row.error_code) ?? span.from).toISOString(),
      reasonTexts: (reasonTexts.get(row.error_code) ?? []).slice(0, reasonTextsMax),
    })),
    nextCursor: counted.rows.length > limit ? encodeOffset(offset + limit) : null,
    total: counted.rows[0]?.total ?? 0,
  };
}

async function readTextsByCode(db: Db, scope: Scope, errorCodes: string[]) {
  const byCode = new Map<string, { text: string; events: number }[]>();
  for (const { error_code, text, events } of await readReasonTexts(db, scope, errorCodes)) {
    byCode.set(error_code, [...(byCode.get(error_code) ?? []), { text, events }]);
  }
  return byCode;
}
