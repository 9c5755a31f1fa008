import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorRow } from '@turnaway/contracts/readings';
import { moveSentence } from './filter-words';
import { formatChange, formatCount } from './format';

/** One sentence about what is not as it was, with the row it is about. */
export interface Finding {
  at: string;
  /** Said in bold. */
  lead: string;
  rest: string;
  row: ErrorRow;
}

const findingsMax = 3;
const growthFactorMin = 2;
const eventsMin = 20;

/** What stands out among the errors of a period, loudest first: what is new, not in the catalog, or has doubled. */
export function whatStandsOut(rows: ErrorRow[]): Finding[] {
  return rows
    .map((row) => ({ finding: findingOf(row), weight: row.events - row.eventsBefore }))
    .filter((item): item is { finding: Finding; weight: number } => item.finding !== null)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, findingsMax)
    .map(({ finding }) => finding);
}

function findingOf(row: ErrorRow): Finding | null {
  const events = formatCount(row.events, 'time');
  const where = placeOf(row);
  if (!row.known) {
    return {
      at: row.firstSeenAt,
      lead: 'A code that is not in the catalog:',
      rest: `${formatErrorCode(row)}, ${events}${where}.`,
      row,
    };
  }
  if (row.isNew) {
    return {
      at: row.firstSeenAt,
      lead: `New: ${row.title}.`,
      rest: `${events}${where}. ${moveSentence(row.actor)}`,
      row,
    };
  }
  if (row.events >= eventsMin && row.events >= growthFactorMin * row.eventsBefore && row.eventsBefore > 0) {
    const change = formatChange(row.events, row.eventsBefore).text;
    const people = row.people > 0 ? `, ${formatCount(row.people, 'person', 'people')}` : '';
    return {
      at: row.lastSeenAt,
      lead: `${row.title}: ${change}.`,
      rest: `${events}${people}${where}. ${moveSentence(row.actor)}`,
      row,
    };
  }
  return null;
}

function placeOf({ apps, topApp }: ErrorRow): string {
  if (topApp === null) return '';
  return apps <= 1 ? `, all in ${topApp}` : `, mostly in ${topApp}`;
}
