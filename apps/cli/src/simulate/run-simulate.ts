import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { CliEnv } from '../env.js';
import { createRetryNotice } from '../send/retry-notice.js';
import { chooseTarget } from '../send/run-send.js';
import { sendBatches } from '../send/send-batches.js';
import { defaultBatchLimits, type RecordBatch } from '../send/split-records.js';
import { Trouble } from '../trouble.js';
import { batchEvents, type LiveClock } from './batch-events.js';
import { parseFlowShares } from './flows.js';
import { findIncidentProblem, parseIncident } from './parse-incident.js';
import { parseTime } from './parse-time.js';
import { simulateTraffic, type TrafficOptions } from './simulate-traffic.js';

/** The options of `turnaway simulate`, as the command line gives them. */
export interface SimulateCommandOptions {
  days?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  people?: number | undefined;
  rate?: number | undefined;
  failuresPerDay?: number | undefined;
  systems?: string | undefined;
  incident?: readonly string[] | undefined;
  seed?: string | undefined;
  out?: string | undefined;
  url?: string | undefined;
  key?: string | undefined;
  live?: boolean | undefined;
}

const dayMs = 86_400_000;
/** Beyond any run: live traffic ends when it is told to. */
const endOfLive = new Date('9999-01-01T00:00:00Z');

/**
 * `turnaway simulate`: writes made-up sign-in logs to a file or standard output, or sends them. Resolves with the
 * exit code: 0 done or stopped when asked, 1 sending failed. Throws Trouble (wrong use).
 */
export async function runSimulate(
  options: SimulateCommandOptions,
  env: CliEnv,
  stop: AbortSignal,
): Promise<number> {
  const traffic = readTrafficOptions(options, new Date());
  // Somebody who names a file wants a file, whatever the environment says.
  const sends = options.out === undefined && (options.url !== undefined || options.key !== undefined);
  const destination = sends ? chooseTarget(options, env) : null;
  const clock = options.live === true ? createLiveClock(stop) : undefined;
  const batches = batchEvents(untilStopped(simulateTraffic(traffic), stop), defaultBatchLimits, clock);
  if (destination === null) {
    const records = await writeBatches(batches, options.out ?? '-');
    if (options.out !== undefined && options.out !== '-') say(`${records} records written to ${options.out}`);
    return 0;
  }
  const outcome = await sendBatches(batches, {
    ingestUrl: destination.target.ingestUrl,
    key: destination.key,
    contentType: 'application/x-ndjson',
    parallel: 3,
    signal: stop,
    onRetry: createRetryNotice(say),
  });
  say(`${outcome.records} records sent in ${outcome.batches} batches to ${destination.target.baseUrl}`);
  if (outcome.failure === null) return 0;
  say(outcome.failure);
  return 1;
}

/** Reads the options into what the generator takes; `now` ends the time unless told. Throws Trouble (wrong use). */
export function readTrafficOptions(options: SimulateCommandOptions, now: Date): TrafficOptions {
  const span = readSpan(options, now);
  const shares = parseFlowShares(options.systems);
  if ('problem' in shares) throw new Trouble(`--systems: ${shares.problem}`, 2);
  const incidents = (options.incident ?? []).map((text) => {
    const incident = parseIncident(text);
    if ('problem' in incident) throw new Trouble(`--incident: ${incident.problem}`, 2);
    const problem = findIncidentProblem(incident, span, shares);
    if (problem !== null) throw new Trouble(`--${problem}`, 2);
    return incident;
  });
  if (options.rate !== undefined && options.failuresPerDay !== undefined) {
    throw new Trouble('--rate and --failures-per-day say the same thing; give one of them', 2);
  }
  return {
    seed: options.seed ?? 'turnaway',
    ...span,
    shares,
    incidents,
    ...(options.people === undefined ? {} : { people: options.people }),
    ...(options.rate === undefined ? {} : { recordsPerDay: options.rate }),
    ...(options.failuresPerDay === undefined ? {} : { failuresPerDay: options.failuresPerDay }),
  };
}

function readSpan(options: SimulateCommandOptions, now: Date): { from: Date; to: Date } {
  const from = readTime('--from', options.from);
  const to = readTime('--to', options.to);
  const live = options.live === true;
  if (live && to !== null) throw new Trouble('--live goes on until it is stopped; leave --to out', 2);
  const end = live ? endOfLive : (to ?? now);
  // Live traffic begins now, unless a past is asked for, which is then caught up with.
  const usualDays = live && options.days === undefined ? 0 : (options.days ?? 1);
  const start = from ?? new Date((live ? now : end).getTime() - usualDays * dayMs);
  if (start >= end) throw new Trouble('--from: expected a time before --to', 2);
  return { from: start, to: end };
}

function readTime(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = parseTime(text);
  if (time === null) throw new Trouble(`${option}: expected a time, such as 2026-11-23T09:00:00Z`, 2);
  return time;
}

async function writeBatches(batches: AsyncIterable<RecordBatch>, out: string): Promise<number> {
  let records = 0;
  const bodies = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const batch of batches) {
      records += batch.records;
      yield batch.body;
    }
  };
  const source = Readable.from(bodies(), { objectMode: false });
  if (out === '-') await pipeline(source, process.stdout, { end: false });
  else if (out.endsWith('.gz')) await pipeline(source, createGzip(), createWriteStream(out));
  else await pipeline(source, createWriteStream(out));
  return records;
}

function* untilStopped<T>(items: Iterable<T>, stop: AbortSignal): Generator<T, void, undefined> {
  for (const item of items) {
    if (stop.aborted) return;
    yield item;
  }
}

function createLiveClock(stop: AbortSignal): LiveClock {
  return {
    nowMs: () => Date.now(),
    isStopped: () => stop.aborted,
    async wait(delayMs) {
      try {
        // A timer takes no more than about 24 days; a quiet company may wait in two steps.
        await sleep(Math.min(delayMs, dayMs), undefined, { signal: stop });
      } catch (error) {
        if (!stop.aborted) throw error;
      }
    },
  };
}

function say(line: string): void {
  process.stderr.write(`turnaway: ${line}\n`);
}
