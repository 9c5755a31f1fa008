import { randomUUID } from 'node:crypto';
import { codesOf } from '@turnaway/analyzer';
import { type AlertKind, alertRuleInputSchema } from '@turnaway/contracts';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { keepCredentials } from '@turnaway/db/batches/keep-credentials';
import type { WaitingBatch } from '@turnaway/db/batches/take-batch';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { evaluateAlerts } from '../jobs/evaluate-alerts.js';
import { type Happening, putEvents } from '../testing/put-events.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

/** Every test has a workspace of its own. */
const now = new Date(Math.floor((Date.now() - hourMs) / hourMs) * hourMs);
let workspaceId = '';
beforeEach(async () => {
  workspaceId = `workspace-${randomUUID()}`;
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
});

const firstOf = (role: Parameters<typeof codesOf>[0]): string => {
  const code = codesOf(role).find((item) => item.startsWith('entra/') || item.startsWith('okta/'));
  return code ?? codesOf(role)[0] ?? '';
};
const wrongPassword = 'entra/50126';
const success = 'entra/0';

const happen = (happenings: readonly Happening[]) => putEvents(database, { workspaceId, now }, happenings);
const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * minuteMs);
const many = (count: number, make: (index: number) => Happening): Happening[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Makes a rule of a kind, looks at it once, and gives the alerts that fire. */
async function alertsOf(
  kind: AlertKind,
  params: Record<string, unknown> = {},
  rule: Record<string, unknown> = {},
) {
  const input = alertRuleInputSchema.parse({ name: kind, kind, params, forMinutes: 0, ...rule });
  const { id } = await database.db.prisma.alertRule.create({ data: { workspaceId, ...ruleColumns(input) } });
  const errors: unknown[] = [];
  const log = pino({ level: 'silent' });
  log.error = (...given: unknown[]) => void errors.push(...given);
  await evaluateAlerts(
    { db: database.db, queue, log, now: () => now, publicUrl: 'https://turnaway.example', secret: 'secret' },
    { workspaceId },
  );
  expect(errors).toEqual([]);
  expect(await database.db.prisma.alertRule.findUniqueOrThrow({ where: { id } })).toMatchObject({
    lastEvaluatedAt: now,
  });
  return database.db.prisma.alert.findMany({ where: { ruleId: id }, orderBy: { key: 'asc' } });
}

/** Evidence by its label. */
function evidenceOf(alert: { evidence: unknown } | undefined): Record<string, unknown> {
  const items = alert?.evidence;
  return Array.isArray(items) ? Object.fromEntries(items.map(({ label, value }) => [label, value])) : {};
}

test('threshold: each app is judged by itself, and warned of before it fires', async () => {
  await happen([
    { code: wrongPassword, app: 'Payroll', minutesAgo: 2, events: 30 },
    { code: wrongPassword, app: 'VPN', minutesAgo: 2, events: 12 },
    { code: wrongPassword, app: 'Wiki', minutesAgo: 2, events: 3 },
  ]);
  const params = {
    measure: 'failures',
    threshold: 20,
    warnThreshold: 10,
    recoveryThreshold: 5,
    groupBy: 'app',
  };
  expect(await alertsOf('threshold', params)).toMatchObject([
    {
      key: 'Payroll',
      level: 'alert',
      value: 30,
      warnThreshold: 10,
      threshold: 20,
      about: { app: 'Payroll' },
    },
    { key: 'VPN', level: 'warn', value: 12 },
  ]);
});

test('baseline: far more failures than at the same hours of earlier weeks', async () => {
  const usual = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28].flatMap((days) =>
    many(4, (hour) => ({ code: wrongPassword, minutesAgo: days * 1_440 + hour * 60 - 60, events: 10 })),
  );
  await happen([...usual, { code: wrongPassword, minutesAgo: 5, events: 200 }]);
  const [alert] = await alertsOf('baseline', { windowMinutes: 60 });
  expect(alert).toMatchObject({ key: 'all', level: 'alert', value: 200 });
  expect(alert?.usual).toBeGreaterThan(5);
});

