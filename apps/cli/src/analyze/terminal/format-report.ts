import { actorLabels, causeLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';
import { wrapText } from '../../explain/wrap-text.js';
import {
  countOf,
  formatBytes,
  formatCount,
  formatLength,
  formatMinute,
  formatRate,
  formatShare,
} from '../../numbers.js';
import { printable } from '../../printable.js';
import { fill, paint, type Screen } from '../../screen.js';
import type { AnalysisReport, Ranking } from '../report/analysis-report.js';
import { bar, columns, merged } from './bars.js';
import { codeLines, promptLines, unknownLines } from './code-lines.js';
import { capital, indent, title } from './layout.js';
import { fileLines, rejectLines, skippedLines } from './not-read-lines.js';
import { rankingLines } from './ranking-lines.js';

const chartRows = 4;

/** The report as text for a terminal. */
export function formatReport(report: AnalysisReport, screen: Screen): string {
  const sections = [
    headLines(report, screen),
    standsOutLines(report, screen),
    trendLines(report, screen),
    ...shareSections(report, screen),
    codeLines(report, screen),
    rankingLines('Apps', 'app', report.apps, screen),
    rankingLines('People', 'user', report.users, screen),
    rankingLines('Addresses', 'address', report.addresses, screen),
    rankingLines('Countries', 'country', report.countries, screen),
    report.systems.total > 1 ? rankingLines('Systems', 'system', namedSystems(report.systems), screen) : [],
    promptLines(report, screen),
    unknownLines(report, screen),
    rejectLines(report, screen),
    skippedLines(report, screen),
    fileLines(report, screen),
    report.limits.flatMap((limit) => wrapText(limit, screen.columns)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ totals, span, period, timeZone }: AnalysisReport, screen: Screen): string[] {
  const read = `${countOf(totals.files, 'file')}, ${formatBytes(totals.bytes)}, ${countOf(totals.records, 'record')}`;
  const lines = [paint(screen, 'bold', `${countOf(totals.signIns, 'sign-in')} in ${read}`)];
  if (span !== null) {
    const length = Date.parse(span.to) - Date.parse(span.from);
    lines.push(`${formatMinute(span.from)} to ${formatMinute(span.to)} UTC (${formatLength(length)})`);
  }
  if (period.from !== null || period.to !== null) {
    lines.push(
      `Only from ${period.from === null ? 'the beginning' : formatMinute(period.from)} to ` +
        `${period.to === null ? 'the end' : formatMinute(period.to)} UTC; ${countOf(totals.outsidePeriod, 'other')} left out`,
    );
  }
  if (timeZone !== 'UTC') lines.push(`Times without a zone are read as ${timeZone}`);
  const noSuccess = totals.failures > 0 && totals.successes === 0 ? ' (the logs hold no success)' : '';
  const rows: [string, string][] = [
    ['Failed', `${formatCount(totals.failures)}, of ${countOf(totals.people, 'person', 'people')}`],
    ['Succeeded', formatCount(totals.successes)],
    ['Failure rate', `${formatRate(totals.failureRate)}${noSuccess}`],
    ['Prompts', `${formatCount(totals.interrupts)}, in no rate`],
  ];
  if (totals.duplicates > 0) rows.push(['Duplicates', `${formatCount(totals.duplicates)}, counted once`]);
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  lines.push('', ...rows.map(([label, value]) => `${indent}${label.padEnd(width)}${value}`));
  return lines;
}

function standsOutLines({ standsOut }: AnalysisReport, screen: Screen): string[] {
  if (standsOut.length === 0) return [];
  return [
    title('What stands out', screen),
    ...standsOut.flatMap((sentence) =>
      wrapText(printable(sentence), screen.columns, { first: `${indent}- `, rest: `${indent}  ` }),
    ),
  ];
}

function trendLines({ trend }: AnalysisReport, screen: Screen): string[] {
  const { buckets, bucketMinutes } = trend;
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined || buckets.length < 2) return [];
  const room = screen.columns - indent.length;
  const failures = merged(
    buckets.map((bucket) => bucket.failures),
    room,
  );
  const most = Math.max(...failures.values);
  const each = formatLength(bucketMinutes * failures.each * 60_000);
  const begins = formatMinute(first.from);
  const ends = formatMinute(last.from);
  const gap = failures.values.length - begins.length - ends.length;
  return [
    title(`Failures over time (a column is ${each}, the highest ${formatCount(most)})`, screen),
    ...columns(failures.values, chartRows).map((line) => indent + paint(screen, 'red', line)),
    paint(screen, 'dim', indent + (gap > 0 ? begins + ' '.repeat(gap) + ends : `${begins} to ${ends}`)),
  ];
}

function shareSections({ causes, sources, actors }: AnalysisReport, screen: Screen): string[][] {
  return [
    shareLines(
      'Why',
      causes.map((row) => ({ ...row, label: causeLabels[row.of] })),
      screen,
    ),
    shareLines(
      'Whose move',
      actors.map((row) => ({ ...row, label: capital(actorLabels[row.of]) })),
      screen,
    ),
    shareLines(
      'Where it was refused',
      sources.map((row) => ({ ...row, label: capital(sourceLabels[row.of]) })),
      screen,
    ),
  ];
}

function shareLines(
  heading: string,
  rows: readonly { label: string; failures: number; share: number }[],
  screen: Screen,
): string[] {
  if (rows.length === 0) return [];
  const labelWidth = 26;
  const barWidth = Math.max(8, Math.min(40, screen.columns - labelWidth - 24));
  return [
    title(heading, screen),
    ...rows.map(({ label, failures, share }) =>
      [
        indent + fill(label, labelWidth - 2),
        fill(formatCount(failures), 11, 'right'),
        fill(formatShare(share), 7, 'right'),
        ` ${paint(screen, 'cyan', bar(share, barWidth))}`,
      ].join(' '),
    ),
  ];
}

function namedSystems(ranking: Ranking): Ranking {
  return { ...ranking, items: ranking.items.map((row) => ({ ...row, name: systemLabel(row.name) })) };
}
