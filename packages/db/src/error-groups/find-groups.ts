import type { Db } from '../client.js';
import { readSeenClasses } from '../kept/count-codes.js';
import { countGroups } from '../kept/count-groups.js';
import { matchesClass } from '../kept/matches-class.js';
import { type KnownGroup, readKnownGroups } from '../kept/read-known-groups.js';
import { compareTexts } from '../readings/compare-texts.js';
import { countedOutcomes, type Scope } from '../readings/counted-events.js';

/** A group that has events in a scope. */
export interface FoundGroup {
  group: KnownGroup;
  events: number;
}

/** All groups that have events in a scope, of the outcomes that lists are about. */
export async function findGroups(db: Db, scope: Scope): Promise<FoundGroup[]> {
  const [eventsOf, groups] = await Promise.all([
    countGroups(db, scope),
    readKnownGroups(db, scope.workspaceId),
  ]);
  const found: FoundGroup[] = [];
  const codes = new Set<string>();
  const { app } = scope.filter;
  for (const group of groups) {
    const events = eventsOf(group);
    if (events === 0 || app?.includes(group.app) === false) continue;
    found.push({ group, events });
    codes.add(group.errorCode);
  }
  const outcomes: readonly string[] = countedOutcomes(scope.filter);
  const classes = await readSeenClasses(db, scope, [...codes]);
  const shown = new Set(
    classes
      .filter((codeClass) => outcomes.includes(codeClass.outcome) && matchesClass(scope.filter, codeClass))
      .map(({ error_code }) => error_code),
  );
  return found.filter(({ group }) => shown.has(group.errorCode));
}

/** The first of some groups, by the smaller `placeOf`; of many, no more are sorted than are asked for. */
export function rankGroups(
  groups: readonly FoundGroup[],
  placeOf: (found: FoundGroup) => number,
  count: number,
): FoundGroup[] {
  const places = Float64Array.from(groups, placeOf);
  const last = places.slice().sort()[count - 1] ?? Number.POSITIVE_INFINITY;
  return groups
    .flatMap((found, index) => ((places[index] ?? 0) <= last ? [{ found, place: places[index] ?? 0 }] : []))
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
