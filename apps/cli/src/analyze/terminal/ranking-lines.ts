import { wrapText } from '../../explain/wrap-text.js';
import { formatCount, formatRate } from '../../numbers.js';
import { cutTo, fill, paint, type Screen } from '../../screen.js';
import type { Ranking } from '../report/analysis-report.js';
import { indent, nameOfList, title } from './layout.js';

const numberWidth = 10;
const codeWidth = 34;
/** On a narrower screen the most frequent code is left out. */
const columnsForCode = 100;

/** Apps, people, addresses, … with the most failures. */
export function rankingLines(heading: string, word: string, ranking: Ranking, screen: Screen): string[] {
  if (ranking.items.length === 0) return [];
  const hasPeople = ranking.items.some(({ people }) => people !== null);
  const hasCode = screen.columns >= columnsForCode;
  const names = ['failed', 'succeeded', 'rate', ...(hasPeople ? ['people'] : [])];
  const nameWidth =
    screen.columns - indent.length - names.length * numberWidth - (hasCode ? codeWidth + indent.length : 0);
  const line = (name: string, cells: readonly string[], code: string): string => {
    const numbers = cells.map((cell) => fill(cell, numberWidth, 'right')).join('');
    return `${indent}${fill(name, nameWidth)}${numbers}${hasCode ? indent + cutTo(code, codeWidth) : ''}`.trimEnd();
  };
  return [
    title(nameOfList(heading, ranking.items.length, ranking.total), screen),
    paint(screen, 'dim', line(word, names, 'most often')),
    ...ranking.items.map(({ name, failures, successes, failureRate, people, topCode }) =>
      line(
        name,
        [
          formatCount(failures),
          formatCount(successes),
          formatRate(failureRate),
          ...(hasPeople ? [formatCount(people ?? 0)] : []),
        ],
        topCode?.title ?? '',
      ),
    ),
    ...missedLines(ranking, screen),
  ];
}

function missedLines({ missedMax }: Ranking, screen: Screen): string[] {
  if (missedMax === 0) return [];
  const text = `There were more than could be held at once: any count may be up to ${formatCount(missedMax)} too low.`;
  return wrapText(text, screen.columns, { first: indent, rest: indent });
}
