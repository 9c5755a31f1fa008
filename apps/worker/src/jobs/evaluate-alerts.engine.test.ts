import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { readAckToken } from '@turnaway/db/ack-token';
import { deleteAlertRule } from '@turnaway/db/alert-rules/delete-alert-rule';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { listDueDeliveries } from '@turnaway/db/alerting/list-due-deliveries';
import { ensureDayPartitions } from '@turnaway/db/partitions/ensure-day-partitions';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue, work } from '@turnaway/jobs';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { WorkerContext } from '../context.js';
import { deliverWebhook } from './deliver-webhook.js';
import { evaluateAlerts } from './evaluate-alerts.js';

const secret = 'a secret of this install';
const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
const minuteMs = 60_000;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let engine: { databaseUrl: string; redisUrl: null };
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  engine = { databaseUrl: database.databaseUrl, redisUrl: null };
  queue = await createQueue(engine);
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

/** Every test has a workspace of its own, and its own time. */
let workspaceId = '';
let clock = new Date();
beforeEach(async () => {
  workspaceId = `workspace-${randomUUID()}`;
  clock = new Date();
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
  await storeClass('0', { outcome: 'success', cause: null, title: 'Signed in' });
  await storeClass('50126', { cause: 'user-credential', actor: 'end-user', title: 'Wrong password' });
  await storeClass('53003', { cause: 'access-policy', actor: 'tenant-admin', title: 'Refused by a policy' });
  await storeClass('50140', { outcome: 'interrupt', cause: 'expected-step', title: 'Stay signed in?' });
});

async function storeClass(
  code: string,
  over: { outcome?: string; cause: string | null; actor?: string; title: string },
): Promise<void> {
  await database.db.prisma.codeClass.create({
    data: {
      workspaceId,
      errorCode: `entra/${code}`,
      system: 'entra',
      code,
      known: true,
      outcome: 'failure',
      source: 'identity-provider',
      actor: 'nobody',
      ...over,
    },
  });
}

/** Counts events as a batch that lands now would: in both rollups and, unless they are successes, as sign-ins. */
async function count(
  events: number,
  {
    code = '50126',
    app = 'Payroll',
    users = ['ada@example.com'],
    ip = '198.51.100.7',
    minutesAgo = 1,
  }: { code?: string; app?: string; users?: string[]; ip?: string; minutesAgo?: number } = {},
): Promise<void> {
  const at = new Date(clock.getTime() - minutesAgo * minuteMs);
  await ensureDayPartitions(database.db, [at.toISOString().slice(0, 10)]);
  for (const [table, unitMs] of [
    ['rollup_minutes', minuteMs],
    ['rollup_hours', 60 * minuteMs],
  ] as const) {
    await database.db.pool.query(
      `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       values ($1, $2, $3, $4, $5, 'yes', $6)
       on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
       do update set events = ${table}.events + excluded.events`,
      [
        workspaceId,
        new Date(Math.floor(at.getTime() / unitMs) * unitMs),
        `entra/${code}`,
        app,
        database.feedId,
        events,
      ],
    );
  }
  if (code === '0') return;
  await database.db.pool.query(
    `insert into sign_ins (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, user_key, ip, event)
     select gen_random_uuid(), $1, $2, $3, gen_random_uuid(), $4, $5, ($6::text[])[1 + n % $7::int], $8, '{}'
     from generate_series(0, $9::int - 1) as n`,
    [at, workspaceId, database.feedId, `entra/${code}`, app, users, users.length, ip, events],
  );
}

async function storeChannel(url = 'https://hooks.example.com/', enabled = true): Promise<string> {
  const secretEncrypted = createSecretBox(secret).seal(signingSecret);
  const channel = await database.db.prisma.channel.create({
    data: { workspaceId, name: 'hook', url, secretEncrypted, enabled },
  });
  return channel.id;
}

async function storeRule(input: Record<string, unknown>): Promise<string> {
  const rule = alertRuleInputSchema.parse({ name: 'Payroll', windowMinutes: 10, ...input });
  const channels = { create: rule.channelIds.map((channelId) => ({ channelId })) };
  const row = await database.db.prisma.alertRule.create({
    data: { workspaceId, ...ruleColumns(rule), channels },
  });
  return row.id;
}

