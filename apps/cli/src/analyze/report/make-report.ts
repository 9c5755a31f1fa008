import { catalogVersion, lookup, nearestEntries } from '@turnaway/catalog';
import type { CodeClass } from '@turnaway/contracts/readings';
import type { Actor, Audience, Cause, Source } from '@turnaway/contracts/taxonomy';
import { formatCount } from '../../numbers.js';
import type { CodeCounts } from '../tally/code-tally.js';
import type { CountedKeys, KeyCounts } from '../tally/counted-keys.js';
import type { Period, Tally } from '../tally/tally.js';
import { type AnalysisReport, analysisFormat, type CodeRow, type Ranking } from './analysis-report.js';
import { createStandIns, ownNames } from './stand-ins.js';
import { findWhatStandsOut } from './stands-out.js';

/** What the report says beside the counts. */
export interface ReportOptions {
  madeAt: Date;
  timeZone: string;
  period: Period;
  /** Rows of each list. */
  top: number;
  hideNames: boolean;
}

const bucketsMax = 180;
const unknownCodesMax = 1_000;
const nearestOfMax = 50;
const filesMax = 1_000;
const excerptLengthMax = 400;

/** Makes the report out of what was counted. */
export function makeReport(
  tally: Tally,
  files: AnalysisReport['files'],
  { madeAt, timeZone, period, top, hideNames }: ReportOptions,
): AnalysisReport {
  const names = hideNames ? createStandIns() : ownNames;
  const ranked = tally.codes.ranked();
  const failing = ranked.filter(({ failures }) => failures > 0);
  const prompts = ranked
    .filter((code) => code.failures === 0 && isPrompt(code.class))
    .sort((a, b) => b.events - a.events);
  const unknown = ranked.filter(({ class: { known } }) => !known).sort((a, b) => b.events - a.events);
  const ranking = (keys: CountedKeys, name: (label: string) => string, hasPeople: boolean): Ranking =>
    rankingOf(tally, keys, { top, name, hasPeople });
  const report = {
    format: analysisFormat,
    madeAt: madeAt.toISOString(),
    catalogVersion,
    timeZone,
    period,
    hidesNames: hideNames,
    span: tally.firstAt === null || tally.lastAt === null ? null : { from: tally.firstAt, to: tally.lastAt },
    totals: totalsOf(tally, files, unknown),
    limits: limitsOf(tally),
    trend: trendOf(tally),
    causes: sharesBy<Cause>(failing, tally.failures, ({ cause }) => cause ?? 'unclassified'),
    sources: sharesBy<Source>(failing, tally.failures, ({ source }) => source),
    actors: sharesBy<Actor>(failing, tally.failures, ({ actor }) => actor),
    codes: { total: failing.length, items: failing.slice(0, top).map((code) => codeRow(code, tally)) },
    interrupts: { total: prompts.length, items: prompts.slice(0, top).map((code) => codeRow(code, tally)) },
    unknownCodes: unknown.slice(0, unknownCodesMax).map((code, index) => unknownRow(code, index, hideNames)),
    systems: ranking(tally.systems, ownNames.user, false),
    apps: ranking(tally.apps, ownNames.user, true),
    users: ranking(tally.users, names.user, false),
    addresses: ranking(tally.addresses, names.address, true),
    countries: ranking(tally.countries, ownNames.user, false),
    rejects: rejectsOf(tally, hideNames),
    skipped: [...tally.skipped].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
    files: files.slice(0, filesMax),
  };
  return { ...report, standsOut: findWhatStandsOut(report) };
}

function isPrompt({ outcome }: CodeClass): boolean {
  return outcome === 'interrupt' || outcome === 'conditional';
}

function totalsOf(
  tally: Tally,
  files: AnalysisReport['files'],
  unknown: readonly CodeCounts[],
): AnalysisReport['totals'] {
  const { successes, failures, interrupts, notSignIns, duplicates, outsidePeriod, people, records } = tally;
  return {
    files: files.length,
    bytes: sum(files.map(({ bytes }) => bytes)),
    records,
    signIns: successes + failures + interrupts,
    successes,
    failures,
    interrupts,
    failureRate: rateOf(tally),
    people,
    duplicates,
    notSignIns,
    skipped: sum(tally.skipped.values()),
    rejected: sum([...tally.rejects.values()].map(({ count }) => count)),
    outsidePeriod,
    unknownCodes: unknown.length,
    unknownCodeEvents: sum(unknown.map(({ events }) => events)),
  };
}

