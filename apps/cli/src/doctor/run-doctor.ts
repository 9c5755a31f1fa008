import { readFileSync } from 'node:fs';
import { pageOf } from '@turnaway/contracts';
import { type Feed, feedSchema, type RejectRow, rejectSchema } from '@turnaway/contracts/feeds';
import { type IngestRequest, ingestRequestSchema } from '@turnaway/contracts/ingest-requests';
import { z } from 'zod';
import type { CliEnv } from '../env.js';
import { printableJson } from '../printable.js';
import { screenOf } from '../screen.js';
import { parseTarget } from '../send/target.js';
import { readStartEnv, type StartEnv } from '../start/env.js';
import { Trouble } from '../trouble.js';
import { type Asking, askServer } from './ask-server.js';
import { checkFeed, checkStrangers, gatherOdd, isFinding } from './check-feed.js';
import { checkMachine } from './check-machine.js';
import { checkServer } from './check-server.js';
import {
  type Check,
  type DoctorReport,
  doctorFormat,
  type FeedReport,
  type SeenRequest,
} from './doctor-report.js';
import { formatDoctor } from './format-doctor.js';

/** The options of `turnaway doctor`, as the command line gives them. */
export interface DoctorCommandOptions {
  url?: string | undefined;
  token?: string | undefined;
  feed?: string | undefined;
  requests?: number | undefined;
  json?: boolean | undefined;
}

const requestsShownDefault = 5;
/** How many of a feed's requests are looked at, however few are shown. */
const requestsRead = 100;
const feedsMax = 200;
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const ownVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;

/**
 * `turnaway doctor`: looks at an install and at what its senders sent of late. Resolves with the exit code: 0 all is
 * well, 1 there is something to mend, or something that could not be looked at. Throws Trouble (wrong use).
 */
export async function runDoctor(
  options: DoctorCommandOptions,
  env: CliEnv,
  now = () => new Date(),
): Promise<number> {
  const settings = readStartEnv();
  const baseUrl = chooseBaseUrl(options.url ?? env.TURNAWAY_URL, settings);
  const asking: Asking = { baseUrl, token: options.token ?? env.TURNAWAY_API_TOKEN ?? null };
  const server = await checkServer(asking, ownVersion, now);
  const install = [...server.checks, ...(await machineChecks(baseUrl, settings))];
  const feeds: FeedReport[] = [];
  const strangers: Check[] = [];
  if (server.isUp && asking.token === null) {
    install.push(unseen('Feeds', 'give --token, or set TURNAWAY_API_TOKEN: tokens are made under Settings'));
  } else if (server.isUp) {
    const read = await readFeeds(asking, options.feed);
    if ('problem' in read) {
      install.push(unseen('Feeds', read.problem));
    } else {
      const shown = options.requests ?? requestsShownDefault;
      for (const feed of read.feeds) feeds.push(await reportOnFeed(asking, feed, shown, now()));
      if (options.feed === undefined) strangers.push(...(await lookForStrangers(asking, now())));
    }
  }
  const report = countUp({ at: now().toISOString(), url: baseUrl, install, feeds, strangers });
  process.stdout.write(
    options.json === true ? `${printableJson(report)}\n` : formatDoctor(report, screenOf(process.stdout)),
  );
  return report.findings + report.unseen > 0 ? 1 : 0;
}

/** What was asked for, else the install that would be started here. */
function chooseBaseUrl(address: string | undefined, settings: ReturnType<typeof readStartEnv>): string {
  if (address === undefined) return `http://localhost:${settings.ok ? settings.env.PORT : 3_000}`;
  const target = parseTarget(address);
  if (target === null) throw new Trouble('--url: expected an http or https address without a password', 2);
  return target.baseUrl;
}

/** Settings, disk and engines are this machine's: they say nothing about a server elsewhere. */
async function machineChecks(
  baseUrl: string,
  settings: { ok: true; env: StartEnv } | { ok: false; lines: string[] },
): Promise<Check[]> {
  if (!loopback.test(new URL(baseUrl).hostname)) return [];
  if (settings.ok) return checkMachine(settings.env);
  return settings.lines.map((text) => ({ name: 'Settings', state: 'finding' as const, text }));
}

async function readFeeds(
  asking: Asking,
  wanted: string | undefined,
): Promise<{ feeds: Feed[] } | { problem: string }> {
  const page = await askServer(asking, `/api/feeds?limit=${feedsMax}`, pageOf(feedSchema));
  if (!page.ok) return { problem: page.problem };
  if (wanted === undefined) return { feeds: page.value.items };
  const feeds = page.value.items.filter(({ id, name }) => id === wanted || name === wanted);
  if (feeds.length === 0)
    throw new Trouble(`--feed: expected the name or id of a feed; there is no ${wanted}`, 2);
  return { feeds };
}

async function reportOnFeed(asking: Asking, feed: Feed, shown: number, now: Date): Promise<FeedReport> {
  const about = { id: feed.id, name: feed.name, page: `${asking.baseUrl}/feeds/${feed.id}` };
  const read = await readRequests(asking, `feed=${encodeURIComponent(feed.id)}`);
  if ('problem' in read) {
    return { ...about, checks: [unseen('Requests', read.problem)], odd: [], requests: [] };
  }
  const { requests } = read;
  return {
    ...about,
    checks: checkFeed(feed, requests, await readNewestRejects(asking, requests), now),
    odd: gatherOdd(requests),
    requests: requests.slice(0, shown).map(toSeenRequest),
  };
}

/** The rejects of the newest batch that has some; none where they are gone by now. */
async function readNewestRejects(asking: Asking, requests: readonly IngestRequest[]): Promise<RejectRow[]> {
  const batch = requests.find((request) => (request.batch?.rejected ?? 0) > 0)?.batch;
  if (batch === undefined || batch === null) return [];
  const page = await askServer(asking, `/api/batches/${batch.id}/rejects?limit=200`, pageOf(rejectSchema));
  return page.ok ? page.value.items : [];
}

function toSeenRequest({ at, userAgent, dialect, path, bytes, status, batch }: IngestRequest): SeenRequest {
  const counts = batch?.status === 'done' ? batch : null;
  return {
    at,
    sender: userAgent,
    dialect,
    path,
    bytes,
    records:
      counts === null
        ? null
        : {
            accepted: counts.accepted,
            duplicates: counts.duplicates,
            rejected: counts.rejected,
            skipped: counts.skipped,
          },
    status,
  };
}

async function lookForStrangers(asking: Asking, now: Date): Promise<Check[]> {
  const read = await readRequests(asking, 'unattributed=true');
  return 'problem' in read ? [unseen('Senders', read.problem)] : checkStrangers(read.requests, now);
}

async function readRequests(
  asking: Asking,
  filter: string,
): Promise<{ requests: IngestRequest[] } | { problem: string }> {
  const path = `/api/ingest-requests?${filter}&limit=${requestsRead}`;
  const page = await askServer(asking, path, pageOf(ingestRequestSchema));
  return page.ok ? { requests: page.value.items } : { problem: page.problem };
}

function unseen(name: string, text: string): Check {
  return { name, state: 'unseen', text };
}

function countUp(report: Omit<DoctorReport, 'format' | 'findings' | 'unseen'>): DoctorReport {
  const checks = [...report.install, ...report.strangers, ...report.feeds.flatMap((feed) => feed.checks)];
  const odd = report.feeds.flatMap((feed) => feed.odd.filter(isFinding));
  return {
    format: doctorFormat,
    ...report,
    findings: checks.filter(({ state }) => state === 'finding').length + odd.length,
    unseen: checks.filter(({ state }) => state === 'unseen').length,
  };
}
