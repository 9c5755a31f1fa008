import { analyzeBatch } from '@turnaway/analyzer';
import { describeSystemError, Trouble } from '../trouble.js';
import type { LogFile } from './input/find-inputs.js';
import { NotALog, openLog } from './input/open-log.js';
import type { AnalysisReport } from './report/analysis-report.js';
import { formLabels } from './split/form-of.js';
import { splitLog } from './split/split-log.js';
import type { Tally } from './tally/tally.js';

/** How the logs are to be read. */
export interface ReadOptions {
  /** The system that wrote them; `null` to tell by their shape. */
  system: string | null;
  timeZone: string;
  now: Date;
  onRead: (bytes: number) => void;
  onRecords: (records: number) => void;
}

/** What became of one file. */
export type FileOutcome = AnalysisReport['files'][number] & {
  /** Somebody asked for this very file, and it was not read, or not to its end. */
  isFailure: boolean;
};

/** No record of a sign-in is older; what is was written by a clock that was not set. */
const acceptFrom = new Date('1995-01-01T00:00:00Z');
const aheadMaxMs = 24 * 3_600_000;

/**
 * Reads one log to its end into the tally, a piece at a time. A file that can't be read, or is no log, is an outcome
 * with its problem; what was read before stays counted. Rejects only for a bug.
 */
export async function readLog(file: LogFile, tally: Tally, options: ReadOptions): Promise<FileOutcome> {
  const outcome: FileOutcome = {
    name: file.name,
    form: null,
    bytes: 0,
    records: 0,
    signIns: 0,
    rejected: 0,
    problem: null,
    isFailure: false,
  };
  const before = tally.records;
  try {
    const { form, chunks } = await openLog(file, (bytes) => {
      outcome.bytes += bytes;
      options.onRead(bytes);
    });
    outcome.form = formLabels[form];
    for await (const bytes of splitLog(chunks, form)) {
      const facts = analyzeBatch({
        bytes,
        hint: options.system,
        receivedAt: file.modifiedMs === null ? options.now : new Date(file.modifiedMs),
        timeZone: options.timeZone,
        acceptFrom,
        acceptUntil: new Date(options.now.getTime() + aheadMaxMs),
      });
      tally.add(facts, file.name, outcome.records);
      outcome.records += facts.records;
      outcome.signIns += facts.events.length;
      outcome.rejected += facts.rejects.length;
      options.onRecords(tally.records);
    }
    if (tally.records === before) outcome.problem = 'holds no record';
  } catch (error) {
    const problem = error instanceof Trouble ? error.message : describeSystemError(error);
    if (problem === null) throw error;
    outcome.problem = problem;
    outcome.isFailure = file.isNamed || !(error instanceof NotALog);
  }
  return outcome;
}
