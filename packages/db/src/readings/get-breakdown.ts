import type { Breakdown, BreakdownDimension, Outcome, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { oneBin, totalOf } from '../kept/bins.js';
import { countApps } from '../kept/count-apps.js';
import { countCodes, readSeenClasses } from '../kept/count-codes.js';
import { countFeeds, hasKeptFeeds } from '../kept/count-feeds.js';
import { matchesClass } from '../kept/matches-class.js';
import { compareTexts } from './compare-texts.js';
import { countEvents, countPeopleBy, exactMax } from './count-people.js';
import { countedOutcomes, fromEvents, fromSignInsBy, type Scope } from './counted-events.js';
import { classKey, dimensionKeys, isPersonal, labelOf, storedLabel } from './dimension-sql.js';
import { asksSignIns, leavesOutSuccesses } from './filter-sql.js';
import { failureRate } from './get-counts.js';
import { chooseKeySummaries } from './key-summaries.js';
import { loadPeriods } from './load-periods.js';
import { decodeOffset, encodeOffset } from './offset-cursor.js';
import type { Span } from './range.js';
import { countListedPeople, type Ranked, type RankedRow, rankListed } from './rank-listed.js';

/**
 * Failures of a range (ISO 8601, `to` exclusive) by one dimension, the largest first; where the filter asks for
 * other outcomes, these instead. Events for which the log does not name the dimension are in no row, but they
 * are in the total that shares are taken of.
 */
export async function getBreakdown(
  db: Db,
  query: {
    workspaceId: string;
    range: TimeRange;
    filter: SignInFilter;
    by: BreakdownDimension;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Breakdown> {
  const { workspaceId, filter, by } = query;
  const { range, before, span, spanBefore, behind, codes } = await loadPeriods(
    db,
    workspaceId,
    query.range,
    filter,
  );
  const scope = { workspaceId, span, filter, behind, codes };
  const offset = decodeOffset(query.cursor);
  const outcomes = countedOutcomes(filter).filter((outcome) => outcome !== 'success');
  const page = { limit: query.limit, offset };
  const { rows, people, totalIs } = await rank(db, scope, spanBefore, by, outcomes, page);
  const shown = rows.slice(0, query.limit);
  const isOfFailuresAlone = leavesOutSuccesses(filter) || by === 'cause' || by === 'source' || by === 'code';
  const countsSuccesses = !isPersonal(by) && !asksSignIns(filter);
  return {
    range,
    before,
    by,
    items: shown.map((row) => ({
      key: row.key,
      label: labelOf(by, row.key, row.label),
      failures: row.failures,
      failuresBefore: row.failures_before,
      successes: countsSuccesses ? row.successes : null,
      failureRate: countsSuccesses && !isOfFailuresAlone ? failureRate(row) : null,
      people: people.get(row.key) ?? 0,
      share: row.failures / row.all_failures,
    })),
    nextCursor: rows.length > query.limit ? encodeOffset(offset + query.limit) : null,
    total: rows[0]?.total ?? 0,
    totalIs,
  };
}

async function rank(
  db: Db,
  scope: Scope,
  spanBefore: Span,
  by: BreakdownDimension,
  outcomes: Outcome[],
  page: { limit: number; offset: number },
): Promise<Ranked> {
  if (isPersonal(by) || by === 'app') {
    const listed = await rankListed(db, scope, { spanBefore, by, outcomes, page });
    if (listed !== null) return listed;
  }
  if (by === 'feed' ? hasKeptFeeds(scope) : !isPersonal(by)) {
    return rankCounted(db, scope, { spanBefore, by, outcomes, page });
  }
  // What several policies refused is in several rows: these add up to more than all.
  const eventsOfAll = by === 'policy' ? await countEvents(db, scope, outcomes) : null;
  const ranked = await db.pool.query<Omit<RankedRow, 'failures_before'>>(
    selectRanked(scope, by, outcomes, page),
  );
  const shown = ranked.rows.slice(0, page.limit);
  const events = shown.reduce((sum, row) => sum + row.failures, 0);
  const keys = shown.map((row) => row.key);
  // Only now it is known which keys are shown: those of the period before are few, and found in the indexes.
  const [before, people] = await Promise.all([
    db.pool.query<{ key: string; failures: number }>(
      selectBefore({ ...scope, span: spanBefore }, by, outcomes, keys),
    ),
    by === 'feed'
      ? countPeopleOfFeeds(db, scope, spanBefore, outcomes, { keys, events })
      : countPeopleBy(db, scope, outcomes, by, { keys, events }),
  ]);
  const failuresBefore = new Map(before.rows.map((row) => [row.key, row.failures]));
  const rows = ranked.rows.map((row) => ({
    ...row,
    all_failures: eventsOfAll ?? row.all_failures,
    failures_before: failuresBefore.get(row.key) ?? 0,
  }));
  return { rows, people, totalIs: 'exact' };
}

/** Apps, feeds, and what codes mean: there are no more of them than can be ranked here. */
async function rankCounted(
  db: Db,
  scope: Scope,
  query: {
    spanBefore: Span;
    by: BreakdownDimension;
    outcomes: Outcome[];
    page: { limit: number; offset: number };
  },
): Promise<Ranked> {
  const { by, page } = query;
  const outcomes: readonly string[] = query.outcomes;
  const [counted, before] = await Promise.all([
    countByKey(db, scope, by, outcomes),
    countByKey(db, { ...scope, span: query.spanBefore }, by, outcomes),
  ]);
  const allFailures = [...counted.values()].reduce((sum, { failures }) => sum + failures, 0);
  const ranked = [...counted]
    .filter(([key, { failures }]) => key !== null && failures > 0)
    .map(([key, row]) => ({ ...row, key: key ?? '' }))
    .sort((a, b) => b.failures - a.failures || compareTexts(a.key, b.key));
  const ofPage = ranked.slice(page.offset, page.offset + page.limit + 1);
  const names =
    by === 'feed'
      ? await readFeedNames(
          db,
          ofPage.map(({ key }) => key),
        )
      : null;
  const rows = ofPage.map((row) => ({
    ...row,
    label: names === null ? row.label : (names.get(row.key) ?? null),
    failures_before: before.get(row.key)?.failures ?? 0,
    all_failures: allFailures,
    total: ranked.length,
  }));
  const shown = rows.slice(0, page.limit);
  const events = shown.reduce((sum, { failures }) => sum + failures, 0);
  const keys = shown.map(({ key }) => key);
  const people =
    by === 'feed'
      ? await countPeopleOfFeeds(db, scope, query.spanBefore, query.outcomes, { keys, events })
      : await countPeopleBy(db, scope, query.outcomes, by, { keys, events });
  return { rows, people, totalIs: 'exact' };
}

async function readFeedNames(db: Db, feedIds: string[]): Promise<Map<string, string>> {
  const { rows } = await db.pool.query<{ id: string; name: string }>(
    'select id::text as id, name from feeds where id = any($1::uuid[])',
    [feedIds],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

interface KeyCount {
  label: string | null;
  failures: number;
  successes: number;
}

/** Failures (or what is counted in their place) and successes by key; what has no key stands under `null`. */
async function countByKey(
  db: Db,
  scope: Scope,
  by: BreakdownDimension,
  outcomes: readonly string[],
): Promise<Map<string | null, KeyCount>> {
  const counts = new Map<string | null, KeyCount>();
  const add = (key: string | null, label: string | null, outcome: string, events: number) => {
    const count = counts.get(key) ?? { label, failures: 0, successes: 0 };
    counts.set(key, count);
    if (outcomes.includes(outcome)) count.failures += events;
    if (outcome === 'success') count.successes += events;
  };
  if (by === 'app') {
    for (const { app, outcome, events } of await countApps(db, scope)) add(app, null, outcome, events);
  } else if (by === 'feed' && hasKeptFeeds(scope)) {
    const counted = await countFeeds(db, scope, { grain: 'day', bins: oneBin(scope.span) });
    const classes = await readSeenClasses(db, scope, [...new Set(counted.map(({ errorCode }) => errorCode))]);
    const asked = classes.filter((codeClass) => matchesClass(scope.filter, codeClass));
    const outcomeOf = new Map(asked.map(({ error_code, outcome }) => [error_code, outcome]));
    for (const { feedId, errorCode, bins } of counted) {
      const outcome = outcomeOf.get(errorCode);
      if (outcome !== undefined) add(feedId, null, outcome, totalOf(bins));
    }
  } else {
    for (const { codeClass, events } of await countCodes(db, scope)) {
      add(classKey(by, codeClass), by === 'code' ? codeClass.title : null, codeClass.outcome, events);
    }
  }
  return counts;
}

/** The people of feeds, from the lists of all failures or of some codes where there are more than can be looked at. */
async function countPeopleOfFeeds(
  db: Db,
  scope: Scope,
  spanBefore: Span,
  outcomes: Outcome[],
  asked: { keys: string[]; events: number },
): Promise<Map<string, number>> {
  const summaries =
    asked.events > exactMax ? await chooseKeySummaries(db, scope, spanBefore, outcomes) : null;
  if (summaries === null) return countPeopleBy(db, scope, outcomes, 'feed', asked);
  return countListedPeople(db, scope, 'feed', summaries, asked.keys);
}

const fromKept = (scope: Scope, by: BreakdownDimension) =>
  isPersonal(by) ? fromSignInsBy(scope, [scope.span], by) : fromEvents(scope);

function selectBefore(scope: Scope, by: BreakdownDimension, outcomes: string[], keys: string[]): Prisma.Sql {
  // Feeds are few, and the planner takes them for fewer still where they are named.
  const isAsked = by === 'feed' ? Prisma.empty : Prisma.sql`and ${dimensionKeys[by]} = any(${keys}::text[])`;
  return Prisma.sql`
    select ${dimensionKeys[by]} as key, sum(r.events)::float8 as failures
    ${fromKept(scope, by)} and c.outcome = any(${outcomes}::text[]) ${isAsked} group by 1`;
}

/** One row more than the limit, so that the caller sees whether there is a next page. */
function selectRanked(
  scope: Scope,
  by: BreakdownDimension,
  outcomes: string[],
  page: { limit: number; offset: number },
): Prisma.Sql {
  const counted = Prisma.sql`c.outcome = any(${outcomes}::text[])`;
  return Prisma.sql`
    with keys as materialized (
      select ${dimensionKeys[by]} as key,
        coalesce(sum(r.events) filter (where ${counted}), 0)::float8 as failures,
        coalesce(sum(r.events) filter (where c.outcome = 'success'), 0)::float8 as successes
      ${fromKept(scope, by)} group by 1
    ), page as (
      select key, failures, successes, (count(*) over ())::int as total from keys
      where key is not null and failures > 0
      order by failures desc, key limit ${page.limit + 1} offset ${page.offset}
    )
    select page.*, ${storedLabel(by, scope.workspaceId, Prisma.sql`page.key`)} as label,
      (select sum(failures) from keys) as all_failures
    from page order by page.failures desc, page.key`;
}
