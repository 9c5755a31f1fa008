import type { Feed, RejectRow } from '@turnaway/contracts/feeds';
import type { IngestRequest } from '@turnaway/contracts/ingest-requests';
import { gatherFindings } from '@turnaway/contracts/wire-findings';
import { rejectReasonLabels } from '@turnaway/contracts/words';
import { countOf, formatCount, formatLength, formatMinute } from '../numbers.js';
import { finding, ok } from './check-server.js';
import type { Check, Odd } from './doctor-report.js';

/** Events may be ahead of their arrival by this much: clocks are never quite equal. */
const aheadMaxSeconds = 60;
const dayMs = 24 * 3_600_000;

/**
 * What is right and wrong with a feed, by its state, its last requests (newest first), and the rejects of the newest
 * batch that has some.
 */
export function checkFeed(
  feed: Feed,
  requests: readonly IngestRequest[],
  rejects: readonly RejectRow[],
  now: Date,
): Check[] {
  return [
    ...switchedOff(feed, requests),
    freshness(feed, now),
    ...aheadOfTime(feed),
    ...refusedRequests(requests),
    ...unreadBatches(requests, rejects),
  ];
}

function switchedOff({ enabled }: Feed, requests: readonly IngestRequest[]): Check[] {
  if (enabled) return [];
  const text = 'switched off: it takes nothing';
  // A sender that still tries is told so again and again.
  return [
    requests.some(({ status }) => status === 410)
      ? finding('Feed', `${text}, and its sender still tries`)
      : { name: 'Feed', state: 'note', text },
  ];
}

function freshness({ newestEventAt, newestBatchAt, lagSeconds, silentSince }: Feed, now: Date): Check {
  if (silentSince !== null) {
    const since = formatLength(now.getTime() - Date.parse(silentSince));
    return finding(
      'Freshness',
      `silent for ${since}, since ${formatMinute(silentSince)} UTC, which is unusual for it`,
    );
  }
  if (newestBatchAt === null) return { name: 'Freshness', state: 'note', text: 'nothing has arrived yet' };
  const arrived = `last arrival ${formatMinute(newestBatchAt)} UTC`;
  if (newestEventAt === null)
    return { name: 'Freshness', state: 'note', text: `${arrived}, no sign-in in it so far` };
  const behind =
    lagSeconds === null || lagSeconds < 1 ? '' : `, ${formatLag(lagSeconds)} after the newest event in it`;
  return ok('Freshness', `${arrived}${behind}`);
}

function formatLag(seconds: number): string {
  return seconds < 120 ? countOf(seconds, 'second') : formatLength(seconds * 1_000);
}

function aheadOfTime({ lagSeconds }: Feed): Check[] {
  if (lagSeconds === null || lagSeconds > -aheadMaxSeconds) return [];
  return [
    finding(
      'Clock',
      `its newest event is ${formatLag(-lagSeconds)} ahead of its arrival: set the sender's clock by NTP, or the feed's time zone`,
    ),
  ];
}

/** Refusals by status; what is odd about a single request is told apart from these. */
function refusedRequests(requests: readonly IngestRequest[]): Check[] {
  const [newest] = requests;
  const refused = requests.filter(
    ({ status, notes }) => status >= 400 && notes.every(({ kind }) => kind === 'mended'),
  );
  const byStatus = new Map<number, number>();
  for (const { status } of refused) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return [...byStatus].map(([status, count]) => {
    const text = `${countOf(count, 'request')} of ${requests.length} answered with ${status}${
      status === 503 || status === 429 ? ' (too much at once: the sender has to try again)' : ''
    }`;
    return newest?.status === status
      ? finding('Answers', text)
      : { name: 'Answers', state: 'note', text: `${text}, none of late` };
  });
}

function unreadBatches(requests: readonly IngestRequest[], rejects: readonly RejectRow[]): Check[] {
  const batches = requests.flatMap(({ batch }) => (batch === null ? [] : [batch]));
  const failed = batches.filter(({ status }) => status === 'failed').length;
  const records = batches.reduce((sum, batch) => sum + batch.records, 0);
  const rejected = batches.reduce((sum, batch) => sum + batch.rejected, 0);
  const checks: Check[] = [];
  if (failed > 0) {
    const text = `${countOf(failed, 'batch', 'batches')} could not be read at all; Batches on the dashboard says why`;
    checks.push(finding('Batches', text));
  }
  if (rejected > 0) {
    const text = `${formatCount(rejected)} of ${countOf(records, 'record')} could not be read${whyRejected(rejects)}`;
    checks.push(finding('Records', text));
  }
  return checks;
}

/** The most frequent reason of some rejects; nothing of the records themselves. */
function whyRejected(rejects: readonly RejectRow[]): string {
  const counts = new Map<RejectRow['reason'], number>();
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const first = rejects.find(({ reason }) => reason === most?.[0]);
  if (first === undefined) return '';
  return `, mostly: ${rejectReasonLabels[first.reason]}. ${first.detail}`;
}

/** What is odd about requests (newest first), each thing once with its newest words; what is to be mended first. */
export function gatherOdd(requests: readonly IngestRequest[]): Odd[] {
  const stillSaid = new Set(newestOfSenders(requests).flatMap(({ notes }) => notes.map(({ code }) => code)));
  const found = [...gatherFindings(requests, 'to-mend'), ...gatherFindings(requests, 'mended')];
  return found
    .map(({ note, requests: count, lastAt }) => ({
      ...note,
      requests: count,
      lastAt,
      isStill: stillSaid.has(note.code),
    }))
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function newestOfSenders(requests: readonly IngestRequest[]): IngestRequest[] {
  const newest = new Map<string, IngestRequest>();
  for (const request of requests) {
    const sender = `${request.dialect} ${request.userAgent ?? ''}`;
    if (!newest.has(sender)) newest.set(sender, request);
  }
  return [...newest.values()];
}

function rankOf({ kind, isStill }: Odd): number {
  return isFinding({ kind, isStill }) ? 0 : kind === 'to-mend' ? 1 : 2;
}

/** Is it something to do at the sender? What it does no longer is not. */
export function isFinding({ kind, isStill }: Pick<Odd, 'kind' | 'isStill'>): boolean {
  return kind === 'to-mend' && isStill;
}

/** Requests of the last day whose key is none of this install's, by sender and key. */
export function checkStrangers(requests: readonly IngestRequest[], now: Date): Check[] {
  const recent = requests.filter(({ at }) => now.getTime() - Date.parse(at) <= dayMs);
  const groups = new Map<string, { first: IngestRequest; count: number }>();
  for (const request of recent) {
    const key = `${request.userAgent ?? ''}\n${request.keyPreview ?? ''}\n${request.status}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: request, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first, count }) => {
    const key =
      first.keyPreview === null ? 'without a key' : `with a key that begins with ${first.keyPreview}`;
    const sender = first.userAgent === null ? 'a sender without a name' : first.userAgent;
    const text = `${sender}, ${key}: ${countOf(count, 'request')}, last ${formatMinute(first.at)} UTC, answered with ${first.status}`;
    return first.status >= 400 ? finding('Sender', text) : { name: 'Sender', state: 'note', text };
  });
}