function contextOf(): Parameters<typeof evaluateAlerts>[0] {
  return {
    db: database.db,
    queue,
    log: pino({ level: 'silent' }),
    now: () => clock,
    publicUrl: 'https://turnaway.example',
    secret,
  };
}
const evaluate = (over: Partial<WorkerContext> = {}) =>
  evaluateAlerts({ ...contextOf(), ...over }, { workspaceId });
const readRule = (id: string) => database.db.prisma.alertRule.findUniqueOrThrow({ where: { id } });
const readAlerts = () =>
  database.db.prisma.alert.findMany({ where: { workspaceId }, orderBy: { startedAt: 'asc' } });

/** The messages so far, each as the contract has it. */
async function readMessages() {
  const rows = await database.db.prisma.delivery.findMany({
    where: { workspaceId },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => {
    const message = alertWebhookSchema.parse(JSON.parse(row.body));
    if (message.type !== 'alert.firing' && message.type !== 'alert.resolved')
      throw new Error('expected an alert');
    expect(message.type).toBe(row.eventType);
    expect(message.data.alertId).toBe(row.alertId);
    return message;
  });
}
const types = async () => (await readMessages()).map(({ type }) => type);

test('an alert that begins is told once, however many look at the same moment', async () => {
  await storeRule({
    measure: 'failures',
    threshold: 10,
    recoveryThreshold: 5,
    channelIds: [await storeChannel()],
  });
  await count(12, { users: ['ada@example.com', 'bob@example.com', 'cy@example.com'] });
  await Promise.all([1, 2, 3, 4].map(() => evaluate()));
  await evaluate();
  expect(await readAlerts()).toMatchObject([
    { state: 'firing', valueAtStart: 12, peakValue: 12, threshold: 10 },
  ]);
  const messages = await readMessages();
  expect(messages).toMatchObject([
    {
      type: 'alert.firing',
      data: {
        state: 'firing',
        value: 12,
        counts: { failures: 12, successes: 0, people: 3 },
        topErrors: [{ errorCode: 'entra/50126', events: 12, actor: 'end-user' }],
        topApps: [{ app: 'Payroll', events: 12 }],
      },
    },
  ]);
  expect(JSON.stringify(messages)).not.toMatch(/example\.com|198\.51/);
});

test('an alert ends once, and only when its value has fallen to the recovery threshold', async () => {
  const ruleId = await storeRule({
    measure: 'failures',
    threshold: 10,
    recoveryThreshold: 5,
    channelIds: [await storeChannel()],
  });
  await count(6, { minutesAgo: 1 });
  await count(8, { minutesAgo: 5 });
  await evaluate();
  await count(10, { minutesAgo: 5 });
  await evaluate();
  clock = new Date(clock.getTime() + 7 * minuteMs);
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'firing', lastValue: 6 });
  expect(await types()).toEqual(['alert.firing']);

  clock = new Date(clock.getTime() + 5 * minuteMs);
  await Promise.all([1, 2, 3].map(() => evaluate()));
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok', lastValue: 0, lastEvaluatedAt: clock });
  expect(await readAlerts()).toMatchObject([{ state: 'resolved', endedAt: clock, peakValue: 24 }]);
  expect(await types()).toEqual(['alert.firing', 'alert.resolved']);
  const [firing, resolved] = await readMessages();
  expect(resolved?.data.dedupKey).toBe(firing?.data.dedupKey);
  expect(resolved?.data.summary).toContain('lasted 12 minutes and reached 24 at its worst');

  await count(11);
  await evaluate();
  expect(await types()).toEqual(['alert.firing', 'alert.resolved', 'alert.firing']);
});

test('an event that arrives late counts while its own time is in the window, and not after', async () => {
  const ruleId = await storeRule({ measure: 'failures', threshold: 10, recoveryThreshold: 5 });
  await count(50, { minutesAgo: 12 });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok', lastValue: 0 });
  await count(10, { minutesAgo: 9 });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'firing', lastValue: 10 });
});

