import { signInFilterNames } from '@turnaway/contracts/filter-names';
import { comparisonSchema, type SignInFilter, signInFilterSchema } from '@turnaway/contracts/filters';
import { z } from 'zod';
import { isTimeZone } from './time-zone';
import { defaultRange, isRelativeRange, one, relativeRanges, type SearchParams, type View } from './view';

const savedId = z.uuid();

/** Reads the address. What is not understood is left out and named, never an error page. */
export function readView(params: SearchParams, now: Date): View {
  const ignored: string[] = [];
  const filter: SignInFilter = {};
  for (const name of signInFilterNames) {
    const given = params[name];
    if (given === undefined || given === '') continue;
    const parsed = signInFilterSchema.shape[name].safeParse(given);
    if (parsed.success) Object.assign(filter, { [name]: parsed.data });
    else ignored.push(name);
  }
  const comparison = comparisonSchema.default('before').safeParse(one(params.compare));
  if (!comparison.success) ignored.push('compare');
  const zone = one(params.tz) ?? null;
  const zoneIsKnown = zone === null || isTimeZone(zone);
  if (!zoneIsKnown) ignored.push('tz');
  const saved = savedId.nullable().safeParse(one(params.view) ?? null);
  if (!saved.success) ignored.push('view');
  const kept = {
    saved: saved.data ?? null,
    filter,
    compare: comparison.data ?? 'before',
    timeZone: zoneIsKnown ? zone : null,
    ignored,
  };
  const from = readInstant(one(params.from));
  const to = readInstant(one(params.to));
  if (from !== null && to !== null && from < to) return { ...kept, range: null, from, to };
  if (params.from !== undefined || params.to !== undefined) ignored.push('from and to');
  const range = one(params.range);
  const known = range !== undefined && isRelativeRange(range);
  if (range !== undefined && !known) ignored.push('range');
  const chosen = known ? range : defaultRange;
  const start = new Date(now.getTime() - relativeRanges[chosen].minutes * 60_000);
  return { ...kept, range: chosen, from: start.toISOString(), to: now.toISOString() };
}

function readInstant(value: string | undefined): string | null {
  if (value === undefined) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
