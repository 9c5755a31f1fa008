import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns } from '../readings/code-class.js';
import { countSubjectCodes } from '../readings/count-subject-codes.js';
import { fromEvents, neededDetail, type Scope } from '../readings/counted-events.js';
import { asksSignIns } from '../readings/filter-sql.js';
import type { Grain } from '../readings/range.js';
import { subjectsMax } from '../readings/read-listed.js';
import type { Behind } from '../readings/split-span.js';
import { AskOnce } from './ask-once.js';
import { type Bins, binOf, oneBin, sumByBin, totalOf } from './bins.js';
import { startOfBin } from './bucket-sql.js';
import { countCodesOfFeeds, hasKeptFeeds } from './count-feeds.js';
import { matchesClass } from './matches-class.js';
import { readCounts } from './read-counts.js';

/** An error code as it is classified now. */
export interface SeenClass extends CodeClassRow {
  error_code: string;
  first_seen_at: Date | null;
}

/** The events of an error code in a scope. */
export interface CodeCount {
  codeClass: SeenClass;
  events: number;
  bins: Float64Array;
}

/**
 * Events of every code in a scope, successes too, by bins of time (one, where none are given): from memory where the
 * filter asks for nothing but what a code means, else from the rollups or sign-ins.
 */
export async function countCodes(
  db: Db,
  scope: Scope,
  { grain = 'day', bins = oneBin(scope.span) }: { grain?: Grain; bins?: Bins } = {},
): Promise<CodeCount[]> {
  const byCode = await countByCode(db, scope, grain, bins);
  const classes = await readSeenClasses(db, scope, [...byCode.keys()]);
  return classes
    .filter((codeClass) => matchesClass(scope.filter, codeClass))
    .map((codeClass) => {
      const counted = byCode.get(codeClass.error_code) ?? new Float64Array(bins.size);
      return { codeClass, events: totalOf(counted), bins: counted };
    });
}

async function countByCode(
  db: Db,
  scope: Scope,
  grain: Grain,
  bins: Bins,
): Promise<Map<string, Float64Array>> {
  if (hasKeptCodes(scope)) {
    const counts = await readCounts(db, scope, 'codes', { grain, bins });
    return new Map([...sumByBin(counts, bins)].map(([place, sums]) => [counts.names[place] ?? '', sums]));
  }
  if (hasKeptCodesOfApps(scope)) return readCodesOfApps(db, scope, grain, bins);
  if (scope.filter.feed !== undefined && hasKeptFeeds(scope))
    return countCodesOfFeeds(db, scope, grain, bins);
  return (await countSubjectCodes(db, scope, grain, bins)) ?? readByCode(db, scope, grain, bins);
}

function hasKeptCodes(scope: Scope): scope is Scope & { behind: Behind } {
  return (
    scope.behind !== undefined &&
    !asksSignIns(scope.filter) &&
    neededDetail(scope.filter, 'codes') === 'codes'
  );
}

/** Does a filter ask for a few apps, and of what else there is only for what codes mean? */
function hasKeptCodesOfApps(scope: Scope): scope is Scope & { behind: Behind } {
  const { app, ...others } = scope.filter;
  return app !== undefined && app.length <= subjectsMax && hasKeptCodes({ ...scope, filter: others });
}

async function readCodesOfApps(
  db: Db,
  scope: Scope & { behind: Behind },
  grain: Grain,
  bins: Bins,
): Promise<Map<string, Float64Array>> {
  const byCode = new Map<string, Float64Array>();
  const apps = [...new Set(scope.filter.app)];
  for (const counts of await Promise.all(
    apps.map((app) => readCounts(db, scope, { codesOfApp: app }, { grain, bins })),
  )) {
    for (const [place, sums] of sumByBin(counts, bins)) {
      const code = counts.names[place] ?? '';
      const all = byCode.get(code);
      byCode.set(code, all === undefined ? sums : all.map((events, bin) => events + (sums[bin] ?? 0)));
    }
  }
  return byCode;
}

async function readByCode(
  db: Db,
  scope: Scope,
  grain: Grain,
  bins: Bins,
): Promise<Map<string, Float64Array>> {
  const { rows } = await db.pool.query<{ error_code: string; at: number; events: number }>(Prisma.sql`
    select r.error_code, sum(r.events)::float8 as events, ${startOfBin(bins, Prisma.sql`r.bucket`)} as at
    ${fromEvents(scope, 'codes', grain)} group by 1, 3`);
  const byCode = new Map<string, Float64Array>();
  for (const { error_code, at, events } of rows) {
    const sums = byCode.get(error_code) ?? new Float64Array(bins.size);
    byCode.set(error_code, sums);
    const bin = binOf(bins, at);
    sums[bin] = (sums[bin] ?? 0) + events;
  }
  return byCode;
}

const classesOfRequest = new AskOnce<SeenClass[]>();

/** The classes of some codes; a request that asks for the same codes again gets what it got. */
export function readSeenClasses(
  db: Db,
  { workspaceId, behind }: Pick<Scope, 'workspaceId' | 'behind'>,
  errorCodes: string[],
): Promise<SeenClass[]> {
  if (errorCodes.length === 0) return Promise.resolve([]);
  const ask = () => askClasses(db, workspaceId, errorCodes);
  if (behind === undefined) return ask();
  return classesOfRequest.answer(behind, errorCodes.toSorted().join('\n'), ask);
}

async function askClasses(db: Db, workspaceId: string, errorCodes: string[]): Promise<SeenClass[]> {
  const { text, values } = Prisma.sql`
    select c.error_code, c.first_seen_at, ${codeClassColumns} from code_classes c
    where c.workspace_id = ${workspaceId} and c.error_code = any(${errorCodes}::text[])`;
  const { rows } = await db.pool.query<SeenClass>({ name: 'read-seen-classes', text, values });
  return rows;
}
