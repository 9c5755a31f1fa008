import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, causeLabels, outcomeLabels, sourceLabels } from '@turnaway/contracts/words';
import { countOf } from '../../numbers.js';
import { paint, type Screen } from '../../screen.js';
import type { AnalysisReport, CodeRow } from '../report/analysis-report.js';
import { countLine, indent, nameOfList, title, underCount } from './layout.js';

const shownUnknownMax = 20;
/** What may be pasted into a shell as it is; a code out of a log may be anything. */
const safeWord = /^[\w./#:-]+$/;

/** The codes with the most failures: what each means, and whose move it is. */
export function codeLines({ codes }: AnalysisReport, screen: Screen): string[] {
  if (codes.total === 0) return [];
  const example = codes.items.find((row) => row.known && safeWord.test(formatErrorCode(row)));
  return [
    title(nameOfList('Top codes', codes.items.length, codes.total), screen),
    paint(screen, 'dim', countLine('failed', 'meaning', screen)),
    ...codes.items.flatMap((row) => [
      countLine(row.failures, row.title, screen),
      underCount(`${formatErrorCode(row)} · ${classOf(row)}`, screen),
      underCount(`move: ${actorLabels[row.actor]} · ${whomItHits(row)}`, screen),
    ]),
    ...(example === undefined
      ? []
      : ['', `${indent}What to do: turnaway explain ${formatErrorCode(example)}`]),
  ];
}

function classOf(row: CodeRow): string {
  const cause = row.cause === null ? outcomeLabels[row.outcome] : causeLabels[row.cause];
  const doubt = row.known ? (row.isUnconfirmed ? ' · unconfirmed' : '') : ' · not in the catalog';
  return `${cause} · ${sourceLabels[row.source]}${doubt}`;
}

function whomItHits({ people, apps, topApp }: CodeRow): string {
  const whom = countOf(people, 'person', 'people');
  if (topApp === null) return whom;
  return `${whom} · ${topApp}${apps > 1 ? ` and ${countOf(apps - 1, 'more app')}` : ''}`;
}

/** Steps of the flow by design, which are in no rate. */
export function promptLines({ interrupts }: AnalysisReport, screen: Screen): string[] {
  if (interrupts.total === 0) return [];
  return [
    title(nameOfList('Prompts, in no rate', interrupts.items.length, interrupts.total), screen),
    ...interrupts.items.map((row) => countLine(row.events, `${row.title} · ${formatErrorCode(row)}`, screen)),
  ];
}

/** Codes that the catalog lacks, by name, with what their system says and what comes nearest. */
export function unknownLines({ unknownCodes, totals }: AnalysisReport, screen: Screen): string[] {
  if (unknownCodes.length === 0) return [];
  const shown = unknownCodes.slice(0, shownUnknownMax);
  return [
    title(nameOfList('Codes that the catalog does not have', shown.length, totals.unknownCodes), screen),
    ...shown.flatMap(({ events, reasonTexts, nearest, outcome, ...code }) => {
      const [text] = reasonTexts;
      const [near] = nearest;
      return [
        countLine(events, `${formatErrorCode(code)} · ${outcomeLabels[outcome].toLowerCase()}`, screen),
        ...(text === undefined ? [] : [underCount(`"${text}"`, screen)]),
        ...(near === undefined
          ? []
          : [underCount(`nearest: ${formatErrorCode(near)}, ${near.title}`, screen)]),
      ];
    }),
  ];
}
