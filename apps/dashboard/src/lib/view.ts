import { signInFilterNames } from '@turnaway/contracts/filter-names';
import type { Comparison, SignInFilter } from '@turnaway/contracts/filters';

/**
 * What part of the sign-ins a page shows: filters and a time range. It lives in the address and nowhere else,
 * so a link is all that is needed to share, bookmark or go back to it.
 */
export interface View {
  filter: SignInFilter;
  /** Either a length back from now, or two fixed times. */
  range: RelativeRange | null;
  from: string;
  to: string;
  /** What the period is compared with. */
  compare: Comparison;
  /** The time zone that times are written in, if the address names one; else the reader's own. */
  timeZone: string | null;
  /** The id of the saved view that this began as, if any. */
  saved: string | null;
  /** Parameters that were not understood and left out. */
  ignored: string[];
}

/** The lengths that the time range offers, in minutes. */
export const relativeRanges = {
  '15m': { minutes: 15, label: 'Last 15 minutes' },
  '1h': { minutes: 60, label: 'Last hour' },
  '4h': { minutes: 240, label: 'Last 4 hours' },
  '24h': { minutes: 1_440, label: 'Last 24 hours' },
  '7d': { minutes: 10_080, label: 'Last 7 days' },
  '30d': { minutes: 43_200, label: 'Last 30 days' },
  '90d': { minutes: 129_600, label: 'Last 90 days' },
  '1y': { minutes: 525_600, label: 'Last year' },
} as const;
export type RelativeRange = keyof typeof relativeRanges;
export type FilterName = keyof SignInFilter;
export type SearchParams = Record<string, string | string[] | undefined>;

export const defaultRange: RelativeRange = '24h';
const rangeNames = ['range', 'from', 'to', 'compare', 'tz'] as const;

/** Names of the parameters that are kept when going from one page to the next. */
export const viewParameterNames: readonly string[] = [...signInFilterNames, ...rangeNames];

/** The view as the API takes it: fixed times. */
export function apiQuery(view: View): URLSearchParams {
  const query = filterQuery(view.filter);
  query.set('from', view.from);
  query.set('to', view.to);
  if (view.compare !== 'before') query.set('compare', view.compare);
  return query;
}

/** The view as the address holds it: a relative range stays relative, and the usual one is left out. */
export function viewQuery(view: View): URLSearchParams {
  const query = filterQuery(view.filter);
  if (view.range === null) {
    query.set('from', view.from);
    query.set('to', view.to);
  } else if (view.range !== defaultRange) {
    query.set('range', view.range);
  }
  if (view.compare !== 'before') query.set('compare', view.compare);
  if (view.timeZone !== null) query.set('tz', view.timeZone);
  if (view.saved !== null) query.set('view', view.saved);
  return query;
}

/** An address of a page that shows this view; `extra` are the page's own parameters, `null` leaves one out. */
export function hrefTo(path: string, view: View, extra: Record<string, string | null> = {}): string {
  const query = viewQuery(view);
  for (const [name, value] of Object.entries(extra)) if (value !== null) query.set(name, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The same view, narrowed to one value of a filter; earlier values of that filter go. */
export function only<Name extends FilterName>(view: View, name: Name, value: string): View {
  return { ...view, filter: { ...view.filter, [name]: [value] } };
}

/** The same view without one value of a filter. */
export function without(view: View, name: FilterName, value: string): View {
  const { [name]: values, ...rest } = view.filter;
  const left = (values as string[] | undefined)?.filter((item) => item !== value) ?? [];
  return { ...view, filter: left.length === 0 ? rest : { ...rest, [name]: left } };
}

/** The same time without any filter. */
export function withoutFilters(view: View): View {
  return { ...view, filter: {} };
}

/** The same filters over another time. */
export function during(view: View, from: string, to: string): View {
  return { ...view, range: null, from, to };
}

/** Whether successes are counted by these filters, so that there is a rate. */
export function countsSuccesses({ filter }: View): boolean {
  // Feed, system, app and whether a person was there are counted of all; the rest of failures alone.
  const { system: _system, app: _app, feed: _feed, interactive: _interactive, ...ofFailures } = filter;
  return Object.values(ofFailures).every((values) => values === undefined);
}

/** One value of a parameter that may be given several times: the first. */
export function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The value if it is one of the allowed ones, else the first of them. */
export function oneOf<const Value extends string>(
  value: string | string[] | undefined,
  allowed: readonly [Value, ...Value[]],
): Value {
  const given = one(value);
  return allowed.find((item) => item === given) ?? allowed[0];
}

/** Filters alone, as query parameters. */
export function filterQuery(filter: SignInFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of signInFilterNames) for (const value of filter[name] ?? []) query.append(name, value);
  return query;
}

/** Is it the name of a length that the time range offers? */
export function isRelativeRange(value: string): value is RelativeRange {
  return Object.hasOwn(relativeRanges, value);
}
