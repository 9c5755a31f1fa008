import { rejectReasonLabels } from '@turnaway/contracts/words';
import { countOf, formatCount } from '../../numbers.js';
import { cutTo, fill, type Screen } from '../../screen.js';
import type { AnalysisReport } from '../report/analysis-report.js';
import { countLine, indent, title, underCount } from './layout.js';

const shownKindsMax = 12;
const shownFilesMax = 12;

/** Records that could not be read, by reason, with the place of the first. */
export function rejectLines({ rejects, totals }: AnalysisReport, screen: Screen): string[] {
  if (rejects.length === 0) return [];
  return [
    title(`${countOf(totals.rejected, 'record')} could not be read`, screen),
    ...rejects.flatMap(({ reason, count, first }) => [
      countLine(count, `${rejectReasonLabels[reason]}: ${first.detail}`, screen),
      underCount(`first: record ${formatCount(first.record)} of ${first.file}`, screen),
      ...(first.excerpt === null ? [] : [underCount(first.excerpt, screen)]),
    ]),
  ];
}

/** Records that are no sign-ins, by kind. */
export function skippedLines({ skipped, totals }: AnalysisReport, screen: Screen): string[] {
  const others = totals.skipped + totals.notSignIns;
  if (others === 0) return [];
  const shown = skipped.slice(0, shownKindsMax);
  const left = skipped.length - shown.length;
  const leftCount = skipped.slice(shownKindsMax).reduce((sum, { count }) => sum + count, 0);
  return [
    title(`${countOf(others, 'record')} ${others === 1 ? 'is' : 'are'} about something else`, screen),
    ...shown.map(({ kind, count }) => countLine(count, kind, screen)),
    ...(left > 0 ? [countLine(leftCount, `of ${countOf(left, 'more kind')}`, screen)] : []),
    ...(totals.notSignIns > 0
      ? [countLine(totals.notSignIns, 'with a code that is not about signing in', screen)]
      : []),
  ];
}

/** What each file gave, where they are few, and every file that was not read. */
export function fileLines({ files, totals }: AnalysisReport, screen: Screen): string[] {
  if (totals.files < 2) return [];
  const read = files.filter(({ problem }) => problem === null);
  const shown = read.length > shownFilesMax ? [] : read;
  const unread = files.filter(({ problem }) => problem !== null).slice(0, shownFilesMax);
  const listed = [...shown, ...unread];
  if (listed.length === 0) return [];
  const left = totals.files - listed.length;
  const nameWidth = Math.floor(screen.columns / 2);
  return [
    title(shown.length === 0 ? 'Files that were not read' : 'Files', screen),
    ...listed.map(({ name, problem, signIns, form }) => {
      const what = problem ?? `${countOf(signIns, 'sign-in')}, ${form ?? ''}`;
      return `${indent}${fill(name, nameWidth)}${indent}${cutTo(what, screen.columns - nameWidth - 4)}`;
    }),
    ...(left > 0 ? [`${indent}and ${countOf(left, 'more file')}`] : []),
  ];
}
