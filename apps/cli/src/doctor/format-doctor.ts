import { wrapText } from '../explain/wrap-text.js';
import { countOf, formatBytes, formatCount, formatMinute } from '../numbers.js';
import { printable } from '../printable.js';
import { cutTo, fill, paint, type Screen, type Tone } from '../screen.js';
import { isFinding } from './check-feed.js';
import type { Check, DoctorReport, FeedReport, Odd, SeenRequest } from './doctor-report.js';

const nameWidth = 14;
const markWidth = 6;
const marks: Readonly<Record<Check['state'], { word: string; tone: Tone }>> = {
  ok: { word: 'ok', tone: 'green' },
  note: { word: 'note', tone: 'cyan' },
  finding: { word: 'mend', tone: 'red' },
  unseen: { word: '?', tone: 'yellow' },
};

/** The doctor's report as text for a terminal. */
export function formatDoctor(report: DoctorReport, screen: Screen): string {
  const sections = [
    [
      paint(
        screen,
        'bold',
        cutTo(`Turnaway at ${report.url}, ${formatMinute(report.at)} UTC`, screen.columns),
      ),
    ],
    section('Install', checkLines(report.install, screen), screen),
    ...report.feeds.map((feed) => feedLines(feed, screen)),
    report.strangers.length === 0
      ? []
      : section('Senders that no feed knows, in the last day', checkLines(report.strangers, screen), screen),
    [summary(report)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[], screen: Screen): string[] {
  return [paint(screen, 'bold', cutTo(title, screen.columns)), ...lines];
}

function checkLines(checks: readonly Check[], screen: Screen): string[] {
  return checks.flatMap(({ name, state, text }) =>
    marked(state, fill(name, nameWidth) + printable(text), nameWidth, screen),
  );
}

/** Lines that begin with a mark; what is wrapped stands below the text, `inner` columns in. */
function marked(state: Check['state'], text: string, inner: number, screen: Screen): string[] {
  const { word, tone } = marks[state];
  const lead = `  ${word.padEnd(markWidth)}`;
  const [first = '', ...rest] = wrapText(text.slice(inner), screen.columns, {
    first: lead + text.slice(0, inner),
    rest: ' '.repeat(lead.length + inner),
  });
  return [`  ${paint(screen, tone, word.padEnd(markWidth))}${first.slice(lead.length)}`, ...rest].map(
    (line) => line.trimEnd(),
  );
}

function feedLines(feed: FeedReport, screen: Screen): string[] {
  const odd = feed.odd.flatMap((one) => marked(stateOf(one), `${one.text} ${howOften(one)}`, 0, screen));
  return section(
    `Feed ${feed.name}`,
    [
      ...checkLines(feed.checks, screen),
      ...odd,
      ...(feed.odd.some(isFinding) ? [`  How to set its sender up: ${feed.page}`] : []),
      ...requestLines(feed.requests, screen),
    ],
    screen,
  );
}

function stateOf(odd: Odd): Check['state'] {
  if (isFinding(odd)) return 'finding';
  return odd.kind === 'mended' ? 'ok' : 'note';
}

function howOften({ code, kind, isStill, requests, lastAt }: Odd): string {
  const over = kind === 'to-mend' && !isStill ? ', no more since' : '';
  return `(${kind === 'mended' ? 'mended here, ' : ''}${code}, ${countOf(requests, 'request')}, last ${formatMinute(lastAt)}${over})`;
}

const widths = { time: 21, dialect: 14, size: 10, answer: 8 } as const;
const fixedWidth = 2 + widths.time + widths.dialect + widths.size + widths.answer + 2;
const recordsWidth = 34;
/** Where less is left for the sender's name, it has a line of its own. */
const senderWidthMin = 16;

function requestLines(requests: readonly SeenRequest[], screen: Screen): string[] {
  if (requests.length === 0) return [];
  const left = screen.columns - fixedWidth - recordsWidth;
  const senderWidth = left >= senderWidthMin ? left : 0;
  const line = (cells: {
    time: string;
    sender: string;
    dialect: string;
    size: string;
    answer: string;
    records: string;
  }) =>
    [
      `  ${fill(cells.time, widths.time)}`,
      senderWidth === 0 ? '' : fill(cells.sender, senderWidth),
      fill(cells.dialect, widths.dialect),
      fill(cells.size, widths.size, 'right'),
      fill(cells.answer, widths.answer, 'right'),
      `  ${cutTo(cells.records, screen.columns - fixedWidth - senderWidth)}`,
    ]
      .join('')
      .trimEnd();
  const head = {
    time: 'time (UTC)',
    sender: 'sender',
    dialect: 'dialect',
    size: 'size',
    answer: 'answer',
    records: 'records',
  };
  return [
    paint(screen, 'dim', line(head)),
    ...requests.flatMap((request) => [
      line({
        time: `${request.at.slice(0, 10)} ${request.at.slice(11, 19)}`,
        sender: request.sender ?? '',
        dialect: request.dialect,
        size: formatBytes(request.bytes),
        answer: String(request.status),
        records: recordWords(request),
      }),
      ...(senderWidth > 0 || request.sender === null
        ? []
        : [paint(screen, 'dim', `    ${cutTo(request.sender, screen.columns - 4)}`)]),
    ]),
  ];
}

function recordWords({ records }: SeenRequest): string {
  if (records === null) return '';
  const { accepted, duplicates, rejected, skipped } = records;
  return [
    `${formatCount(accepted)} new`,
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(duplicates > 0 ? [`${formatCount(duplicates)} known`] : []),
    ...(skipped > 0 ? [`${formatCount(skipped)} other`] : []),
  ].join(', ');
}

function summary({ findings, unseen }: DoctorReport): string {
  const found = findings === 0 ? 'Nothing to mend.' : `${countOf(findings, 'thing')} to mend.`;
  return unseen === 0 ? found : `${found} ${countOf(unseen, 'thing')} could not be looked at.`;
}
