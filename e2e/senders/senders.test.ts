import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf, type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { countedByCode, makeSignInFile, type SignInFile } from '../setup/sign-in-file.js';
import {
  type Send,
  sendByElasticClient,
  sendByHec,
  sendByOtlpJson,
  sendByOtlpProtobuf,
  sendByPinoLoki,
} from './npm-senders.js';
import { rsyslogRoot, startRsyslog, startSyslogNg, syslogNgRoot } from './syslog-daemons.js';

const recordsPerSender = 1_000;
const backlogMax = 60;
/** Fewer than any sender has batches. */
const placesLeft = 3;
const countedWithin = { timeout: 90_000, interval: 250 };
let turnaway: RunningTurnaway;
beforeAll(async () => {
  // So few may wait that the product is full soon after nothing is counted any more.
  turnaway = await runTurnaway({ TURNAWAY_MAX_BACKLOG_BATCHES: String(backlogMax) });
});
afterAll(() => turnaway.stop());

interface Feed {
  id: string;
  key: string;
}

/** A feed for one sender, so that what it sent can be told from the rest. */
async function makeFeed(name: string): Promise<Feed> {
  const post = <Answer>(path: string, body: object) =>
    turnaway.api<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
  const { id } = await post<{ id: string }>('/api/feeds', { name });
  const { key } = await post<{ key: string }>('/api/ingest-keys', { feedId: id });
  return { id, key };
}

/** Every line of the file is counted once, and nothing else came in. */
async function expectCounted(file: SignInFile, { id }: Feed): Promise<void> {
  await expect.poll(() => countedByCode(turnaway, file, id), countedWithin).toEqual(file.byCode);
  const { items } = await turnaway.api<{ items: { status: string; rejected: number; skipped: number }[] }>(
    `/api/batches?feed=${id}&limit=200`,
  );
  expect(
    items.filter(({ status, rejected, skipped }) => status === 'failed' || rejected + skipped > 0),
  ).toEqual([]);
}

const senders: readonly [name: string, send: Send][] = [
  ['OpenTelemetry exporter, JSON', sendByOtlpJson],
  ['OpenTelemetry exporter, protobuf', sendByOtlpProtobuf],
  ['Splunk logger', sendByHec],
  ['Elasticsearch client', sendByElasticClient],
  ['Pino to Loki', sendByPinoLoki],
];

test.each(senders)('what %s sends is counted, each record once', async (name, send) => {
  const feed = await makeFeed(name);
  const file = makeSignInFile(name, recordsPerSender);
  await send(file.lines, turnaway.url, feed.key);
  await expectCounted(file, feed);
});

const daemons = [
  ['syslog-ng', syslogNgRoot, startSyslogNg],
  ['rsyslog', rsyslogRoot, startRsyslog],
] as const;

for (const [name, root, start] of daemons) {
  test.skipIf(root === null)(`what ${name} sends is counted, each record once`, async () => {
    const feed = await makeFeed(name);
    const file = makeSignInFile(name, recordsPerSender);
    const daemon = await start(root ?? '', file.lines, turnaway.url, feed.key);
    await expectCounted(file, feed).finally(() => daemon.stop());
  });
}

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
    const feed = await makeFeed(name);
    const file = makeSignInFile(name, recordsPerSender);
    feeds.push([file, feed]);
    await send(file.lines, turnaway.url, feed.key);
  });
  const running = [];
  // Debian's rsyslog is not among them: its omelasticsearch drops what is answered with an error, whichever it is.
  if (syslogNgRoot !== null) {
    const feed = await makeFeed('patient syslog-ng');
    const file = makeSignInFile('patient syslog-ng', recordsPerSender);
    feeds.push([file, feed]);
    running.push(await startSyslogNg(syslogNgRoot, file.lines, turnaway.url, feed.key));
  }
  try {
    await expect.poll(() => turnedAway(feeds.map(([, { id }]) => id)), countedWithin).toBe(true);
    for (const pid of workers) process.kill(pid, 'SIGCONT');
    await Promise.all(sending);
    for (const [file, feed] of feeds) await expectCounted(file, feed);
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
