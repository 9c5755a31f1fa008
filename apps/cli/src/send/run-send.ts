import type { CliEnv } from '../env.js';
import { startProgress } from '../progress.js';
import { Trouble } from '../trouble.js';
import { describeInput } from './open-input.js';
import { readTotals } from './read-totals.js';
import { openResumeState } from './resume-state.js';
import { createRetryNotice } from './retry-notice.js';
import { sendFile } from './send-file.js';
import { defaultBatchLimits } from './split-records.js';
import { parseTarget, type Target } from './target.js';

/** The options of `turnaway send`, as the command line gives them. */
export interface SendCommandOptions {
  url?: string | undefined;
  key?: string | undefined;
  token?: string | undefined;
  restart?: boolean | undefined;
  parallel?: number | undefined;
  batchRecords?: number | undefined;
  batchBytes?: number | undefined;
}

const totalsTimeoutMs = 120_000;

/**
 * `turnaway send`: sends files one after the other and says what became of them. Resolves with the exit code: 0 all
 * sent (and, where an API token allows to ask, all taken), 1 something failed or was rejected. Throws Trouble.
 */
export async function runSend(
  files: readonly string[],
  options: SendCommandOptions,
  env: CliEnv,
): Promise<number> {
  const { target, key } = chooseTarget(options, env);
  const batchIds: string[] = [];
  for (const file of files) {
    const input = await describeInput(file);
    const progress = startProgress(input.name, input.sizeBytes);
    const outcome = await sendFile(input, {
      ingestUrl: target.ingestUrl,
      key,
      limits: {
        records: options.batchRecords ?? defaultBatchLimits.records,
        bytes: options.batchBytes ?? defaultBatchLimits.bytes,
      },
      parallel: options.parallel ?? 3,
      restart: options.restart ?? false,
      resume: openResumeState(input, target.ingestUrl),
      progress,
      onTaken: (batchId) => batchIds.push(batchId),
      onRetry: createRetryNotice(say),
    }).finally(() => progress.stop());
    if (outcome.resumedAt > 0)
      say(`${input.name}: went on where the last run stopped (--restart sends it all)`);
    const sent = `${plural(outcome.batches, 'batch', 'batches')}${
      outcome.form === 'ndjson' ? `, ${plural(outcome.records, 'record', 'records')}` : ''
    }`;
    if (outcome.failure !== null) {
      say(`${input.name}: ${outcome.failure}; ${sent} sent before. Run the same command to go on`);
      return 1;
    }
    process.stdout.write(`${input.name}: ${sent} sent\n`);
  }
  return reportTotals(batchIds, target, options.token ?? env.TURNAWAY_API_TOKEN);
}

/** Where to send and with which key: from the options, else from the environment. Throws Trouble (wrong use). */
export function chooseTarget(
  options: { url?: string | undefined; key?: string | undefined },
  env: CliEnv,
): { target: Target; key: string } {
  const address = options.url ?? env.TURNAWAY_URL;
  if (address === undefined) throw new Trouble('where to? Give --url, or set TURNAWAY_URL', 2);
  const target = parseTarget(address);
  if (target === null) throw new Trouble('--url: expected an http or https address without a password', 2);
  const key = options.key ?? env.TURNAWAY_INGEST_KEY;
  if (key === undefined || key === '') {
    throw new Trouble('no ingest key: give --key, or set TURNAWAY_INGEST_KEY', 2);
  }
  return { target, key };
}

async function reportTotals(
  batchIds: readonly string[],
  target: Target,
  token: string | undefined,
): Promise<number> {
  if (batchIds.length === 0) return 0;
  if (token === undefined) {
    process.stdout.write(
      `What was accepted and rejected is on ${target.baseUrl}, or here with --token or TURNAWAY_API_TOKEN.\n`,
    );
    return 0;
  }
  const totals = await readTotals(batchIds, { baseUrl: target.baseUrl, token, timeoutMs: totalsTimeoutMs });
  if ('problem' in totals) {
    say(`everything was sent, but ${totals.problem}`);
    return 1;
  }
  const parts = [
    `${totals.accepted} accepted`,
    `${totals.duplicates} duplicates`,
    `${totals.rejected} rejected`,
    ...(totals.failedBatches > 0 ? [`${plural(totals.failedBatches, 'batch', 'batches')} unreadable`] : []),
    ...(totals.unfinishedBatches > 0
      ? [`${plural(totals.unfinishedBatches, 'batch', 'batches')} not counted yet`]
      : []),
  ];
  process.stdout.write(`${parts.join(', ')}\n`);
  return totals.rejected > 0 || totals.failedBatches > 0 ? 1 : 0;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function say(line: string): void {
  process.stderr.write(`turnaway: ${line}\n`);
}
