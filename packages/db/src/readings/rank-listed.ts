import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import type { KeyDimension } from '../folds/fold-keys.js';
import { countKeptKeys, rankKeptKeys } from '../kept/rank-kept-keys.js';
import {
  type CountedKey,
  countKeys,
  countListedKeys,
  countSubjects,
  type RankedKey,
  rankKeys,
} from './count-keys.js';
import { countDistinctKeys, countEvents, exactMax, fewOfCodeMax } from './count-people.js';
import type { Scope } from './counted-events.js';
import {
  chooseKeySummaries,
  hasLists,
  type KeySummaries,
  type ListedDimension,
  splitBySubjects,
} from './key-summaries.js';
import type { Span } from './range.js';
import type { Behind } from './split-span.js';

/** A key of a dimension with its failures, or with what is counted in their place. */
export interface RankedRow {
  key: string;
  label: string | null;
  failures: number;
  failures_before: number;
  successes: number;
  all_failures: number;
  total: number;
}

export interface Ranked {
  /** One row more than the limit, so that the caller sees whether there is a next page. */
  rows: RankedRow[];
  people: Map<string, number>;
}

interface ListedQuery {
  spanBefore: Span;
  by: ListedDimension;
  outcomes: Outcome[];
  page: { limit: number; offset: number };
}

/** The first of a dimension as lists have them; `null` where there are none, or few events to count. */
export async function rankListed(db: Db, scope: Scope, query: ListedQuery): Promise<Ranked | null> {
  const { spanBefore, by, outcomes } = query;
  const summaries = await chooseKeySummaries(db, scope, spanBefore, outcomes);
  if (summaries === null) return null;
  if (summaries.of === 'all' || summaries.of === 'code') {
    if (by === 'app') return null;
    const events = await countEvents(db, scope, outcomes);
    if (events <= (summaries.ofAll ? exactMax : fewOfCodeMax)) return null;
    return rankSummed(db, scope, query, summaries, {
      events,
      total: () => countDistinctKeys(db, toListed(scope, summaries), outcomes, by, summaries),
    });
  }
  // Of an app nothing is listed by app.
  if ((by === 'app' && summaries.of === 'app') || !hasLists(splitBySubjects(scope, summaries, by)))
    return null;
  const isOfPeople = by === 'user' || by === 'ip';
  const all = countSubjects(db, scope, isOfPeople ? by : 'user', summaries);
  return rankSummed(db, scope, query, summaries, {
    events: all.then(({ events }) => events),
    total: () =>
      isOfPeople ? all.then(({ members }) => members) : countListedKeys(db, scope, by, summaries),
  });
}

/** The codes say all that a filter by codes does, and the planner can tell how many sign-ins they have. */
function toListed(scope: Scope, summaries: KeySummaries): Scope {
  return summaries.ofAll ? scope : { ...scope, codes: summaries.codes, filter: {} };
}

async function rankSummed(
  db: Db,
  scope: Scope,
  { spanBefore, by, page }: ListedQuery,
  summaries: KeySummaries,
  of: { events: number | Promise<number>; total: () => Promise<number> },
): Promise<Ranked> {
  const [[counted, total], events] = await Promise.all([
    rankAll(db, scope, { spanBefore, by, page, summaries, total: of.total }),
    of.events,
  ]);
  return {
    people: new Map(counted.map(({ key, people }) => [key, people])),
    rows: counted.map((row) => ({
      key: row.key,
      label: null,
      failures: row.events,
      failures_before: row.eventsBefore,
      successes: 0,
      all_failures: events,
      // Distinct keys are estimated; there are never fewer than are shown.
      total: Math.max(total, page.offset + counted.length),
    })),
  };
}

/**
 * Of all failures there are lists for every hour, so that they can be ranked from memory. Of one sign-in several policies may be, which the
 * database tells apart.
 */
function hasKeptLists(
  scope: Scope,
  by: KeyDimension,
  { ofAll }: KeySummaries,
): scope is Scope & { behind: Behind } {
  return ofAll && by !== 'policy' && scope.behind !== undefined;
}

const isOfKeys = (by: ListedDimension): by is KeyDimension => by !== 'app' && by !== 'feed';

/** The most frequent keys, and how many there are. */
async function rankAll(
  db: Db,
  scope: Scope,
  query: {
    spanBefore: Span;
    by: ListedDimension;
    page: { limit: number; offset: number };
    summaries: KeySummaries;
    total: () => Promise<number>;
  },
): Promise<[RankedKey[], number]> {
  const { spanBefore, by, page, summaries, total } = query;
  if (isOfKeys(by) && hasKeptLists(scope, by, summaries)) {
    const ranked = await rankKeptKeys(db, scope, by, page);
    if (ranked !== null) {
      // The lists leave out people and addresses that are never among the first.
      const isListed = by !== 'user' && by !== 'ip';
      return Promise.all([
        addBefore(db, { ...scope, span: spanBefore }, by, summaries, ranked.keys),
        isListed ? ranked.listed : total(),
      ]);
    }
  }
  return Promise.all([rankKeys(db, scope, by, summaries, { ...page, spanBefore }), total()]);
}

async function addBefore(
  db: Db,
  scopeBefore: Scope & { behind: Behind },
  by: KeyDimension,
  summaries: KeySummaries,
  ranked: CountedKey[],
): Promise<RankedKey[]> {
  const keys = ranked.map(({ key }) => key);
  const before =
    (await countKeptKeys(db, scopeBefore, by, keys)) ??
    (await countKeys(db, scopeBefore, by, summaries, keys, { people: false }));
  const eventsBefore = new Map(before.map(({ key, events }) => [key, events]));
  return ranked.map((row) => ({ ...row, eventsBefore: eventsBefore.get(row.key) ?? 0 }));
}