function limitsOf(tally: Tally): string[] {
  const limits: string[] = [];
  if (tally.isFull) {
    limits.push('There were more sign-ins or people than can be told apart: some may be counted twice.');
  }
  if (tally.codes.beyond > 0) {
    limits.push(
      `${formatCount(tally.codes.beyond)} events have codes that came after the first 20,000 and are in no list of codes.`,
    );
  }
  return limits;
}

function trendOf(tally: Tally): AnalysisReport['trend'] {
  const { widthMs, buckets } = tally.timeLine.buckets(bucketsMax);
  return {
    bucketMinutes: widthMs / 60_000,
    buckets: buckets.map(({ startMs, successes, failures, interrupts, causes }) => ({
      from: new Date(startMs).toISOString(),
      successes,
      failures,
      interrupts,
      causes: Object.fromEntries(causes),
    })),
  };
}

function sharesBy<Value extends string>(
  codes: readonly CodeCounts[],
  failures: number,
  read: (codeClass: CodeClass) => Value,
): { of: Value; failures: number; share: number }[] {
  const counts = new Map<Value, number>();
  for (const code of codes) {
    const value = read(code.class);
    counts.set(value, (counts.get(value) ?? 0) + code.failures);
  }
  return [...counts]
    .map(([of, count]) => ({ of, failures: count, share: count / failures }))
    .sort((a, b) => b.failures - a.failures);
}

function codeRow(code: CodeCounts, tally: Tally): CodeRow {
  const entry = lookup(code.class);
  const [topApp] = [...code.eventsByApp].sort(([, a], [, b]) => b - a);
  return {
    ...code.class,
    summary: entry?.summary ?? null,
    retry: entry?.retry ?? null,
    isUnconfirmed: entry?.confidence === 'recalled',
    events: code.events,
    failures: code.failures,
    share: tally.failures === 0 ? 0 : code.failures / tally.failures,
    people: code.people,
    apps: code.apps,
    topApp: topApp?.[0] ?? null,
    firstAt: code.firstAt,
    lastAt: code.lastAt,
    steps: entry?.hints[audienceOf(entry.actor)] ?? [],
    references: entry?.references ?? [],
  };
}

/** Whom the hints of an actor are written for. */
function audienceOf(actor: Actor): Audience {
  return actor === 'idp-operator' || actor === 'nobody' ? 'tenant-admin' : actor;
}

function unknownRow(
  { class: { system, code, variant, outcome }, events, firstAt, lastAt, reasonTexts }: CodeCounts,
  index: number,
  hideNames: boolean,
): AnalysisReport['unknownCodes'][number] {
  const texts = [...reasonTexts].sort(([, a], [, b]) => b - a).map(([text]) => text);
  // Each search through the whole catalog takes a moment.
  const nearest = index < nearestOfMax ? nearestEntries(system, code, texts[0] ?? '').slice(0, 3) : [];
  return {
    system,
    code,
    variant,
    outcome,
    events,
    firstAt,
    lastAt,
    reasonTexts: hideNames ? [] : texts,
    nearest: nearest.map((entry) => ({
      system: entry.system,
      code: entry.code,
      variant: entry.variant,
      title: entry.title,
    })),
  };
}

function rankingOf(
  tally: Tally,
  keys: CountedKeys,
  { top, name, hasPeople }: { top: number; name: (label: string) => string; hasPeople: boolean },
): Ranking {
  return {
    total: keys.withFailures,
    missedMax: keys.missedMax,
    items: keys.top(top).map((counts) => ({
      name: name(counts.label),
      failures: counts.failures,
      successes: counts.successes,
      interrupts: counts.interrupts,
      failureRate: rateOf(counts),
      people: hasPeople ? counts.people : null,
      topCode: topCodeOf(tally, counts),
    })),
  };
}

function topCodeOf(tally: Tally, { codes }: KeyCounts) {
  const [place = -1] = [...codes].sort(([, a], [, b]) => b - a)[0] ?? [];
  const found = tally.codes.codeAt(place)?.class;
  if (found === undefined) return null;
  const { system, code, variant, title } = found;
  return { system, code, variant, title };
}

function rejectsOf(tally: Tally, hideNames: boolean): AnalysisReport['rejects'] {
  return [...tally.rejects]
    .map(([reason, { count, first }]) => ({
      reason,
      count,
      first: { ...first, excerpt: hideNames ? null : first.excerpt.slice(0, excerptLengthMax) },
    }))
    .sort((a, b) => b.count - a.count);
}

function rateOf({ successes, failures }: { successes: number; failures: number }): number | null {
  return successes + failures === 0 ? null : failures / (successes + failures);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
