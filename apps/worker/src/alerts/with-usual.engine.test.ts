import { randomUUID } from 'node:crypto';
import { alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { deliverWebhook } from '../jobs/deliver-webhook.js';
import { evaluateAlerts } from '../jobs/evaluate-alerts.js';
import { type Happening, putEvents } from '../testing/put-events.js';
import { type Receiver, receive } from '../testing/receive.js';

const secret = 'a secret of this install';
const hourMs = 3_600_000;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
let receiver: Receiver;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
  receiver = await receive((_, response) => void response.end());
});
afterAll(async () => {
  await receiver.close();
  await queue.close();
  await database.drop();
});

/** At a full hour, so that every hour of the history lies in one window or in none. */
let now = new Date();
let workspaceId = '';
beforeEach(async () => {
  now = new Date(Math.floor((Date.now() - hourMs) / hourMs) * hourMs);
  workspaceId = `workspace-${randomUUID()}`;
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
  const secretEncrypted = createSecretBox(secret).seal(`whsec_${Buffer.alloc(32).toString('base64')}`);
  await database.db.prisma.channel.create({
    data: { workspaceId, name: 'hook', url: receiver.url, secretEncrypted, isDefault: true },
  });
});

const context = () => ({
  ...{ db: database.db, queue, secret, log: pino({ level: 'silent' }), now: () => now },
  ...{ publicUrl: 'https://turnaway.example', allowCidrs: ['127.0.0.0/8'], tick: () => undefined },
});
const happen = (happenings: readonly Happening[]) => putEvents(database, { workspaceId, now }, happenings);
const weeksAgo = (weeks: number) => weeks * 7 * 1_440;

async function storeRule(params: Record<string, unknown>): Promise<void> {
  const usual = { measure: 'failures', windowMinutes: 60, threshold: 20, recoveryThreshold: 5 };
  const input = alertRuleInputSchema.parse({
    ...{ name: 'Too many', kind: 'threshold', forMinutes: 0 },
    params: { ...usual, ...params },
  });
  await database.db.prisma.alertRule.create({ data: { workspaceId, ...ruleColumns(input) } });
}

/** Looks at the rules, brings what there is to tell over HTTP, and gives what the last message says. */
async function lookAndTell() {
  await evaluateAlerts(context(), { workspaceId });
  const due = await database.db.prisma.delivery.findMany({ where: { workspaceId, status: 'pending' } });
  for (const { id } of due) await deliverWebhook(context(), { deliveryId: id });
  const message = alertWebhookSchema.parse(JSON.parse(receiver.received.at(-1)?.body.toString() ?? ''));
  if (message.type !== 'alert.firing') throw new Error('expected an alert that fires');
  return message.data;
}
const readAlert = () => database.db.prisma.alert.findFirstOrThrow({ where: { workspaceId } });

/** Failures now, and at the same hour of each of five weeks before. */
const usually = (...events: number[]): Happening[] =>
  events.flatMap((count, index) =>
    Array.from({ length: count }, (_, n) => ({
      code: 'entra/50126',
      minutesAgo: weeksAgo(index) + 30,
      user: `user${n % 12}@example.com`,
    })),
  );

test('a message about a threshold says over HTTP what is usual at this hour, and one bad week is outvoted', async () => {
  await storeRule({});
  await happen(usually(42, 3, 4, 60, 3, 4));
  const data = await lookAndTell();
  expect(data).toMatchObject({ value: 42, threshold: 20, usual: 4 });
  expect(data.summary).toContain('The rule fires at 20. Usual at this time: 4.');
  expect(data.evidence).toContainEqual({ label: 'Usual at this time', value: 4, personal: false });
  expect((await readAlert()).because).toBe(
    '42 failures in 60 minutes; the threshold is 20. At this time, 4 are usual.',
  );
});

test('where there is no history, it says that what is usual is not known', async () => {
  await storeRule({});
  await happen(usually(42));
  const data = await lookAndTell();
  expect(data.usual).toBeNull();
  expect(data.summary).toContain('What is usual at this time is not known yet.');
});

test('what is usual of a part of an hour is that part of it', async () => {
  await storeRule({ windowMinutes: 45 });
  await happen(usually(42, 8, 8, 8, 8));
  expect((await lookAndTell()).usual).toBe(6);
});

test('people are held against as many people, and a rate against a rate', async () => {
  await happen([
    ...usually(42, 5, 5, 5, 5),
    ...[0, 1, 2, 3, 4].map((week) => ({ code: 'entra/0', minutesAgo: weeksAgo(week) + 30, events: 45 })),
  ]);
  await storeRule({ measure: 'affected-users', threshold: 10 });
  expect(await lookAndTell()).toMatchObject({ value: 12, usual: 5 });
  await database.db.prisma.alertRule.deleteMany({ where: { workspaceId } });
  await storeRule({ measure: 'failure-rate', threshold: 0.2, recoveryThreshold: 0.1 });
  const data = await lookAndTell();
  expect(data.usual).toBeCloseTo(0.1);
  expect(data.summary).toContain('The rule fires at 20%. Usual at this time: 10%.');
});

test.each([
  ['app', 'Payroll', 'failures', 4],
  ['system', 'entra', 'failures', 10],
  ['cause', 'user-credential', 'failure-rate', 0.2],
] as const)('of each %s it is said by itself', async (groupBy, key, measure, usual) => {
  const happening = (code: string, app: string, events: number, week: number): Happening => {
    return { code, app, events, minutesAgo: weeksAgo(week) + 30, user: 'ada@example.com' };
  };
  const isRate = measure === 'failure-rate';
  await storeRule({ groupBy, measure, ...(isRate ? { threshold: 0.5, recoveryThreshold: 0.1 } : {}) });
  await happen([
    happening('entra/50126', 'Payroll', 100, 0),
    ...[1, 2, 3, 4].flatMap((week) => [
      happening('entra/50126', 'Payroll', 4, week),
      happening('entra/50126', 'Wiki', 6, week),
      happening('entra/0', 'Wiki', 40, week),
    ]),
  ]);
  expect(await lookAndTell()).toMatchObject({ usual, alerts: { items: [{ label: key }] } });
});

test('while it fires what is usual stands, and is read again when another hour has begun', async () => {
  await storeRule({ windowMinutes: 120 });
  await happen([
    ...usually(42, 4, 4, 4, 4, 4),
    ...[1, 2, 3, 4, 5].map((week) => ({ code: 'entra/50126', minutesAgo: weeksAgo(week) - 30, events: 10 })),
  ]);
  expect((await lookAndTell()).usual).toBe(4);
  now = new Date(now.getTime() + hourMs / 2);
  await evaluateAlerts(context(), { workspaceId });
  expect((await readAlert()).usual).toBe(4);
  now = new Date(now.getTime() + hourMs / 2);
  await evaluateAlerts(context(), { workspaceId });
  expect((await readAlert()).usual).toBe(14);
});