test('a failure rate of too few attempts is not told', async () => {
  const ruleId = await storeRule({
    measure: 'failure-rate',
    threshold: 0.5,
    recoveryThreshold: 0.2,
    minimumAttempts: 20,
    channelIds: [await storeChannel()],
  });
  await count(9);
  await count(3, { code: '0' });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok', lastValue: 0.75 });
  expect((await readRule(ruleId)).lastBecause).toContain('20');
  await count(8, { code: '0' });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok', lastValue: 0.45 });
  await count(10);
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'firing', lastValue: 19 / 30 });
  expect(await readMessages()).toMatchObject([
    { data: { counts: { failures: 19, successes: 11, people: 1 } } },
  ]);
});

test('minimum attempts hold back a rate, not a number of failures', async () => {
  const ruleId = await storeRule({
    measure: 'failures',
    threshold: 5,
    recoveryThreshold: 1,
    minimumAttempts: 100,
  });
  await count(5);
  await evaluate();
  expect((await readRule(ruleId)).state).toBe('firing');
});

test('a rule sees the events that its filter names, and no others', async () => {
  const rule = { measure: 'failures', threshold: 100, recoveryThreshold: 1 } as const;
  const byApp = await storeRule({ ...rule, filter: { app: ['Payroll'] } });
  const byCause = await storeRule({ ...rule, filter: { cause: ['access-policy'] } });
  const byCode = await storeRule({ ...rule, filter: { code: ['50126'], app: ['Wiki'] } });
  const byUser = await storeRule({ ...rule, filter: { user: ['Bob@example.com'] } });
  const byAddress = await storeRule({ ...rule, filter: { ip: ['203.0.113.9'] } });
  const prompts = await storeRule({ ...rule, filter: { outcome: ['interrupt'] } });
  await count(3, { app: 'Payroll' });
  await count(4, { app: 'Wiki', users: ['bob@example.com'] });
  await count(5, { code: '53003', app: 'Wiki', ip: '203.0.113.9' });
  await count(6, { code: '50140' });
  await count(50, { code: '0' });
  await evaluate();
  const values = await Promise.all([byApp, byCause, byCode, byUser, byAddress, prompts].map(readRule));
  expect(values.map(({ lastValue }) => lastValue)).toEqual([3, 5, 4, 4, 5, 6]);
});

test('the rate of one cause is its share of all attempts', async () => {
  const ruleId = await storeRule({
    measure: 'failure-rate',
    threshold: 0.5,
    recoveryThreshold: 0.1,
    filter: { cause: ['access-policy'], app: ['Wiki'] },
  });
  await count(2, { code: '53003', app: 'Wiki' });
  await count(3, { app: 'Wiki' });
  await count(5, { code: '0', app: 'Wiki' });
  await count(90, { code: '0', app: 'Payroll' });
  await evaluate();
  expect((await readRule(ruleId)).lastValue).toBe(0.2);
});

test('affected users are counted once each, prompts left out', async () => {
  const ruleId = await storeRule({
    measure: 'affected-users',
    threshold: 3,
    recoveryThreshold: 1,
    channelIds: [await storeChannel()],
  });
  await count(40, { users: ['ada@example.com', 'bob@example.com'] });
  await count(9, { code: '50140', users: ['cy@example.com', 'dee@example.com'] });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok', lastValue: 2 });
  await count(1, { users: ['eve@example.com'] });
  await evaluate();
  expect(await readRule(ruleId)).toMatchObject({ state: 'firing', lastValue: 3 });
  expect(await readMessages()).toMatchObject([
    { data: { title: 'Payroll: 3 people turned away in 10 minutes', counts: { people: 3, failures: 41 } } },
  ]);
});

test('every channel of the rule that is on is told, what one that is off missed is kept, and no other is told', async () => {
  const told = [await storeChannel(), await storeChannel()];
  const off = await storeChannel('https://hooks.example.com/', false);
  await storeChannel();
  await storeRule({
    measure: 'failures',
    threshold: 1,
    recoveryThreshold: 0,
    channelIds: [...told, off],
  });
  await count(1);
  await evaluate();
  const rows = await database.db.prisma.delivery.findMany({ where: { workspaceId } });
  const byStatus = (wanted: string) =>
    rows.flatMap(({ channelId, status }) => (status === wanted ? [channelId] : [])).sort();
  expect(byStatus('pending')).toEqual(told.sort());
  expect(byStatus('failed')).toEqual([off]);
});

