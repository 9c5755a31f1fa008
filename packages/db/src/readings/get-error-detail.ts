import type { ErrorDetail, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from './code-class.js';
import { countPeople } from './count-people.js';
import { fromEvents, type Scope } from './counted-events.js';
import { findLastSeen } from './find-last-seen.js';
import { loadPeriods } from './load-periods.js';
import { readReasonTexts } from './read-reason-texts.js';

const allOutcomes = ['success', 'interrupt', 'conditional', 'failure', 'other'] as const;
const reasonTextsMax = 10;

/**
 * One error code over a range (ISO 8601, `to` exclusive), whatever its outcome. Without a `variant` it is the code
 * with all its variants. `null` if this workspace knows no such code.
 */
export async function getErrorDetail(
  db: Db,
  query: {
    workspaceId: string;
    system: string;
    code: string;
    variant: string | null;
    range: TimeRange;
    filter: SignInFilter;
  },
): Promise<Omit<ErrorDetail, 'entry' | 'override'> | null> {
  const { workspaceId, filter, variant } = query;
  const family = await readFamily(db, query);
  const members = variant === null ? family : family.filter((row) => row.variant === variant);
  // Sorted by variant with the code itself first: a family without an entry of its own is shown by its first variant.
  const shown = members[0];
  if (shown === undefined) return null;
  const errorCodes = members.map((row) => row.error_code);
  const { range, before, span, spanBefore, behind } = await loadPeriods(db, workspaceId, query.range, filter);
  const familyCodes = family.map((row) => row.error_code);
  const scope = { workspaceId, span, filter, behind, codes: familyCodes };
  const eventsOf = (counts: Map<string, number>) =>
    errorCodes.reduce((sum, errorCode) => sum + (counts.get(errorCode) ?? 0), 0);
  const countEvents = async () => {
    const events = await countByCode(db, scope, familyCodes);
    const known = { events: eventsOf(events), errorCodes };
    return { events, counted: await countPeople(db, scope, [...allOutcomes], known) };
  };
  const [{ events, counted }, eventsBefore, lastSeen, reasonTexts] = await Promise.all([
    countEvents(),
    countByCode(db, { ...scope, span: spanBefore }, errorCodes),
    findLastSeen(db, workspaceId, errorCodes),
    readReasonTexts(db, scope, errorCodes),
  ]);
  return {
    range,
    before,
    codeClass: toCodeClass(shown),
    variants: family
      .filter((row) => row.variant !== null)
      .map((row) => ({ ...toCodeClass(row), events: events.get(row.error_code) ?? 0 })),
    events: eventsOf(events),
    eventsBefore: eventsOf(eventsBefore),
    ...counted,
    firstSeenAt: earliest(members.map((row) => row.first_seen_at)),
    lastSeenAt: latest([...lastSeen.values()]),
    reasonTexts: joinTexts(reasonTexts),
  };
}

interface FamilyRow extends CodeClassRow {
  error_code: string;
  first_seen_at: Date | null;
}

async function readFamily(db: Db, query: { workspaceId: string; system: string; code: string }) {
  const { rows } = await db.pool.query<FamilyRow>(
    Prisma.sql`select c.error_code, c.first_seen_at, ${codeClassColumns} from code_classes c
      where c.workspace_id = ${query.workspaceId} and c.system = ${query.system} and c.code = ${query.code}
      order by c.variant nulls first limit 200`,
  );
  return rows;
}

async function countByCode(db: Db, scope: Scope, errorCodes: string[]): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ error_code: string; events: number }>(
    Prisma.sql`select r.error_code, sum(r.events)::float8 as events ${fromEvents(scope, 'codes')}
      and r.error_code = any(${errorCodes}::text[]) group by 1`,
  );
  return new Map(rows.map((row) => [row.error_code, row.events]));
}

/** The words about a code and its variants as one list, most frequent first. */
function joinTexts(rows: { text: string; events: number }[]): ErrorDetail['reasonTexts'] {
  const counts = new Map<string, number>();
  for (const { text, events } of rows) counts.set(text, (counts.get(text) ?? 0) + events);
  return [...counts]
    .map(([text, events]) => ({ text, events }))
    .sort((a, b) => b.events - a.events || (a.text < b.text ? -1 : 1))
    .slice(0, reasonTextsMax);
}

function earliest(times: (Date | null)[]): string | null {
  const seen = times.filter((time) => time !== null).map((time) => time.getTime());
  return seen.length === 0 ? null : new Date(Math.min(...seen)).toISOString();
}

function latest(times: Date[]): string | null {
  return times.length === 0 ? null : new Date(Math.max(...times.map((time) => time.getTime()))).toISOString();
}