test('new-error: a code that several people meet for the first time', async () => {
  await happen([
    { code: wrongPassword, minutesAgo: 20 * 1_440 },
    ...many(30, (index) => ({ code: 'entra/53003', minutesAgo: 10, user: `user${index % 7}@example.com` })),
  ]);
  const [alert] = await alertsOf('new-error');
  expect(alert).toMatchObject({
    key: 'entra/53003',
    level: 'alert',
    about: { errorCode: 'entra/53003', system: 'entra' },
  });
  expect(evidenceOf(alert)).toMatchObject({ Code: 'entra/53003', People: 7 });
});

test('unknown-code: a code that the catalog does not have', async () => {
  await happen([{ code: 'entra/99999999', minutesAgo: 10, events: 3, user: 'ada@example.com' }]);
  expect(await alertsOf('unknown-code')).toMatchObject([{ key: 'entra/99999999', level: 'warn', value: 3 }]);
});

test('group-change: a resolved error that is back', async () => {
  await happen([{ code: wrongPassword, minutesAgo: 10, events: 4, user: 'ada@example.com' }]);
  await database.db.pool.query(
    `insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at)
     values ($1, $2, 'Payroll', 'regressed', $3, $4, $3)`,
    [workspaceId, wrongPassword, at(10), at(5_000)],
  );
  await database.db.pool.query(
    `insert into error_group_history (workspace_id, error_code, app, at, id, what, "from", "to")
     values ($1, $2, 'Payroll', $3, gen_random_uuid(), 'state', 'ongoing', 'resolved')`,
    [workspaceId, wrongPassword, at(600)],
  );
  expect(await alertsOf('group-change')).toMatchObject([
    { key: `${wrongPassword}|Payroll`, level: 'alert', value: 4 },
  ]);
});

test('provider-trouble: failures on the side of the provider, at several apps', async () => {
  await happen([
    ...many(3, (index) => ({
      code: 'entra/90033',
      app: `App ${index}`,
      minutesAgo: 5,
      events: 8,
      user: `u${index}`,
    })),
    { code: success, app: 'App 0', minutesAgo: 5, events: 20 },
  ]);
  const [alert] = await alertsOf('provider-trouble');
  expect(alert).toMatchObject({ level: 'alert', about: { system: 'entra' } });
  expect(evidenceOf(alert)).toMatchObject({ 'Failures on their side': 24, 'Apps hit': '3 of 3' });
});

test('app-credential: an app whose secret is expired', async () => {
  await happen([{ code: 'entra/7000222', app: 'Sync job', minutesAgo: 5, events: 4 }]);
  const [alert] = await alertsOf('app-credential');
  expect(alert).toMatchObject({ key: 'Sync job|entra/7000222', level: 'alert', about: { app: 'Sync job' } });
});

async function batch(minutesAgo: number, counts: { accepted?: number; rejected?: number }): Promise<string> {
  const { accepted = 0, rejected = 0 } = counts;
  const feed = await database.db.prisma.feed.upsert({
    where: { workspaceId_name: { workspaceId, name: 'main' } },
    create: { workspaceId, name: 'main' },
    update: {},
  });
  const id = randomUUID();
  await database.db.prisma.batch.create({
    data: {
      id,
      workspaceId,
      feedId: feed.id,
      digest: Buffer.from(id),
      status: 'done',
      receivedAt: at(minutesAgo),
      newestEventAt: at(minutesAgo + 1),
      bytes: 1,
      records: accepted + rejected,
      accepted,
      rejected,
    },
  });
  return id;
}

test('feed-silent: a feed that brings nothing where it usually would', async () => {
  for (let days = 1; days <= 21; days += 1) {
    for (let hour = -2; hour <= 6; hour += 1) await batch(days * 1_440 + hour * 60, { accepted: 100 });
  }
  await batch(180, { accepted: 100 });
  const [alert] = await alertsOf('feed-silent');
  expect(alert).toMatchObject({ level: 'alert', label: 'main' });
  expect(alert?.because).toContain('Nothing came for 3 hours');
});