test('a rule that is turned off while it fires ends its alert, and whoever was told of it is told so', async () => {
  const ruleId = await storeRule({
    measure: 'failures',
    threshold: 1,
    recoveryThreshold: 0,
    channelIds: [await storeChannel()],
  });
  await count(5);
  await evaluate();
  await database.db.prisma.alertRule.update({ where: { id: ruleId }, data: { enabled: false } });
  await evaluate();
  await evaluate();
  expect(await readAlerts()).toMatchObject([{ state: 'resolved', endedAt: clock }]);
  expect(await readRule(ruleId)).toMatchObject({ state: 'ok' });
  expect(await types()).toEqual(['alert.firing', 'alert.resolved']);
  const [, ended] = await readMessages();
  expect(ended).toMatchObject({ data: { title: 'Over: Payroll. The rule was turned off while it fired' } });
});

test('a rule is deleted only once all who were told of its alerts hear that they are over, and what was sent stays', async () => {
  const ruleId = await storeRule({
    measure: 'failures',
    threshold: 1,
    recoveryThreshold: 0,
    channelIds: [await storeChannel()],
  });
  await count(5);
  await evaluate();
  const rule = { workspaceId, id: ruleId };
  expect(await deleteAlertRule(database.db, rule)).toBe('firing');
  await database.db.prisma.alertRule.update({ where: { id: ruleId }, data: { enabled: false } });
  await evaluate();
  expect(await deleteAlertRule(database.db, rule)).toBe(true);
  expect(await readAlerts()).toEqual([]);
  const sent = await database.db.prisma.delivery.findMany({
    where: { workspaceId },
    orderBy: { createdAt: 'asc' },
  });
  expect(sent.map(({ eventType, alertId }) => [eventType, alertId])).toEqual([
    ['alert.firing', null],
    ['alert.resolved', null],
  ]);
});

test('a rule that cannot be read does not hold up the others', async () => {
  const broken = await storeRule({ measure: 'failures', threshold: 1, recoveryThreshold: 0 });
  await database.db.prisma.alertRule.update({
    where: { id: broken },
    data: { filter: { cause: ['no such cause'] } },
  });
  const sound = await storeRule({ measure: 'failures', threshold: 1, recoveryThreshold: 0 });
  await count(5);
  await evaluate();
  expect((await readRule(broken)).state).toBe('ok');
  expect((await readRule(sound)).state).toBe('firing');
});

test('a message whose job was lost between the commit and the queue is found by the sweep', async () => {
  await storeRule({
    measure: 'failures',
    threshold: 1,
    recoveryThreshold: 0,
    channelIds: [await storeChannel()],
  });
  await count(5);
  const outOfReach: Queue = {
    ...queue,
    enqueueAll: async () => {
      throw new Error('out of reach');
    },
  };
  await evaluate({ queue: outOfReach });
  expect(await readAlerts()).toMatchObject([{ state: 'firing' }]);
  const [delivery] = await database.db.prisma.delivery.findMany({ where: { workspaceId } });
  const due = (afterMs: number) =>
    listDueDeliveries(database.db, { now: new Date(clock.getTime() + afterMs), limit: 1_000 });
  expect(await due(10_001)).toContainEqual({ deliveryId: delivery?.id, attempt: 0 });
  expect(await due(5_000)).not.toContainEqual({ deliveryId: delivery?.id, attempt: 0 });
});

