import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';

interface BatchAnswer {
  status: string;
  records: number;
  accepted: number;
  rejected: number;
  failure: string | null;
}

let turnaway: RunningTurnaway;
beforeAll(async () => {
  turnaway = await runTurnaway();
});
afterAll(() => turnaway?.stop());

let number = 0;
/** A sign-in that can be read, unlike any other. */
function good(): string {
  number += 1;
  return JSON.stringify({
    time: new Date(Date.now() - 60_000).toISOString(),
    category: 'SignInLogs',
    operationName: 'Sign-in activity',
    resultType: '50126',
    correlationId: `good-${number}`,
    properties: { id: `good-${number}`, userPrincipalName: 'ada@example.com', appDisplayName: 'Payroll' },
  });
}

async function outcomeOf(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const batchId = await turnaway.ingest(body, headers);
  await turnaway.counted([batchId]);
  const batch = await turnaway.api<BatchAnswer>(`/api/batches/${batchId}`);
  const { items } = await turnaway.api<{ items: { reason: string }[] }>(`/api/batches/${batchId}/rejects`);
  return { batch, reasons: items.map(({ reason }) => reason) };
}

test.each([
  ['a record nested 100 deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 'too_deep'],
  ['a line of 5 MB', `{"time":"2026-01-01T00:00:00Z","filler":"${'x'.repeat(5_000_000)}"}`, 'too_large'],
  ['a line that is no JSON', '{"time": ', 'not_json'],
  ['a record of nobody', '{"hello":"world"}', 'unknown_system'],
  [
    'a record without a time',
    '{"category":"SignInLogs","operationName":"Sign-in activity","resultType":"0","properties":{"id":"1"}}',
    'missing_time',
  ],
])('%s is rejected with its reason, and its neighbors are counted', async (_name, line, reason) => {
  const { batch, reasons } = await outcomeOf([good(), line, good()].join('\n'));
  expect(batch).toMatchObject({ status: 'done', records: 3, accepted: 2, rejected: 1 });
  expect(reasons).toEqual([reason]);
});

test('bytes that are no UTF-8 cost their own record alone', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${good()}\n{"time":"`),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
    Buffer.from(`"}\n${good()}\n`),
  ]);
  const { batch, reasons } = await outcomeOf(bytes);
  expect(batch).toMatchObject({ status: 'done', accepted: 2, rejected: 1 });
  expect(reasons).toEqual(['invalid_utf8']);
});

test('keys that would change what objects are change nothing', async () => {
  const poisoned = good().replace(
    '{',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
  );
  const { batch } = await outcomeOf([poisoned, good()].join('\n'));
  expect(batch).toMatchObject({ status: 'done', accepted: 2, rejected: 0 });
});

test('a decompression bomb ends its batch, and nothing else', async () => {
  const { batch } = await outcomeOf(gzipSync(Buffer.alloc(200_000_000, 0x20)), {
    'content-encoding': 'gzip',
  });
  expect(batch).toMatchObject({ status: 'failed', failure: 'unpacked_too_large' });
});

test('a truncated gzip ends its batch as failed, with its reason', async () => {
  const whole = gzipSync(`${good()}\n`.repeat(50));
  const { batch } = await outcomeOf(whole.subarray(0, whole.length / 2), { 'content-encoding': 'gzip' });
  expect(batch).toMatchObject({ status: 'failed', failure: 'truncated_compression' });
});

test('after all of that, everything runs and counts as before', async () => {
  expect((await fetch(`${turnaway.url}/readyz`)).status).toBe(200);
  expect(turnaway.said()).not.toContain('starting it again');
  const { batch } = await outcomeOf(good());
  expect(batch).toMatchObject({ status: 'done', accepted: 1 });
});
