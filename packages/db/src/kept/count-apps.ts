import type { Outcome } from '@turnaway/contracts';
import { outcomeSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { countSubjectGroups } from '../readings/count-subject-groups.js';
import { fromEvents, neededDetail, type Scope } from '../readings/counted-events.js';
import { asksSignIns, namesCodes } from '../readings/filter-sql.js';
import type { Grain } from '../readings/range.js';
import type { Behind } from '../readings/split-span.js';
import { type Bins, oneBin, sumByBin, totalOf } from './bins.js';
import { outcomeEnd } from './bucket-sql.js';
import { countCodes, readSeenClasses } from './count-codes.js';
import { countGroups, hasKeptGroups } from './count-groups.js';
import { matchesClass } from './matches-class.js';
import { readCounts } from './read-counts.js';
import { readKnownGroups } from './read-known-groups.js';

/** The events of an app that ended in one way. */
export interface AppCount {
  app: string;
  outcome: Outcome;
  events: number;
  bins: Float64Array;
}

/** Are there summaries of apps for what a scope's filter asks? */
export function hasKeptApps(scope: Scope): scope is Scope & { behind: Behind } {
  return (
    scope.behind !== undefined && !asksSignIns(scope.filter) && neededDetail(scope.filter, 'apps') === 'apps'
  );
}

/**
 * Events of every app and outcome in a scope, by bins of time (one, where none are given); from memory where the filter asks
 * for nothing but apps and outcomes. Other filters are counted as one bin.
 */
export async function countApps(
  db: Db,
  scope: Scope,
  { grain = 'day', bins = oneBin(scope.span) }: { grain?: Grain; bins?: Bins } = {},
): Promise<AppCount[]> {
  if (!hasKeptApps(scope)) {
    const one = { grain: 'day', bins: oneBin(scope.span) } as const;
    return (
      (await readAppsOfCodes(db, scope)) ??
      (await countAppsOfSubjects(db, scope, one)) ??
      readByApp(db, scope)
    );
  }
  const counts = await readCounts(db, scope, 'apps', { grain, bins });
  const found: AppCount[] = [];
  for (const [place, sums] of sumByBin(counts, bins)) {
    const name = counts.names[place] ?? '';
    const end = name.indexOf(outcomeEnd);
    const app = name.slice(end + outcomeEnd.length);
    const outcome = outcomeSchema.parse(name.slice(0, end));
    if (scope.filter.app?.includes(app) === false || scope.filter.outcome?.includes(outcome) === false)
      continue;
    found.push({ app, outcome, events: totalOf(sums), bins: sums });
  }
  return found;
}

/**
 * Of some codes, from memory of the groups: each is a code in an app. `null` where that says less than there is: successes
 * have no groups, and what came just now may not have one yet.
 */
async function readAppsOfCodes(db: Db, scope: Scope): Promise<AppCount[] | null> {
  const { codes, filter } = scope;
  if (!hasKeptGroups(scope) || !namesCodes(filter) || !codes) return null;
  const known = readKnownGroups(db, scope.workspaceId);
  const [events, { byCode }, counted] = await Promise.all([
    countGroups(db, scope, known),
    known,
    countCodes(db, { ...scope, filter: { ...filter, app: undefined } }),
  ]);
  const found = new Map<string, AppCount>();
  for (const { codeClass, events: all } of counted) {
    const outcome = outcomeSchema.parse(codeClass.outcome);
    if (all > 0 && (outcome === 'success' || outcome === 'other')) return null;
    const ofCode = byCode.get(codeClass.error_code);
    let left = all;
    for (const [index, place] of ofCode?.places.entries() ?? []) {
      const own = events[place] ?? 0;
      const app = own > 0 ? ofCode?.groups[index]?.app : undefined;
      if (app === undefined) continue;
      left -= own;
      if (filter.app?.includes(app) === false) continue;
      const before = found.get(`${outcome} ${app}`)?.events ?? 0;
      found.set(`${outcome} ${app}`, {
        app,
        outcome,
        events: before + own,
        bins: Float64Array.of(before + own),
      });
    }
    if (left !== 0) return null;
  }
  return [...found.values()];
}

/**
 * Events of every app and outcome among the sign-ins of a few addresses, people, countries and so on, by bins of time, from their
 * lists of error groups; `null` where there are none, or where the filter asks for more.
 */
export async function countAppsOfSubjects(
  db: Db,
  scope: Scope,
  { grain, bins }: { grain: Grain; bins: Bins },
): Promise<AppCount[] | null> {
  if (scope.behind === undefined || !asksSignIns(scope.filter)) return null;
  const known = await readKnownGroups(db, scope.workspaceId);
  const classes = await readSeenClasses(db, scope, [...known.byCode.keys()]);
  const asked = classes.filter((codeClass) => matchesClass(scope.filter, codeClass));
  const outcomes = [...new Set(asked.map(({ outcome }) => outcomeSchema.parse(outcome)))];
  const { apps } = known;
  // Of tens of thousands of groups, only their apps are told apart in time.
  const rows = { of: new Int32Array(known.names.list.length).fill(-1), count: outcomes.length * apps.length };
  for (const { error_code, outcome } of asked) {
    const ofCode = known.byCode.get(error_code);
    const first = outcomes.indexOf(outcomeSchema.parse(outcome)) * apps.length;
    for (const [index, place] of ofCode?.places.entries() ?? [])
      rows.of[place] = first + (ofCode?.apps[index] ?? 0);
  }
  const cells = await countSubjectGroups(db, scope, known, { grain, bins, rows });
  if (cells === null) return null;
  const cellsMax = apps.length * bins.size;
  return outcomes.flatMap((outcome, index) =>
    toCounts(apps, cells.subarray(index * cellsMax, (index + 1) * cellsMax), bins.size, outcome),
  );
}

function toCounts(apps: readonly string[], sums: Float64Array, size: number, outcome: Outcome): AppCount[] {
  return apps.flatMap((app, place) => {
    const bins = sums.subarray(place * size, (place + 1) * size);
    const events = totalOf(bins);
    return events === 0 ? [] : [{ app, outcome, events, bins }];
  });
}

async function readByApp(db: Db, scope: Scope): Promise<AppCount[]> {
  const { rows } = await db.pool.query<{ app: string; outcome: string; events: number }>(Prisma.sql`
    select r.app, c.outcome, sum(r.events)::float8 as events ${fromEvents(scope, 'apps')} group by 1, 2`);
  return rows.map(({ app, outcome, events }) => ({
    app,
    outcome: outcomeSchema.parse(outcome),
    events,
    bins: Float64Array.of(events),
  }));
}