test('from counted failures to the receiver, through the queue, signed', async () => {
  const server = createServer();
  const arrived = new Promise<{ headers: Record<string, string>; body: string }>((resolve) => {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.end();
        resolve({
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  await storeRule({
    measure: 'failures',
    threshold: 1,
    recoveryThreshold: 0,
    channelIds: [await storeChannel(`http://127.0.0.1:${address.port}/`)],
  });
  await count(2);
  const nothing = async () => undefined;
  const tick = () => undefined;
  const context = { ...contextOf(), now: () => new Date(), secret, allowCidrs: ['127.0.0.0/8'], tick };
  const working = await work(engine, {
    queue,
    concurrency: { batches: 1, chores: 2, deliveries: 2 },
    onFailed: () => undefined,
    handlers: {
      'analyze-batch': nothing,
      'evaluate-alerts': (payload) => evaluateAlerts(context, payload),
      'deliver-webhook': (payload) => deliverWebhook(context, payload),
      'move-error-groups': nothing,
      sweep: nothing,
      'fold-counts': nothing,
      'settle-attempts': nothing,
      'find-original': nothing,
      'apply-retention': nothing,
    },
  });
  try {
    await queue.enqueue('evaluate-alerts', { workspaceId });
    const { headers, body } = await arrived;
    const message = alertWebhookSchema.parse(new Webhook(signingSecret).verify(body, headers));
    expect(message).toMatchObject({ type: 'alert.firing', data: { value: 2 } });
  } finally {
    await working.close();
    server.closeAllConnections();
    server.close();
  }
});

async function storeSilence(minutes: number, matchers: Record<string, unknown>): Promise<string> {
  const row = await database.db.prisma.silence.create({
    data: {
      workspaceId,
      matchers: matchers as Record<string, string[]>,
      startsAt: new Date(clock.getTime() - minuteMs),
      endsAt: new Date(clock.getTime() + minutes * minuteMs),
      comment: 'Planned work',
      author: 'ada@example.com',
    },
  });
  return row.id;
}
const loud = { measure: 'failures', threshold: 10, recoveryThreshold: 5 } as const;

test('a silenced alert is recorded and not told; it is told once the silence is over and it still fires', async () => {
  await storeRule({ ...loud, windowMinutes: 60, channelIds: [await storeChannel()] });
  const silenceId = await storeSilence(10, { cause: ['user-credential'] });
  await count(12);
  await evaluate();
  expect(await readAlerts()).toMatchObject([{ state: 'firing', silencedBy: silenceId }]);
  expect(await types()).toEqual([]);

  clock = new Date(clock.getTime() + 11 * minuteMs);
  await Promise.all([1, 2, 3].map(() => evaluate()));
  expect(await readAlerts()).toMatchObject([{ state: 'firing', silencedBy: null }]);
  expect(await types()).toEqual(['alert.firing']);
  clock = new Date(clock.getTime() + 60 * minuteMs);
  await evaluate();
  expect(await types()).toEqual(['alert.firing', 'alert.resolved']);
});

test('of an alert that began and ended under a silence nobody hears, and its history says so', async () => {
  const ruleId = await storeRule({ ...loud, channelIds: [await storeChannel()] });
  await storeSilence(60, { ruleId: [ruleId] });
  await count(12);
  await evaluate();
  clock = new Date(clock.getTime() + 30 * minuteMs);
  await evaluate();
  expect(await readAlerts()).toMatchObject([{ state: 'resolved' }]);
  expect(await types()).toEqual([]);
  const looks = await database.db.prisma.alertEvaluation.findMany({
    where: { ruleId },
    orderBy: { at: 'asc' },
  });
  expect(looks.map(({ state }) => state)).toEqual(['firing', 'ok']);
  expect(looks[0]?.because).toContain('A silence keeps it quiet.');
});

test('a silence of something else keeps nothing quiet', async () => {
  await storeRule({ ...loud, channelIds: [await storeChannel()] });
  await storeSilence(60, { app: ['VPN'] });
  await count(12);
  await evaluate();
  expect(await types()).toEqual(['alert.firing']);
});

test('looks at a rule are kept once a minute, and whenever its state changes', async () => {
  const ruleId = await storeRule(loud);
  await evaluate();
  await evaluate();
  await count(12);
  clock = new Date(clock.getTime() + 1_000);
  await evaluate();
  clock = new Date(clock.getTime() + minuteMs);
  await evaluate();
  const looks = await database.db.prisma.alertEvaluation.findMany({
    where: { ruleId },
    orderBy: { at: 'asc' },
  });
  expect(looks.map(({ state, value }) => [state, value])).toEqual([
    ['ok', 0],
    ['firing', 12],
    ['firing', 12],
  ]);
});

test('a message has a signed link to say that somebody has it, and one that it is over has none', async () => {
  await storeRule({ ...loud, channelIds: [await storeChannel()] });
  await count(12);
  await evaluate();
  clock = new Date(clock.getTime() + 30 * minuteMs);
  await evaluate();
  const [firing, resolved] = await readMessages();
  const token = firing?.data.links.ack?.split('/ack/')[1] ?? '';
  expect(readAckToken(secret, token, clock)).toBe(firing?.data.alertId);
  expect(resolved?.data.links.ack).toBeUndefined();
});
