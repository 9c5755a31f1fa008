import { access, constants, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readableSystems } from '@turnaway/analyzer';
import { printable, printableJson } from '../printable.js';
import { startProgress } from '../progress.js';
import { screenOf } from '../screen.js';
import { parseTime } from '../simulate/parse-time.js';
import { Trouble } from '../trouble.js';
import { formatPage } from './html/format-page.js';
import { findInputs, type LogFile } from './input/find-inputs.js';
import { type FileOutcome, readLog } from './read-logs.js';
import type { AnalysisReport } from './report/analysis-report.js';
import { makeReport } from './report/make-report.js';
import { type Period, Tally } from './tally/tally.js';
import { formatReport } from './terminal/format-report.js';

/** The options of `turnaway analyze`, as the command line gives them. */
export interface AnalyzeCommandOptions {
  json?: boolean | undefined;
  html?: string | undefined;
  system?: string | undefined;
  timeZone?: string | undefined;
  top?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** False to show stand-ins for people and addresses. */
  names?: boolean | undefined;
}

const topDefault = 10;

/**
 * `turnaway analyze`: reads logs on this machine and reports on them; sends nothing anywhere. Resolves with the exit
 * code: 0 done, 1 no sign-in was found, or a file could not be read. Throws Trouble: wrong use, or the page could
 * not be written.
 */
export async function runAnalyze(
  names: readonly string[],
  options: AnalyzeCommandOptions,
  now = new Date(),
): Promise<number> {
  const { system, timeZone, period } = readOptions(options);
  // A large log takes minutes: what would fail at its end is found out before.
  if (options.html !== undefined) await access(path.dirname(options.html), constants.W_OK);
  const files = await findInputs(names);
  const tally = new Tally(period);
  const outcomes = await readAll(files, tally, { system, timeZone, now });
  for (const { name, problem, isFailure } of outcomes) if (isFailure) say(`${name}: ${problem ?? ''}`);

  const report = makeReport(tally, outcomes.map(toReportFile), {
    madeAt: now,
    timeZone,
    period,
    top: options.top ?? topDefault,
    hideNames: options.names === false,
  });
  if (options.html !== undefined) await writePage(options.html, report);
  if (options.json === true) process.stdout.write(`${printableJson(report)}\n`);
  else if (options.html === undefined) process.stdout.write(formatReport(report, screenOf(process.stdout)));
  if (report.totals.signIns === 0) say(whyNothing(report));
  return report.totals.signIns === 0 || outcomes.some(({ isFailure }) => isFailure) ? 1 : 0;
}

function readOptions({ system, timeZone = 'UTC', from, to }: AnalyzeCommandOptions): {
  system: string | null;
  timeZone: string;
  period: Period;
} {
  if (system !== undefined && !readableSystems.includes(system)) {
    throw new Trouble(`--system: expected one of ${readableSystems.join(', ')}`, 2);
  }
  if (!isTimeZone(timeZone)) {
    throw new Trouble(
      '--time-zone: expected the name of a zone, such as Europe/Berlin or America/Chicago',
      2,
    );
  }
  const period = { from: readTime('--from', from), to: readTime('--to', to) };
  if (period.from !== null && period.to !== null && period.from >= period.to) {
    throw new Trouble('--to: expected a time after --from', 2);
  }
  return { system: system ?? null, timeZone, period };
}

function readTime(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const time = parseTime(text);
  if (time === null) {
    throw new Trouble(`${option}: expected a date or a time, such as 2026-03-01 or 2026-03-01T08:00Z`, 2);
  }
  return time.toISOString();
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

async function readAll(
  files: readonly LogFile[],
  tally: Tally,
  options: { system: string | null; timeZone: string; now: Date },
): Promise<FileOutcome[]> {
  const sizes = files.map(({ sizeBytes }) => sizeBytes);
  const total = sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
  const progress = startProgress(
    files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`,
    total,
  );
  const outcomes: FileOutcome[] = [];
  try {
    for (const file of files) {
      outcomes.push(
        await readLog(file, tally, {
          ...options,
          onRead: progress.advance,
          onRecords: progress.records,
        }),
      );
    }
  } finally {
    progress.stop();
  }
  return outcomes;
}

function toReportFile({ isFailure: _, ...file }: FileOutcome): AnalysisReport['files'][number] {
  return file;
}

async function writePage(file: string, report: AnalysisReport): Promise<void> {
  const page = await formatPage(report);
  // It holds names of people.
  await writeFile(file, page, { mode: 0o600 });
  say(`the page is in ${file}`);
}

function whyNothing({ totals }: AnalysisReport): string {
  if (totals.files === 0) return 'there is no file in there';
  if (totals.records === 0) return 'no record was found';
  if (totals.outsidePeriod > 0) return 'no sign-in was found in the period that --from and --to give';
  if (totals.rejected > 0) {
    return 'no sign-in was found; if you know the system that wrote the log, name it with --system';
  }
  return 'no sign-in was found: the records are about something else';
}

function say(line: string): void {
  process.stderr.write(`turnaway: ${printable(line)}\n`);
}
