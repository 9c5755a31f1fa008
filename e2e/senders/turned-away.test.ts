import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf, type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { makeSignInFile, type SignInFile } from '../setup/sign-in-file.js';
import { type Send, sendByElasticClient, sendByOtlpProtobuf } from './npm-senders.js';
import { countedWithin, expectCounted, type Feed, makeFeed } from './sender-feed.js';
import { startSyslogNg, syslogNgRoot } from './syslog-daemons.js';

const recordsPerSender = 1_000;
/** So few may wait that the product is full soon after nothing is counted any more. */
const backlogMax = 60;
/** Fewer than any sender has batches. */
const placesLeft = 3;
let turnaway: RunningTurnaway;
beforeAll(async () => {
  turnaway = await runTurnaway({ TURNAWAY_MAX_BACKLOG_BATCHES: String(backlogMax) });
});
afterAll(() => turnaway.stop());

/** Senders that try again by themselves, for as long as it takes. */
const patient: readonly [name: string, send: Send][] = [
  ['patient OpenTelemetry exporter', sendByOtlpProtobuf],
  ['patient Elasticsearch client', sendByElasticClient],
];

test('senders that are turned away in the middle come back, and nothing is lost or counted twice', async () => {
  const workers = childrenOf(turnaway, 'apps/worker');
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  // All but a few of the places are taken, so that every sender is let in at first and turned away then.
  for (let n = 0; n < backlogMax - placesLeft; n++) await turnaway.ingest(`a line that nobody reads ${n}`);
  const feeds: [SignInFile, Feed][] = [];
  const sending = patient.map(async ([name, send]) => {
    const feed = await makeFeed(turnaway, name);
    const file = makeSignInFile(name, recordsPerSender);
    feeds.push([file, feed]);
    await send(file.lines, turnaway.url, feed.key);
  });
  const running = [];
  // Debian's rsyslog is not among them: its omelasticsearch drops what is answered with an error, whichever it is.
  if (syslogNgRoot !== null) {
    const feed = await makeFeed(turnaway, 'patient syslog-ng');
    const file = makeSignInFile('patient syslog-ng', recordsPerSender);
    feeds.push([file, feed]);
    running.push(await startSyslogNg(syslogNgRoot, file.lines, turnaway.url, feed.key));
  }
  try {
    await expect.poll(() => turnedAway(feeds.map(([, { id }]) => id)), countedWithin).toBe(true);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    await Promise.all(sending);
    for (const [file, feed] of feeds) await expectCounted(turnaway, file, feed);
  } finally {
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    for (const daemon of running) await daemon.stop();
  }
});

/** Was each of these feeds answered with 503? */
async function turnedAway(feedIds: readonly string[]): Promise<boolean> {
  for (const id of feedIds) {
    const path = `/api/ingest-requests?feed=${id}&limit=200`;
    const { items } = await turnaway.api<{ items: { status: number }[] }>(path);
    if (!items.some(({ status }) => status === 503)) return false;
  }
  return feedIds.length >= patient.length;
}
