import { afterAll, beforeAll, test } from 'vitest';
import { type RunningTurnaway, runTurnaway } from '../setup/run-turnaway.js';
import { makeSignInFile } from '../setup/sign-in-file.js';
import {
  type Send,
  sendByElasticClient,
  sendByHec,
  sendByOtlpJson,
  sendByOtlpProtobuf,
  sendByPinoLoki,
} from './npm-senders.js';
import { expectCounted, makeFeed } from './sender-feed.js';
import { rsyslogRoot, startRsyslog, startSyslogNg, syslogNgRoot } from './syslog-daemons.js';

const recordsPerSender = 1_000;
let turnaway: RunningTurnaway;
beforeAll(async () => {
  turnaway = await runTurnaway();
});
afterAll(() => turnaway.stop());

const senders: readonly [name: string, send: Send][] = [
  ['OpenTelemetry exporter, JSON', sendByOtlpJson],
  ['OpenTelemetry exporter, protobuf', sendByOtlpProtobuf],
  ['Splunk logger', sendByHec],
  ['Elasticsearch client', sendByElasticClient],
  ['Pino to Loki', sendByPinoLoki],
];

test.each(senders)('what %s sends is counted, each record once', async (name, send) => {
  const feed = await makeFeed(turnaway, name);
  const file = makeSignInFile(name, recordsPerSender);
  await send(file.lines, turnaway.url, feed.key);
  await expectCounted(turnaway, file, feed);
});

const daemons = [
  ['syslog-ng', syslogNgRoot, startSyslogNg],
  ['rsyslog', rsyslogRoot, startRsyslog],
] as const;

for (const [name, root, start] of daemons) {
  test.skipIf(root === null)(`what ${name} sends is counted, each record once`, async () => {
    const feed = await makeFeed(turnaway, name);
    const file = makeSignInFile(name, recordsPerSender);
    const daemon = await start(root ?? '', file.lines, turnaway.url, feed.key);
    await expectCounted(turnaway, file, feed).finally(() => daemon.stop());
  });
}