test('rejects: records that cannot be read, with the reasons', async () => {
  for (let days = 1; days <= 6; days += 1) await batch(days * 1_440, { accepted: 1_000 });
  const batchId = await batch(10, { accepted: 60, rejected: 40 });
  await database.db.prisma.reject.createMany({
    data: many(40, (index) => ({ code: '', minutesAgo: index })).map((_, index) => ({
      batchId,
      index,
      workspaceId,
      reason: 'not_json',
      detail: '',
      excerpt: '',
    })),
  });
  const [alert] = await alertsOf('rejects');
  expect(alert).toMatchObject({ level: 'alert', label: 'main', value: 0.4 });
  expect(evidenceOf(alert)).toEqual({ 'Not JSON': 40 });
});

const home = (user: string): Happening => ({
  code: success,
  minutesAgo: 1_500,
  user,
  ip: '192.0.2.10',
  country: 'DE',
});

test('password-spray: one address tries many accounts; an allowed one does not', async () => {
  const users = Array.from({ length: 20 }, (_, index) => `user${index}@example.com`);
  await happen([
    ...users.map(home),
    ...users.map((user) => ({
      code: wrongPassword,
      minutesAgo: 15,
      user,
      ip: '203.0.113.9',
      client: 'python-requests',
    })),
  ]);
  const [alert] = (await alertsOf('password-spray')).filter(({ key }) => key === 'client|python-requests');
  expect(alert).toMatchObject({ level: 'alert', value: 20, personal: true, label: '203.0.113.9' });
  expect(evidenceOf(alert)).toMatchObject({
    Source: '203.0.113.9',
    'Accounts that never succeeded there': 20,
  });
  expect(await alertsOf('password-spray', { allow: { addresses: ['203.0.113.0/24'] } })).toEqual([]);
});

test('brute-force: many passwords at one account, from where it never signed in', async () => {
  await happen([
    home('ada@example.com'),
    { code: wrongPassword, minutesAgo: 10, user: 'ada@example.com', ip: '203.0.113.9', events: 25 },
    home('bob@example.com'),
    { code: wrongPassword, minutesAgo: 10, user: 'bob@example.com', ip: '192.0.2.10', events: 25 },
  ]);
  const alerts = await alertsOf('brute-force');
  expect(alerts).toMatchObject([{ key: 'ada@example.com', level: 'alert', value: 25, personal: true }]);
  expect(evidenceOf(alerts[0])).toMatchObject({ Account: 'ada@example.com', Address: '203.0.113.9' });
});

test('credential-stuffing: many addresses that each try few accounts', async () => {
  await happen([
    home('eve@example.com'),
    ...many(40, (index) => ({
      code: wrongPassword,
      minutesAgo: 10,
      user: `user${index}@example.com`,
      ip: `198.51.100.${index}`,
      country: index % 2 === 0 ? 'NL' : 'US',
    })),
  ]);
  const [alert] = await alertsOf('credential-stuffing');
  expect(alert).toMatchObject({ key: 'all', level: 'alert', value: 40 });
  expect(evidenceOf(alert)).toMatchObject({ Accounts: 40, Addresses: 40, Countries: 2 });
});

test('mfa-fatigue: prompt after prompt, and then one is approved', async () => {
  const denied = firstOf('mfa-denied');
  await happen([
    home('ada@example.com'),
    ...many(9, (index) => ({
      code: denied,
      minutesAgo: 30 - index,
      user: 'ada@example.com',
      ip: '203.0.113.9',
    })),
    { code: success, minutesAgo: 5, user: 'ada@example.com', ip: '203.0.113.9' },
  ]);
  const [alert, approved] = await alertsOf('mfa-fatigue');
  expect(approved).toMatchObject({ key: 'ada@example.com|approved', level: 'alert' });
  expect(alert).toMatchObject({ key: 'ada@example.com', level: 'alert', value: 9 });
  expect(evidenceOf(alert)).toMatchObject({ 'Seen there before': 'no', Approved: at(5).toISOString() });
});

test('lockout-storm: many accounts found locked at once', async () => {
  const locked = firstOf('locked-out');
  await happen(
    many(15, (index) => ({
      code: locked,
      minutesAgo: 10,
      user: `user${index}@example.com`,
      ip: '203.0.113.9',
    })),
  );
  const [alert] = await alertsOf('lockout-storm');
  expect(alert).toMatchObject({ key: 'all', level: 'alert', value: 15 });
  expect(evidenceOf(alert)).toMatchObject({ 'Accounts from there': 15 });
});

