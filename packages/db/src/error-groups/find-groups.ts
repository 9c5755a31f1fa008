import type { Db } from '../client.js';
import { readSeenClasses } from '../kept/count-codes.js';
import { countGroups } from '../kept/count-groups.js';
import { matchesClass } from '../kept/matches-class.js';
import type { KnownGroup, KnownGroups } from '../kept/read-known-groups.js';
import { compareTexts } from '../readings/compare-texts.js';
import { countedOutcomes, type Scope } from '../readings/counted-events.js';

/** A group that has events in a scope. What is asked of each of thousands stands beside the group itself. */
export interface FoundGroup {
  group: KnownGroup;
  place: number;
  /** A place in `errorGroupStateSchema.options`. */
  state: number;
  events: number;
}

/** All groups that have events in a scope, of the outcomes that lists are about. */
export async function findGroups(db: Db, scope: Scope, known: Promise<KnownGroups>): Promise<FoundGroup[]> {
  const [events, { byCode }] = await Promise.all([countGroups(db, scope, known), known]);
  const outcomes: readonly string[] = countedOutcomes(scope.filter);
  const classes = await readSeenClasses(db, scope, [...byCode.keys()]);
  const { app } = scope.filter;
  const found: FoundGroup[] = [];
  for (const codeClass of classes) {
    if (!outcomes.includes(codeClass.outcome) || !matchesClass(scope.filter, codeClass)) continue;
    const ofCode = byCode.get(codeClass.error_code);
    if (ofCode === undefined) continue;
    const { groups, places, states } = ofCode;
    for (const [index, place] of places.entries()) {
      const own = events[place] ?? 0;
      const group = own > 0 ? groups[index] : undefined;
      if (group === undefined || app?.includes(group.app) === false) continue;
      found.push({ group, place, state: states[index] ?? 0, events: own });
    }
  }
  return found;
}

/** The first of some groups, by the smaller `placeOf`; of many, no more are sorted than are asked for. */
export function rankGroups(
  groups: readonly FoundGroup[],
  placeOf: (found: FoundGroup) => number,
  count: number,
): FoundGroup[] {
  const places = new Float64Array(groups.length);
  for (const [index, found] of groups.entries()) places[index] = placeOf(found);
  const last = places.slice().sort()[count - 1] ?? Number.POSITIVE_INFINITY;
  const first: { found: FoundGroup; place: number }[] = [];
  for (const [index, found] of groups.entries()) {
    const place = places[index] ?? 0;
    if (place <= last) first.push({ found, place });
  }
  return first
    .sort((a, b) => a.place - b.place || compareGroups(a.found, b.found))
    .slice(0, count)
    .map(({ found }) => found);
}

function compareGroups(a: FoundGroup, b: FoundGroup): number {
  return (
    b.events - a.events ||
    compareTexts(a.group.errorCode, b.group.errorCode) ||
    compareTexts(a.group.app, b.group.app)
  );
}
