import { randomUUID } from 'node:crypto';
import { type AlertKind, alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { listChanges } from '@turnaway/db/alert-history/list-changes';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { countGroups } from '@turnaway/db/alerting/count-groups';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished, test } from 'vitest';
import { evaluateAlerts } from '../jobs/evaluate-alerts.js';
import { type Happening, putEvents } from '../testing/put-events.js';
import { inhibitAlerts } from './inhibit-alerts.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const wrongPassword = 'entra/50126';

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

/** Every test has a workspace of its own with one channel, and its own time. */
let workspaceId = '';
let now = new Date();
beforeEach(async () => {
  workspaceId = `workspace-${randomUUID()}`;
  now = new Date(Math.floor((Date.now() - hourMs) / hourMs) * hourMs);
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
  await database.db.prisma.channel.create({
    data: { workspaceId, name: 'first', url: 'https://hooks.example.com/', isDefault: true },
  });
});

const happen = (happenings: readonly Happening[]) => putEvents(database, { workspaceId, now }, happenings);

async function storeRule(
  kind: AlertKind,
  params: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<string> {
  const grouping = { waitSeconds: 0, intervalSeconds: 0 };
  const input = alertRuleInputSchema.parse({ name: kind, kind, params, forMinutes: 0, grouping, ...more });
  const row = await database.db.prisma.alertRule.create({ data: { workspaceId, ...ruleColumns(input) } });
  return row.id;
}

async function evaluate(afterMinutes = 0, options: { patienceMs?: number } = {}): Promise<void> {
  now = new Date(now.getTime() + afterMinutes * minuteMs);
  const errors: unknown[] = [];
  const log = pino({ level: 'silent' });
  log.error = (...given: unknown[]) => void errors.push(...given);
  await evaluateAlerts(
    { db: database.db, queue, log, now: () => now, publicUrl: 'https://turnaway.example', secret: 'secret' },
    { workspaceId },
    options,
  );
  expect(errors).toEqual([]);
}

const readAlerts = async () => {
  const rows = await database.db.prisma.alert.findMany({ where: { workspaceId } });
  return new Map(rows.map((row) => [row.kind, row]));
};
async function readMessages() {
  const rows = await database.db.prisma.delivery.findMany({
    where: { workspaceId },
    orderBy: { createdAt: 'asc' },
  });
  const messages = rows.map(({ body }) => {
    const message = alertWebhookSchema.parse(JSON.parse(body));
    if (message.type !== 'alert.firing' && message.type !== 'alert.resolved')
      throw new Error('expected an alert');
    return { type: message.type, kind: message.data.rule.kind, data: message.data, at: message.timestamp };
  });
  // What is due at the same time is told side by side.
  return messages.toSorted(
    (one, other) => one.at.localeCompare(other.at) || String(one.kind).localeCompare(String(other.kind)),
  );
}
const told = async () => (await readMessages()).map(({ type, kind }) => `${kind} ${type.slice(6)}`);
const historyOf = async (id: string) =>
  (await listChanges(database.db, { workspaceId, id }))?.map(({ what }) => what);

const sprayed = (accounts: number, minutesAgo = 3): Happening[] =>
  Array.from({ length: accounts }, (_, index) => ({
    ...{ code: wrongPassword, minutesAgo, user: `user${index}@example.com` },
    ip: `203.0.113.${index % 5}`,
  }));
const many = { measure: 'failures', windowMinutes: 60, threshold: 20, recoveryThreshold: 5 };

test('one attack is one message: what it makes other rules see is recorded, and named in it', async () => {
  // The rule that is looked at first is the one that has less to say.
  const thresholdId = await storeRule('threshold', many);
  await storeRule('password-spray');
  await happen(sprayed(30));
  await evaluate();

  expect(await told()).toEqual(['password-spray firing']);
  const alerts = await readAlerts();
  const spray = alerts.get('password-spray');
  const threshold = alerts.get('threshold');
  expect(threshold).toMatchObject({ state: 'firing', inhibitedBy: spray?.id, toldAt: null });
  expect(await historyOf(threshold?.id ?? '')).toEqual(['firing', 'inhibited']);
  const [message] = await readMessages();
  expect(message?.data.alsoSeen).toMatchObject({ count: 1, items: [{ alertId: threshold?.id }] });
  expect(message?.data.summary).toContain('Also seen: 1 alert (threshold).');
  await evaluate(1);
  const looks = await database.db.prisma.alertEvaluation.findMany({ where: { ruleId: thresholdId } });
  expect(looks).toHaveLength(2);
  for (const { because } of looks) expect(because).toContain('Nothing is sent: password-spray tells of it.');
});

test('once more fails than the attack explains, the other rule speaks as well', async () => {
  await storeRule('password-spray');
  await storeRule('threshold', many);
  await happen(sprayed(30));
  await evaluate();
  await happen([
    { code: wrongPassword, minutesAgo: 1, user: 'ada@example.com', ip: '192.0.2.7', events: 25 },
  ]);
  await evaluate(1);

  expect(await told()).toEqual(['password-spray firing', 'threshold firing']);
  const threshold = (await readAlerts()).get('threshold');
  expect(threshold?.inhibitedBy).toBeNull();
  expect(await historyOf(threshold?.id ?? '')).toEqual(['firing', 'inhibited', 'uninhibited', 'told']);
});

test('once the attack is over and its time out of the window, a rule that still fires speaks', async () => {
  await storeRule('password-spray', { slowWindowMinutes: 0 }, { keepFiringMinutes: 0 });
  await storeRule('threshold', { ...many, windowMinutes: 240 });
  await happen(sprayed(30));
  await evaluate();
  await evaluate(61);
  const over = ['password-spray firing', 'password-spray resolved'];
  expect(await told()).toEqual(over);
  // Two accounts are tried from there all the same: that is no spray, and the window still holds the one before.
  await happen([
    { code: wrongPassword, minutesAgo: 1, user: 'ada@example.com', ip: '203.0.113.9', events: 12 },
    { code: wrongPassword, minutesAgo: 1, user: 'bob@example.com', ip: '203.0.113.9', events: 13 },
  ]);
  await evaluate(120);
  expect(await told()).toEqual(over);
  await happen([
    { code: wrongPassword, minutesAgo: 1, user: 'ada@example.com', ip: '203.0.113.9', events: 25 },
  ]);
  await evaluate(125);
  expect(await told()).toEqual([...over, 'threshold firing']);
});

test('an account that is entered during a spray is told by itself', async () => {
  await storeRule('password-spray');
  await storeRule('success-after-failures', { warnFailures: 3, alertFailures: 4 });
  await happen([
    ...sprayed(30),
    { code: wrongPassword, minutesAgo: 4, user: 'ada@example.com', ip: '203.0.113.9', events: 5 },
    { code: 'entra/0', minutesAgo: 1, user: 'ada@example.com', ip: '203.0.113.9', country: 'IS' },
  ]);
  await evaluate();
  expect((await told()).sort()).toEqual(['password-spray firing', 'success-after-failures firing']);
});

test('a provider’s trouble tells of the apps where it is felt, and not of one that fails by itself', async () => {
  await storeRule('provider-trouble');
  await storeRule('threshold', { ...many, groupBy: 'app' });
  const apps = ['Payroll', 'Wiki', 'VPN'];
  await happen([
    ...apps.map((app) => ({ code: 'entra/90033', minutesAgo: 3, app, user: 'ada@example.com', events: 25 })),
    { code: wrongPassword, minutesAgo: 3, app: 'Timesheets', user: 'bob@example.com', events: 25 },
  ]);
  await evaluate();
  expect(await told()).toEqual(['provider-trouble firing', 'threshold firing']);
  const [trouble, threshold] = await readMessages();
  expect(trouble?.data.alsoSeen?.count).toBe(3);
  // What others get wrong at the same time is no part of it.
  expect(trouble?.data.topErrors.map(({ errorCode }) => errorCode)).toEqual(['entra/90033']);
  expect(trouble?.data.counts.failures).toBe(75);
  expect(threshold?.data.alerts?.items.map(({ label }) => label)).toEqual(['Timesheets']);
});

test('a rule that tells a channel of its own speaks there, whatever others are told', async () => {
  const own = await database.db.prisma.channel.create({
    data: { workspaceId, name: 'team', url: 'https://team.example.com/' },
  });
  await storeRule('password-spray');
  const thresholdId = await storeRule('threshold', many);
  await database.db.prisma.alertRuleChannel.create({ data: { ruleId: thresholdId, channelId: own.id } });
  await happen(sprayed(30));
  await evaluate();
  expect(await told()).toEqual(['password-spray firing', 'threshold firing']);
});

test('a silenced attack tells of nothing', async () => {
  const ruleId = await storeRule('password-spray');
  await storeRule('threshold', many);
  await database.db.prisma.silence.create({
    data: {
      workspaceId,
      matchers: { ruleId: [ruleId] },
      startsAt: new Date(now.getTime() - minuteMs),
      endsAt: new Date(now.getTime() + hourMs),
      comment: 'Known',
      author: 'ada@example.com',
    },
  });
  await happen(sprayed(30));
  await evaluate();
  expect(await told()).toEqual(['threshold firing']);
});

/** A feed beside the one that all events come from otherwise, and the hourly successes of each over the last days. */
async function bringSuccesses(hourly: { first: number; second: number }, hours: readonly number[]) {
  const { id: secondId } = await database.db.prisma.feed.create({ data: { workspaceId, name: 'second' } });
  const { id: firstId } = await database.db.prisma.feed.create({ data: { workspaceId, name: 'first' } });
  await database.db.prisma.codeClass.create({
    data: {
      ...{ workspaceId, errorCode: 'entra/0', system: 'entra', code: '0', known: true, title: 'Signed in' },
      ...{ outcome: 'success', cause: null, source: 'identity-provider', actor: 'nobody' },
    },
  });
  for (const [feedId, events] of [
    [firstId, hourly.first],
    [secondId, hourly.second],
  ] as const) {
    for (const table of ['rollup_minutes', 'rollup_hours']) {
      await database.db.pool.query(
        `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
         select $1, $2::timestamptz - make_interval(hours => hours), 'entra/0', 'Mail', $3, 'yes', $4
         from unnest($5::int[]) as hours`,
        [workspaceId, now, feedId, events, hours],
      );
    }
  }
  return { firstId, secondId };
}

/** Stores an alert as a look would have left it that nobody was told of yet. */
async function storeAlert(ruleId: string, kind: AlertKind, key: string, value: number, threshold: number) {
  const { id: groupId } = await database.db.prisma.alertGroup.create({
    data: { id: randomUUID(), workspaceId, ruleId, key, dueAt: now },
  });
  const { id } = await database.db.prisma.alert.create({
    data: {
      ...{ workspaceId, ruleId, ruleName: kind, kind, state: 'firing', startedAt: now, key, groupId },
      ...{ dedupKey: `${ruleId} ${key}`, because: 'Found.', threshold, value },
      ...{ valueAtStart: value, peakValue: value, worseWhen: kind === 'baseline' ? 'lower' : 'higher' },
    },
  });
  return id;
}

test.each([
  ['nearly all', { first: 95, second: 5 }, true],
  ['half', { first: 50, second: 50 }, false],
])(
  'missing successes are told by the silence of a feed that usually brings %s of them',
  async (_, hourly, isTold) => {
    const dropId = await storeRule('baseline', { measure: 'successes', direction: 'drop', groupBy: 'none' });
    const silentId = await storeRule('feed-silent');
    const { firstId } = await bringSuccesses(hourly, [24, 25, 168, 169]);
    const drop = await storeAlert(dropId, 'baseline', 'all', 0, 40);
    const silence = await storeAlert(silentId, 'feed-silent', `${firstId}|silent`, 100, 80);
    const context = { db: database.db, queue, log: pino({ level: 'silent' }), now: () => now };
    await inhibitAlerts(context, workspaceId, async () => 0);
    const alerts = await readAlerts();
    expect(alerts.get('feed-silent')?.inhibitedBy).toBeNull();
    expect(alerts.get('baseline')).toMatchObject({ id: drop, inhibitedBy: isTold ? silence : null });
  },
);

test('missing successes that were told before the silence was found are repeated no more, and end by themselves', async () => {
  const repeat = { forMinutes: 0, keepFiringMinutes: 0 };
  const grouping = { waitSeconds: 0, intervalSeconds: 0, repeatMinutes: 30 };
  const dropRuleId = await storeRule(
    'baseline',
    { measure: 'successes', direction: 'drop', groupBy: 'none' },
    { ...repeat, grouping },
  );
  const silentRuleId = await storeRule('feed-silent');
  const { firstId } = await bringSuccesses({ first: 95, second: 5 }, [24, 25, 168, 169]);
  const dropId = await storeAlert(dropRuleId, 'baseline', 'all', 0, 40);
  await database.db.prisma.alert.update({
    where: { id: dropId },
    data: { toldAt: new Date(now.getTime() - hourMs), toldLevel: 'alert' },
  });
  const { groupId } = await database.db.prisma.alert.findUniqueOrThrow({ where: { id: dropId } });
  const countOfGroup = async () =>
    (await countGroups(database.db, [groupId ?? ''])).get(groupId ?? '') ?? null;
  const context = { db: database.db, queue, log: pino({ level: 'silent' }), now: () => now };
  expect(await countOfGroup()).toMatchObject({ firing: 1, unattended: 1 });

  const silenceId = await storeAlert(silentRuleId, 'feed-silent', `${firstId}|silent`, 100, 80);
  await inhibitAlerts(context, workspaceId, async () => 0);
  expect((await readAlerts()).get('baseline')).toMatchObject({ id: dropId, inhibitedBy: silenceId });
  expect(await historyOf(dropId)).toEqual(['inhibited']);
  expect(await countOfGroup()).toMatchObject({ firing: 0, unattended: 0 });

  // Whoever was told that it began is told that it is over.
  await database.db.prisma.alert.update({
    where: { id: dropId },
    data: { state: 'resolved', endedAt: now },
  });
  expect(await countOfGroup()).toMatchObject({ firing: 0, ended: 1 });
});

/** Holds the lock of a rule as a look does that takes long, until it is let go. */
async function holdRule(ruleId: string): Promise<() => Promise<void>> {
  const client = await database.db.pool.connect();
  await client.query('begin');
  await client.query('select 1 from alert_rules where id = $1 for update', [ruleId]);
  let isHeld = true;
  const letGo = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('rollback');
    client.release();
  };
  onTestFinished(letGo);
  return letGo;
}
/** Resolves once so many looks wait for a rule that somebody else has. */
const untilWaiting = (looks: number) =>
  expect
    .poll(
      async () => {
        const { rows } = await database.db.pool.query(
          `select count(*)::int as looks from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows[0].looks;
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(looks);
const lookedAt = async (id: string) =>
  (await database.db.prisma.alertRule.findUniqueOrThrow({ where: { id } })).lastEvaluatedAt;
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

test('what one worker finds is not told by another one before the rule that may tell of it was looked at', async () => {
  await storeRule('threshold', many);
  const sprayId = await storeRule('password-spray');
  const lastId = await storeRule('rejects');
  const letLastGo = await holdRule(lastId);
  // The other worker sees no attack yet, and takes long with its last rule.
  const other = evaluate();
  await untilWaiting(1);
  pass(11_000);
  await happen(sprayed(30));
  const letSprayGo = await holdRule(sprayId);
  const finder = evaluate();
  await untilWaiting(2);
  await letLastGo();
  await expect.poll(() => lookedAt(lastId), { timeout: 20_000, interval: 50 }).not.toBeNull();
  // It does not tell what the first one found, but waits, too, to hear the rule that may tell of it.
  await Promise.race([other, untilWaiting(2)]);
  expect(await told()).toEqual([]);
  await letSprayGo();
  await Promise.all([other, finder]);
  expect(await told()).toEqual(['password-spray firing']);
});

test('a rule that is stuck holds back no message for longer than some seconds', async () => {
  await storeRule('threshold', many);
  const sprayId = await storeRule('password-spray');
  await happen(sprayed(30));
  const letSprayGo = await holdRule(sprayId);
  const looking = evaluate(0, { patienceMs: 50 });
  await untilWaiting(1);
  pass(4_000);
  await expect.poll(async () => (await readAlerts()).size).toBe(1);
  expect(await told()).toEqual([]);
  pass(2_000);
  await expect.poll(told, { timeout: 20_000, interval: 50 }).toEqual(['threshold firing']);
  await letSprayGo();
  await looking;
});
