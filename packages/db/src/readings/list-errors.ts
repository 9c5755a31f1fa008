import type { ErrorRow, Page, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { mostUrgentState } from '../error-groups/most-urgent-states.js';
import { type CodeCount, countCodes } from '../kept/count-codes.js';
import { type GroupsOfCode, readKnownGroups } from '../kept/read-known-groups.js';
import { toCodeClass } from './code-class.js';
import { compareTexts } from './compare-texts.js';
import { countAppsOfCodes } from './count-apps-of-codes.js';
import { countParts } from './count-parts.js';
import { countPeopleBy } from './count-people.js';
import { countedOutcomes, type Scope } from './counted-events.js';
import { findLastSeen } from './find-last-seen.js';
import { loadPeriods } from './load-periods.js';
import { decodeOffset, encodeOffset } from './offset-cursor.js';
import { dayMs, type Span } from './range.js';

const sparkParts = 24;

export type ErrorSort = 'events' | 'people' | 'change' | 'newest';

/**
 * The error codes seen in a range (ISO 8601, `to` exclusive) over all apps that the filter lets through, with
 * what they mean: failures, unless the filter asks for other outcomes. `change` sorts by events more than in the
 * period before, `newest` by when a code was first seen. Codes that the catalog does not have stand among them.
 */
export async function listErrors(
  db: Db,
  query: {
    workspaceId: string;
    range: TimeRange;
    filter: SignInFilter;
    sort: ErrorSort;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<ErrorRow>> {
  const { workspaceId, filter } = query;
  const {
    span,
    spanBefore,
    hasMinutes,
    behind,
    codes: named,
  } = await loadPeriods(db, workspaceId, query.range, filter);
  const scope = { workspaceId, span, filter, behind, codes: named };
  const offset = decodeOffset(query.cursor);
  const outcomes = countedOutcomes(filter);
  // Counting everybody is dear: where nothing is sorted by people, those of the page are counted alone.
  const known = readKnownGroups(db, workspaceId);
  const [codes, codesBefore, watchedSince, { byCode }] = await Promise.all([
    countFailing(db, scope),
    countFailing(db, { ...scope, span: spanBefore }),
    readWatchedSince(db, workspaceId),
    known,
  ]);
  const before = new Map(codesBefore.map(({ codeClass, events }) => [codeClass.error_code, events]));
  const everybody =
    query.sort === 'people'
      ? await countPeopleBy(db, scope, outcomes, 'code', { keys: null, events: sumOf(codes) })
      : null;
  const ranked = codes
    .map((code) => ({ ...code, eventsBefore: before.get(code.codeClass.error_code) ?? 0 }))
    .sort(orderBy(query.sort, everybody ?? new Map()));
  const rows = ranked.slice(offset, offset + query.limit);
  const errorCodes = rows.map(({ codeClass }) => codeClass.error_code);
  const events = sumOf(rows);
  const [people, apps, sparks, lastSeen] = await Promise.all([
    everybody ??
      countPeopleBy(db, { ...scope, codes: errorCodes }, outcomes, 'code', { keys: errorCodes, events }),
    countAppsOfCodes(db, { ...scope, codes: errorCodes }, { errorCodes, events, known }),
    countParts(db, { ...scope, codes: errorCodes }, { outcomes, parts: sparkParts, hasMinutes }),
    findLastSeen(db, workspaceId, errorCodes),
  ]);
  const items = rows.map(({ codeClass, events: counted, eventsBefore }) => {
    const code = codeClass.error_code;
    const firstSeenAt = codeClass.first_seen_at;
    return {
      ...toCodeClass(codeClass),
      events: counted,
      eventsBefore,
      people: people.get(code) ?? 0,
      apps: apps.get(code)?.apps ?? 0,
      topApp: apps.get(code)?.topApp ?? null,
      firstSeenAt: (firstSeenAt ?? span.from).toISOString(),
      lastSeenAt: (lastSeen.get(code) ?? span.from).toISOString(),
      isNew: isNews(firstSeenAt, span, watchedSince.get(codeClass.system)),
      state: stateOf(byCode.get(code), filter.app),
      spark: sparks.get(code) ?? new Array<number>(sparkParts).fill(0),
    };
  });
  return {
    items,
    nextCursor: ranked.length > offset + query.limit ? encodeOffset(offset + query.limit) : null,
    total: ranked.length,
  };
}

function stateOf(ofCode: GroupsOfCode | undefined, apps: string[] | undefined) {
  if (ofCode === undefined) return null;
  return apps === undefined ? ofCode.mostUrgent : mostUrgentState(ofCode.groups, apps);
}

interface RankedCode extends CodeCount {
  eventsBefore: number;
}

/** The codes with events of the outcomes that the list is about. */
async function countFailing(db: Db, scope: Scope): Promise<CodeCount[]> {
  const outcomes: readonly string[] = countedOutcomes(scope.filter);
  return (await countCodes(db, scope)).filter(({ codeClass }) => outcomes.includes(codeClass.outcome));
}

function sumOf(codes: readonly CodeCount[]): number {
  return codes.reduce((sum, { events }) => sum + events, 0);
}

/** Since when there have been codes of each system. */
async function readWatchedSince(db: Db, workspaceId: string): Promise<Map<string, Date>> {
  const { rows } = await db.pool.query<{ system: string; since: Date }>({
    name: 'read-watched-since',
    text: `select system, min(first_seen_at) as since from code_classes
     where workspace_id = $1 and first_seen_at is not null group by 1`,
    values: [workspaceId],
  });
  return new Map(rows.map(({ system, since }) => [system, since]));
}

/** On the first day that a system's log comes in, everything is seen for the first time, and nothing is news. */
function isNews(firstSeenAt: Date | null, span: Span, watchedSince: Date | undefined): boolean {
  if (firstSeenAt === null || watchedSince === undefined) return false;
  return (
    firstSeenAt >= span.from &&
    firstSeenAt < span.to &&
    firstSeenAt.getTime() >= watchedSince.getTime() + dayMs
  );
}

function orderBy(sort: ErrorSort, people: Map<string, number>): (a: RankedCode, b: RankedCode) => number {
  const places: Readonly<Record<ErrorSort, (code: RankedCode) => number>> = {
    events: ({ events }) => events,
    people: ({ codeClass }) => people.get(codeClass.error_code) ?? 0,
    change: ({ events, eventsBefore }) => events - eventsBefore,
    newest: ({ codeClass }) => codeClass.first_seen_at?.getTime() ?? 0,
  };
  const placeOf = places[sort];
  return (a, b) =>
    placeOf(b) - placeOf(a) ||
    b.events - a.events ||
    compareTexts(a.codeClass.error_code, b.codeClass.error_code);
}
