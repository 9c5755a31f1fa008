import type { Outcome, TotalIs } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countKeptKeys, rankKeptKeys } from '../kept/rank-kept-keys.js';
import type { RankedKeys } from '../kept/read-keys.js';
import {
  type CountedKey,
  countKeys,
  countListedKeys,
  countSubjects,
  type KeyTotal,
  type RankedKey,
  rankKeys,
} from './count-keys.js';
import { countMembers } from './count-members.js';
import { countDistinctKeys, countEvents, exactMax, fewOfCodeMax } from './count-people.js';
import type { Scope } from './counted-events.js';
import {
  chooseKeySummaries,
  hasLists,
  type KeySummaries,
  type ListedDimension,
  splitBySubjects,
} from './key-summaries.js';
import { listedSubject } from './listed-buckets.js';
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
  totalIs: TotalIs;
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
  const isOfPeople = by === 'user' || by === 'ip';
  if (summaries.of === 'all' || summaries.of === 'code') {
    if (by === 'app') return null;
    const events = await countEvents(db, scope, outcomes);
    if (events <= (summaries.ofAll ? exactMax : fewOfCodeMax)) return null;
    const total = () => countDistinctKeys(db, toListed(scope, summaries), outcomes, by, summaries);
    const members = isOfPeople ? total : null;
    const kept = summaries.ofAll ? null : await rankOfSubject(db, scope, query, summaries, members);
    return kept ?? rankSummed(db, scope, query, summaries, { events, total });
  }
  // Of an app nothing is listed by app.
  if ((by === 'app' && summaries.of === 'app') || !hasLists(splitBySubjects(scope, summaries, by)))
    return null;
  const members = isOfPeople ? async () => aboutSo(await countMembers(db, scope, outcomes, by)) : null;
  const kept = await rankOfSubject(db, scope, query, summaries, members);
  if (kept !== null) return kept;
  const all = countSubjects(db, scope, isOfPeople ? by : 'user', summaries);
  return rankSummed(db, scope, query, summaries, {
    events: all.then(({ events }) => events),
    total: async () =>
      isOfPeople ? { keys: (await all).members, is: 'about' } : countListedKeys(db, scope, by, summaries),
  });
}

function aboutSo(members: number | null): KeyTotal | null {
  return members === null ? null : { keys: members, is: 'about' };
}

/**
 * Of one code, app, person, address, country, …, from memory; `null` where there is more, or too much that is not summed up. `members`
 * counts people or addresses, of which lists hold but the most frequent.
 */
async function rankOfSubject(
  db: Db,
  scope: Scope,
  { spanBefore, by, outcomes, page }: ListedQuery,
  summaries: KeySummaries,
  members: (() => Promise<KeyTotal | null>) | null,
): Promise<Ranked | null> {
  const { behind } = scope;
  if (behind === undefined) return null;
  const scopeNow = { ...scope, behind };
  const scopeBefore = { ...scopeNow, span: spanBefore };
  const now = listedKeys(scope, summaries, by);
  const before = listedKeys(scopeBefore, summaries, by);
  if (now === null || before === null) return null;
  const [ranked, events, total] = await Promise.all([
    rankKeptKeys(db, scopeNow, now, page),
    countEvents(db, scope, outcomes),
    members === null ? null : members(),
  ]);
  if (ranked === null) return null;
  const keys = ranked.keys.map(({ key }) => key);
  const countedBefore = await countKeptKeys(db, scopeBefore, before, keys);
  if (countedBefore === null) return null;
  const eventsBefore = new Map(countedBefore.map((row) => [row.key, row.events]));
  const rows = ranked.keys.map((row) => ({ ...row, eventsBefore: eventsBefore.get(row.key) ?? 0 }));
  return toRanked(rows, { events, total: total ?? ranked.listed, offset: page.offset });
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
  of: { events: number | Promise<number>; total: () => Promise<KeyTotal> },
): Promise<Ranked> {
  const [[counted, total], events] = await Promise.all([
    rankAll(db, scope, { spanBefore, by, page, summaries, total: of.total }),
    of.events,
  ]);
  return toRanked(counted, { events, total, offset: page.offset });
}

