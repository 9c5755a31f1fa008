import type { Db } from '../client.js';
import type { Scope } from '../readings/counted-events.js';
import { asksSignIns } from '../readings/filter-sql.js';
import type { Grain } from '../readings/range.js';
import type { Behind } from '../readings/split-span.js';
import { type Bins, sumByBin } from './bins.js';
import { readCounts } from './read-counts.js';

/** The events of an error code that came by a feed. */
export interface FeedCount {
  feedId: string;
  errorCode: string;
  bins: Float64Array;
}

/** Are there summaries of feeds for what a scope's filter asks? They hold the code, and nothing else. */
export function hasKeptFeeds(scope: Scope): scope is Scope & { behind: Behind } {
  const { app, interactive } = scope.filter;
  return (
    scope.behind !== undefined && app === undefined && interactive === undefined && !asksSignIns(scope.filter)
  );
}

/** Events of every code by every feed that a scope asks for, whatever it says of codes, by bins of time, from memory. */
export async function countFeeds(
  db: Db,
  scope: Scope & { behind: Behind },
  { grain, bins }: { grain: Grain; bins: Bins },
): Promise<FeedCount[]> {
  const counts = await readCounts(db, scope, 'feeds', { grain, bins });
  const found: FeedCount[] = [];
  for (const [place, sums] of sumByBin(counts, bins)) {
    const [feedId = '', errorCode = ''] = (counts.names[place] ?? '').split('\n');
    if (scope.filter.feed?.includes(feedId) !== false) found.push({ feedId, errorCode, bins: sums });
  }
  return found;
}

/** The same by code: of all feeds that a scope asks for together. */
export async function countCodesOfFeeds(
  db: Db,
  scope: Scope & { behind: Behind },
  grain: Grain,
  bins: Bins,
): Promise<Map<string, Float64Array>> {
  const byCode = new Map<string, Float64Array>();
  for (const { errorCode, bins: counted } of await countFeeds(db, scope, { grain, bins })) {
    const sums = byCode.get(errorCode) ?? new Float64Array(bins.size);
    byCode.set(errorCode, sums);
    for (const [bin, events] of counted.entries()) sums[bin] = (sums[bin] ?? 0) + events;
  }
  return byCode;
}