test('success-after-failures: an account is entered from a new network after wrong passwords', async () => {
  await happen([
    home('ada@example.com'),
    { code: wrongPassword, minutesAgo: 30, user: 'ada@example.com', ip: '203.0.113.9', events: 12 },
    { code: success, minutesAgo: 5, user: 'ada@example.com', ip: '203.0.113.10', country: 'RU' },
  ]);
  const [alert] = await alertsOf('success-after-failures');
  expect(alert).toMatchObject({ key: 'ada@example.com', level: 'alert', value: 12 });
  expect(evidenceOf(alert)).toMatchObject({ Address: '203.0.113.10', Country: 'Russia' });
});

test('impossible-travel: two places too far apart for the time between', async () => {
  const daily = { code: success, user: 'ada@example.com', ip: '192.0.2.10', country: 'DE' };
  await happen([
    { ...daily, minutesAgo: 50 * 60 },
    { ...daily, minutesAgo: 26 * 60 },
    { ...daily, minutesAgo: 60 },
    { ...daily, minutesAgo: 20, ip: '203.0.113.9', country: 'BR' },
  ]);
  const alerts = await alertsOf('impossible-travel');
  expect(alerts).toMatchObject([{ personal: true }]);
  expect(alerts[0]?.because).not.toContain('ada');
});

test('token-replay: tokens of one person used again from a strange address', async () => {
  const reused = firstOf('token-reused');
  await happen([
    home('ada@example.com'),
    { code: reused, minutesAgo: 20, user: 'ada@example.com', ip: '192.0.2.10', events: 2 },
    { code: reused, minutesAgo: 10, user: 'ada@example.com', ip: '203.0.113.9', events: 3 },
  ]);
  const alerts = await alertsOf('token-replay');
  expect(alerts).toEqual([
    expect.objectContaining({
      ...{ key: 'Payroll|ada@example.com', label: 'ada@example.com', personal: true },
      about: expect.objectContaining({ app: 'Payroll' }),
    }),
  ]);
});

test('app-credential: a credential that is about to expire is told of by itself, until it is renewed', async () => {
  const batch: WaitingBatch = {
    ...{ id: randomUUID(), workspaceId, feedId: database.feedId, receivedAt: now, attempts: 1 },
    ...{
      contentEncoding: null,
      wireFormat: 'text',
      body: Buffer.alloc(0),
      beside: null,
      systemHint: null,
      timeZone: 'UTC',
    },
    retention: { minuteRollupDays: 7, hourRollupDays: 400, signInDays: 30, successDays: 3 },
  };
  const tell = async (minutesAgo: number, expiresAt: Date | null) => {
    const client = await database.db.pool.connect();
    try {
      const notice = { system: 'entra', app: 'Invoice Export', appId: null, isWhole: false };
      const credentials = [
        { id: 'vault/secret/winter', name: 'winter', expiresAt: expiresAt?.toISOString() ?? null },
        { id: 'vault/secret/summer', name: 'summer', expiresAt: '2099-01-01T00:00:00.000Z' },
      ];
      await keepCredentials(client, batch, [
        { ...notice, saidAt: at(minutesAgo).toISOString(), credentials },
      ]);
    } finally {
      client.release();
    }
  };
  await tell(120, new Date(now.getTime() + 5 * 24 * hourMs));
  const [alert, ...others] = await alertsOf('app-credential');
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    key: 'Invoice Export|expires:vault/secret/winter',
    level: 'alert',
    about: { app: 'Invoice Export', errorCode: null },
  });
  expect(evidenceOf(alert)).toMatchObject({ Credential: 'winter' });

  await tell(60, null);
  expect(await alertsOf('app-credential')).toEqual([]);
  // What was said before comes late: it stays renewed.
  await tell(90, new Date(now.getTime() + 5 * 24 * hourMs));
  expect(await alertsOf('app-credential')).toEqual([]);
});
