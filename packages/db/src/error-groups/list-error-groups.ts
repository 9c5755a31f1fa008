import type {
  ErrorGroupRow as ErrorGroupAnswer,
  ErrorGroupSort,
  ErrorGroupState,
  ErrorGroups,
  SignInFilter,
  TimeRange,
} from '@turnaway/contracts';
import { errorGroupStateSchema, unresolvedStates } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { countGroups } from '../kept/count-groups.js';
import { readKnownGroups } from '../kept/read-known-groups.js';
import { countedOutcomes, type Scope } from '../readings/counted-events.js';
import { loadPeriods } from '../readings/load-periods.js';
import { decodeOffset, encodeOffset } from '../readings/offset-cursor.js';
import { countGroupPeople } from './count-group-people.js';
import { countGroupParts, sparkParts } from './count-groups.js';
import { countMostPeople } from './count-most-people.js';
import { type FoundGroup, findGroups, rankGroups } from './find-groups.js';
import { mostUrgentFirst } from './most-urgent-states.js';
import { readErrorGroups } from './read-error-groups.js';

/** What is asked of the list of groups. */
export interface ErrorGroupsQuery {
  workspaceId: string;
  range: TimeRange;
  filter: SignInFilter;
  states?: ErrorGroupState[] | undefined;
  /** A member's id, or `null` for what nobody looks after. */
  assignee?: string | null | undefined;
  /** The member who asks; `null` for a token. */
  me: string | null;
  sort: ErrorGroupSort;
  cursor?: string | undefined;
  limit: number;
}

/**
 * The groups that have events in a range (ISO 8601, `to` exclusive): failures, unless the filter asks for other
 * outcomes. The numbers by state leave the filters by state and assignee out.
 */
export async function listErrorGroups(db: Db, query: ErrorGroupsQuery): Promise<ErrorGroups> {
  const { workspaceId, filter } = query;
  const periods = await loadPeriods(db, workspaceId, query.range, filter);
  const { span, spanBefore, behind, codes, hasMinutes } = periods;
  const scope: Scope = { workspaceId, span, filter, behind, codes };
  const outcomes = countedOutcomes(filter);
  const offset = decodeOffset(query.cursor);
  const known = readKnownGroups(db, workspaceId);
  const [found, eventsBefore] = await Promise.all([
    findGroups(db, scope, known),
    countGroups(db, { ...scope, span: spanBefore }, known),
  ]);
  const end = offset + query.limit;
  const people = query.sort === 'people' ? await countMostPeople(db, scope, found, end + 1) : noPeople;
  const states = query.states?.map((state) => stateNames.indexOf(state));
  const shown = found.filter(
    ({ group, state }) =>
      states?.includes(state) !== false &&
      (query.assignee === undefined || group.assigneeId === query.assignee),
  );
  const place = sortKeys[query.sort];
  const page = rankGroups(shown, (one) => place(one, { eventsBefore, people }), end).slice(offset);
  const groups = page.map(({ group }) => group);
  const pageScope = { ...scope, codes: [...new Set(groups.map(({ errorCode }) => errorCode))] };
  const [rows, peopleOfPage, parts] = await Promise.all([
    readErrorGroups(db.pool, { workspaceId, keys: groups }),
    countGroupPeople(db, scope, outcomes, groups),
    countGroupParts(db, pageScope, outcomes, { groups, known, hasMinutes }),
  ]);
  const items = page.flatMap(({ group, events }, index): ErrorGroupAnswer[] => {
    const row = rows[index];
    // Dropped meanwhile.
    if (row === null || row === undefined) return [];
    return [
      {
        ...row,
        events,
        eventsBefore: eventsBefore[group.place] ?? 0,
        people: peopleOfPage[index] ?? 0,
        spark: parts[index] ?? new Array<number>(sparkParts).fill(0),
      },
    ];
  });
  return {
    range: periods.range,
    before: periods.before,
    items,
    nextCursor: shown.length > end ? encodeOffset(end) : null,
    total: shown.length,
    states: countStates(found),
    mine: query.me === null ? 0 : countOf(found, query.me),
  };
}

/** How many a member has to do something about. */
function countOf(groups: readonly FoundGroup[], memberId: string): number {
  const unresolved: readonly string[] = unresolvedStates;
  return groups.filter(({ group }) => group.assigneeId === memberId && unresolved.includes(group.state))
    .length;
}

const noPeople: ReadonlyMap<number, number> = new Map();
const stateNames = errorGroupStateSchema.options;

function countStates(groups: readonly FoundGroup[]): Record<ErrorGroupState, number> {
  const groupsOf = new Uint32Array(stateNames.length);
  for (const { state } of groups) groupsOf[state] = (groupsOf[state] ?? 0) + 1;
  const counts = { new: 0, ongoing: 0, escalating: 0, regressed: 0, resolved: 0, ignored: 0 };
  for (const [place, state] of stateNames.entries()) counts[state] = groupsOf[place] ?? 0;
  return counts;
}

interface Known {
  eventsBefore: Float64Array;
  /** By the place of the group. */
  people: ReadonlyMap<number, number>;
}

const urgencies = stateNames.map((state) => mostUrgentFirst.indexOf(state));

/** What comes first, by the smaller number. */
const sortKeys: Readonly<Record<ErrorGroupSort, (found: FoundGroup, known: Known) => number>> = {
  events: ({ events }) => -events,
  people: ({ place }, { people }) => -(people.get(place) ?? 0),
  change: ({ place, events }, { eventsBefore }) => (eventsBefore[place] ?? 0) - events,
  newest: ({ group }) => -group.firstSeenAt,
  state: ({ state }) => urgencies[state] ?? 0,
};