function toRanked(
  counted: readonly RankedKey[],
  { events, total, offset }: { events: number; total: KeyTotal; offset: number },
): Ranked {
  return {
    totalIs: total.is,
    people: new Map(counted.map(({ key, people }) => [key, people])),
    rows: counted.map((row) => ({
      key: row.key,
      label: null,
      failures: row.events,
      failures_before: row.eventsBefore,
      successes: 0,
      all_failures: events,
      // Distinct keys are estimated; there are never fewer than are shown.
      total: Math.max(total.keys, offset + counted.length),
    })),
  };
}

/** How many people were behind some keys: from memory, or from what the database counts. */
export async function countListedPeople(
  db: Db,
  scope: Scope,
  by: ListedDimension,
  summaries: KeySummaries,
  keys: string[],
): Promise<Map<string, number>> {
  const { behind } = scope;
  const of = listedKeys(scope, summaries, by);
  const kept =
    of === null || behind === undefined ? null : await countKeptKeys(db, { ...scope, behind }, of, keys);
  const counted = kept ?? (await countKeys(db, scope, by, summaries, keys));
  return new Map(counted.map(({ key, people }) => [key, people]));
}

/** What is read from memory over the span of a scope: of all failures or of one subject; `null` where there are several. */
function listedKeys(scope: Scope, summaries: KeySummaries, by: ListedDimension): RankedKeys | null {
  const { workspaceId } = scope;
  // Of one sign-in several policies may be, which the database tells apart.
  if (by === 'policy' || by === 'code') return null;
  // Of all failures there are lists for every hour, but none by app.
  if (summaries.ofAll) return by === 'app' ? null : { workspaceId, dimension: by, subject: null };
  const [part, ...others] = splitBySubjects(scope, summaries, by);
  if (part === undefined || others.length > 0) return null;
  return { workspaceId, dimension: by, subject: listedSubject(part) };
}

/** The most frequent keys, and how many there are as far as that is known. */
async function rankAll(
  db: Db,
  scope: Scope,
  query: {
    spanBefore: Span;
    by: ListedDimension;
    page: { limit: number; offset: number };
    summaries: KeySummaries;
    total: () => Promise<KeyTotal>;
  },
): Promise<[RankedKey[], KeyTotal]> {
  const { spanBefore, by, page, summaries, total } = query;
  const { behind } = scope;
  const of = summaries.ofAll ? listedKeys(scope, summaries, by) : null;
  if (of !== null && behind !== undefined) {
    const ranked = await rankKeptKeys(db, { ...scope, behind }, of, page);
    if (ranked !== null) {
      // The lists leave out people and addresses that are never among the first.
      const isListed = by !== 'user' && by !== 'ip';
      return Promise.all([
        addBefore(db, { ...scope, behind, span: spanBefore }, of, summaries, ranked.keys),
        isListed ? ranked.listed : total(),
      ]);
    }
  }
  return Promise.all([rankKeys(db, scope, by, summaries, { ...page, spanBefore }), total()]);
}

async function addBefore(
  db: Db,
  scopeBefore: Scope & { behind: Behind },
  of: RankedKeys,
  summaries: KeySummaries,
  ranked: CountedKey[],
): Promise<RankedKey[]> {
  const keys = ranked.map(({ key }) => key);
  const before =
    (await countKeptKeys(db, scopeBefore, of, keys)) ??
    (await countKeys(db, scopeBefore, of.dimension, summaries, keys, { people: false }));
  const eventsBefore = new Map(before.map(({ key, events }) => [key, events]));
  return ranked.map((row) => ({ ...row, eventsBefore: eventsBefore.get(row.key) ?? 0 }));
}
