import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import type { Feed } from '@turnaway/contracts/feeds';
import { noApp } from '@turnaway/contracts/filter-names';
import type { Breakdown, ErrorRow, Summary } from '@turnaway/contracts/readings';
import { moveSentence } from './filter-words';
import { formatChange, formatCount, formatShare } from './format';

/** One sentence about what is not as it was, with what it is about. */
export interface Finding {
  key: string;
  /** Since when; `null` where that is the whole period. */
  at: string | null;
  /** Said in bold. */
  lead: string;
  rest: string;
  about: { error: ErrorCode } | { app: string } | { feed: string };
}

const errorsMax = 3;
const growthFactorMin = 2;
const eventsMin = 20;
const riseShareMin = 0.6;

/**
 * What stands out in a period: feeds that fell silent, as the numbers lack what they would have brought; then the
 * errors that are new, not in the catalog, or have doubled, loudest first; then an app that most of a rise comes from.
 */
export function whatStandsOut(seen: {
  errors: readonly ErrorRow[];
  apps: Pick<Breakdown, 'items' | 'total'> | null;
  summary: Pick<Summary, 'counts' | 'countsBefore' | 'isBeforeCovered'>;
  feeds: readonly Pick<Feed, 'id' | 'name' | 'enabled' | 'silentSince'>[];
}): Finding[] {
  // In the first period ever everything is new or has risen, which is to say that nothing stands out by it.
  const isFirst = !seen.summary.isBeforeCovered;
  const errors = seen.errors
    .filter(({ known }) => !isFirst || !known)
    .map((row) => ({ finding: errorFinding(row), weight: row.events - row.eventsBefore }))
    .filter((item): item is { finding: Finding; weight: number } => item.finding !== null)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, errorsMax)
    .map(({ finding }) => finding);
  const rise = seen.apps === null || isFirst ? null : riseFinding(seen.apps, seen.summary);
  return [...seen.feeds.flatMap(silentFinding), ...errors, ...(rise === null ? [] : [rise])];
}

function silentFinding({
  id,
  name,
  enabled,
  silentSince,
}: Pick<Feed, 'id' | 'name' | 'enabled' | 'silentSince'>) {
  if (silentSince === null || !enabled) return [];
  return [
    {
      key: `feed ${id}`,
      at: silentSince,
      lead: `${name} is silent.`,
      rest: 'It used to send more often; the numbers here lack what it did not send.',
      about: { feed: id },
    },
  ];
}

function riseFinding(
  { items, total }: Pick<Breakdown, 'items' | 'total'>,
  { counts, countsBefore }: Pick<Summary, 'counts' | 'countsBefore'>,
): Finding | null {
  const rise = counts.failures - countsBefore.failures;
  const [most] = [...items].sort((a, b) => b.failures - b.failuresBefore - (a.failures - a.failuresBefore));
  if (most === undefined || most.key === noApp || total < 2 || countsBefore.failures === 0) return null;
  const own = most.failures - most.failuresBefore;
  if (rise < eventsMin || own / rise < riseShareMin) return null;
  // Where other apps fell, one app can have more than the whole rise.
  const share = own >= rise ? 'All' : formatShare(own / rise, 0);
  return {
    key: `app ${most.key}`,
    at: null,
    lead: `${share} of the rise comes from ${most.label}.`,
    rest: `${formatCount(most.failures, 'failure')} there, after ${formatCount(most.failuresBefore, 'failure')}.`,
    about: { app: most.key },
  };
}

function errorFinding(row: ErrorRow): Finding | null {
  const events = formatCount(row.events, 'time');
  const where = placeOf(row);
  const about = { key: formatErrorCode(row), about: { error: row } };
  if (!row.known) {
    return {
      ...about,
      at: row.firstSeenAt,
      lead: 'A code that is not in the catalog:',
      rest: `${formatErrorCode(row)}, ${events}${where}.`,
    };
  }
  if (row.isNew) {
    return {
      ...about,
      at: row.firstSeenAt,
      lead: `New: ${row.title}.`,
      rest: `${events}${where}. ${moveSentence(row.actor)}`,
    };
  }
  if (row.events >= eventsMin && row.events >= growthFactorMin * row.eventsBefore && row.eventsBefore > 0) {
    const change = formatChange(row.events, row.eventsBefore).text;
    const people = row.people > 0 ? `, ${formatCount(row.people, 'person', 'people')}` : '';
    return {
      ...about,
      at: row.lastSeenAt,
      lead: `${row.title}: ${change}.`,
      rest: `${events}${people}${where}. ${moveSentence(row.actor)}`,
    };
  }
  return null;
}

function placeOf({ apps, topApp }: ErrorRow): string {
  if (topApp === null) return '';
  return apps <= 1 ? `, all in ${topApp}` : `, in ${formatCount(apps, 'app')}, most often in ${topApp}`;
}
