import { randomUUID } from 'node:crypto';
import { alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { acknowledgeAlert } from '@turnaway/db/alert-history/acknowledge-alert';
import { listChanges } from '@turnaway/db/alert-history/list-changes';
import { muteAlert } from '@turnaway/db/alert-history/mute-alert';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { evaluateAlerts } from '../jobs/evaluate-alerts.js';

const minuteMs = 60_000;

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

/** Every test has a workspace of its own with one channel that is told of everything, and its own time. */
let workspaceId = '';
let clock = new Date();
beforeEach(async () => {
  workspaceId = `workspace-${randomUUID()}`;
  clock = new Date();
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
  await database.db.prisma.codeClass.create({
    data: {
      workspaceId,
      errorCode: 'entra/50126',
      system: 'entra',
      code: '50126',
      known: true,
      title: 'Wrong password',
      outcome: 'failure',
      cause: 'user-credential',
      source: 'identity-provider',
      actor: 'end-user',
    },
  });
  await database.db.prisma.channel.create({
    data: { workspaceId, name: 'first', url: 'https://hooks.example.com/', isDefault: true },
  });
});

/** Failures at apps a minute ago: `App 1` to `App <apps>`, each as many. */
async function fail(apps: number, events: number, from = 1): Promise<void> {
  for (const [table, unit] of [
    ['rollup_minutes', 'minute'],
    ['rollup_hours', 'hour'],
  ] as const) {
    await database.db.pool.query(
      `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select $1, date_trunc('${unit}', $2::timestamptz), 'entra/50126', 'App ' || n, $3, 'yes', $4
       from generate_series($6::int, $5::int) as n
       on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
       do update set events = ${table}.events + excluded.events`,
      [workspaceId, new Date(clock.getTime() - minuteMs), database.feedId, events, apps, from],
    );
  }
}

async function storeRule(rule: Record<string, unknown> = {}): Promise<string> {
  const input = alertRuleInputSchema.parse({
    name: 'Apps',
    kind: 'threshold',
    params: { measure: 'failures', windowMinutes: 10, threshold: 10, recoveryThreshold: 5, groupBy: 'app' },
    ...rule,
  });
  const row = await database.db.prisma.alertRule.create({ data: { workspaceId, ...ruleColumns(input) } });
  return row.id;
}

const evaluate = () =>
  evaluateAlerts(
    {
      db: database.db,
      queue,
      log: pino({ level: 'silent' }),
      now: () => clock,
      publicUrl: 'https://turnaway.example',
      secret: 'secret',
    },
    { workspaceId },
  );
const after = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * minuteMs);
};
const readAlerts = () =>
  database.db.prisma.alert.findMany({
    where: { workspaceId },
    orderBy: [{ startedAt: 'asc' }, { key: 'asc' }],
  });
async function readMessages() {
  const rows = await database.db.prisma.delivery.findMany({
    where: { workspaceId },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ body }) => {
    const message = alertWebhookSchema.parse(JSON.parse(body));
    if (message.type !== 'alert.firing' && message.type !== 'alert.resolved')
      throw new Error('expected an alert');
    return message;
  });
}
const firstId = async () => (await readAlerts())[0]?.id ?? '';
const historyOf = async (id: string) =>
  (await listChanges(database.db, { workspaceId, id }))?.map(({ what }) => what);

test('10,000 alerts at once: none is lost, each channel gets one message, and one when all are over', async () => {
  await storeRule();
  await fail(10_000, 12);
  const heapBefore = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  await evaluate();
  const tookMs = performance.now() - startedAt;
  const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1_048_576;
  console.info(`10,000 alerts: ${Math.round(tookMs)} ms, ${Math.round(heapMb)} MiB of heap more`);

  expect(await database.db.prisma.alert.count({ where: { workspaceId, state: 'firing' } })).toBe(10_000);
  const [message, ...others] = await readMessages();
  expect(others).toEqual([]);
  expect(message?.data).toMatchObject({ state: 'firing', alerts: { firing: 10_000, ended: 0 } });
  expect(message?.data.alerts?.items).toHaveLength(10);
  expect(message?.data.title).toContain('10,000 alerts');
  expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(20_000);

  await evaluate();
  after(15);
  await evaluate();
  expect(await database.db.prisma.alert.count({ where: { workspaceId, state: 'resolved' } })).toBe(10_000);
  expect((await readMessages()).map(({ type }) => type)).toEqual(['alert.firing', 'alert.resolved']);
  expect((await readMessages())[1]?.data.dedupKey).toBe(message?.data.dedupKey);
  expect(await database.db.prisma.alertState.count({ where: { rule: { workspaceId } } })).toBe(0);
}, 120_000);

test('what begins later is told with its group once the interval is over', async () => {
  const grouping = { waitSeconds: 30, intervalSeconds: 300 };
  await storeRule({ grouping });
  await fail(1, 12);
  await evaluate();
  expect(await readMessages()).toEqual([]);
  await fail(2, 12, 2);
  after(1);
  await evaluate();
  expect(await readMessages()).toMatchObject([{ data: { alerts: { firing: 2 } } }]);

  await fail(3, 12, 3);
  after(1);
  await evaluate();
  expect(await readMessages()).toHaveLength(1);
  after(5);
  await evaluate();
  expect((await readMessages())[1]?.data.alerts?.firing).toBe(3);
});

test('a message for each app, where a rule asks for it', async () => {
  await storeRule({ grouping: { by: 'app' } });
  await fail(3, 12);
  await evaluate();
  const messages = await readMessages();
  expect(messages.map(({ data }) => data.alerts?.items.map(({ label }) => label)).sort()).toEqual([
    ['App 1'],
    ['App 2'],
    ['App 3'],
  ]);
  expect(new Set(messages.map(({ data }) => data.dedupKey)).size).toBe(3);
});

test('a finding is told only when it has held for as long as the rule asks', async () => {
  await storeRule({ forMinutes: 5 });
  await fail(1, 12);
  await evaluate();
  expect(await readAlerts()).toEqual([]);
  expect(await database.db.prisma.alertRule.findFirst({ where: { workspaceId } })).toMatchObject({
    state: 'pending',
  });
  after(5);
  await evaluate();
  const [alert] = await readAlerts();
  expect(alert?.pendingSince?.getTime()).toBe(clock.getTime() - 5 * minuteMs);
  expect(await historyOf(alert?.id ?? '')).toEqual(['pending', 'firing', 'told']);
});

test.each([
  [true, 'To one channel.'],
  [false, 'To nobody: its rule tells no channel that is on.'],
])('the history of an alert says how many were told of it (a channel is on: %s)', async (enabled, note) => {
  await storeRule();
  await database.db.prisma.channel.updateMany({ where: { workspaceId }, data: { enabled } });
  await fail(1, 12);
  await evaluate();
  const changes = await listChanges(database.db, { workspaceId, id: await firstId() });
  expect(changes?.find(({ what }) => what === 'told')?.note).toBe(note);
});

test('from warning to alert is told at once, and not the other way round', async () => {
  const params = {
    measure: 'failures',
    windowMinutes: 10,
    warnThreshold: 10,
    threshold: 20,
    recoveryThreshold: 5,
    groupBy: 'app',
  };
  await storeRule({ params, grouping: { intervalSeconds: 3_600 } });
  await fail(1, 12);
  await evaluate();
  await fail(1, 12);
  after(1);
  await evaluate();
  expect((await readMessages()).map(({ data }) => data.level)).toEqual(['warn', 'alert']);
  expect(await historyOf(await firstId())).toEqual(['warn', 'told', 'escalated', 'told']);
});

test('a muted alert is told again when it is worse by half, and not before', async () => {
  await storeRule();
  await fail(1, 100);
  await evaluate();
  const id = await firstId();
  expect(
    await muteAlert(database.db, { workspaceId, id, by: 'ada@example.com', muted: true, now: clock }),
  ).toMatchObject({
    mutedBy: 'ada@example.com',
  });
  await fail(1, 40);
  after(1);
  await evaluate();
  expect(await readMessages()).toHaveLength(1);
  const looks = await database.db.prisma.alertEvaluation.findMany({
    where: { rule: { workspaceId } },
    orderBy: { at: 'desc' },
  });
  expect(looks[0]?.because).toContain('Muted until');
  await fail(1, 30);
  after(1);
  await evaluate();
  expect(await readMessages()).toHaveLength(2);
  expect((await readAlerts())[0]?.mutedAt).toBeNull();
});

test('an alert is told again while it fires, until somebody has it in hand', async () => {
  await storeRule({
    params: {
      measure: 'failures',
      windowMinutes: 1_440,
      threshold: 10,
      recoveryThreshold: 5,
      groupBy: 'app',
    },
    grouping: { repeatMinutes: 60 },
  });
  await fail(1, 12);
  await evaluate();
  after(59);
  await evaluate();
  expect(await readMessages()).toHaveLength(1);
  after(1);
  await evaluate();
  expect(await readMessages()).toHaveLength(2);
  await acknowledgeAlert(database.db, {
    workspaceId,
    id: await firstId(),
    by: 'ada@example.com',
    now: clock,
  });
  after(120);
  await evaluate();
  expect(await readMessages()).toHaveLength(2);
  expect(await historyOf(await firstId())).toEqual(['firing', 'told', 'acknowledged']);
});

test('a group that cannot be told stays due, and holds up none of the others', async () => {
  await storeRule({ grouping: { by: 'app', waitSeconds: 30 } });
  await fail(5, 12);
  await evaluate();
  const broken = (await readAlerts()).find(({ key }) => key === 'App 3');
  const setAbout = (about: string) =>
    database.db.pool.query('update alerts set about = $2 where id = $1', [broken?.id, about]);
  await setAbout('"nothing that can be read"');
  clock = new Date(clock.getTime() + 31_000);
  await evaluate();
  const apps = async () => (await readMessages()).map(({ data }) => data.alerts?.items[0]?.label).sort();
  expect(await apps()).toEqual(['App 1', 'App 2', 'App 4', 'App 5']);

  await setAbout(JSON.stringify(broken?.about));
  await evaluate();
  expect(await apps()).toEqual(['App 1', 'App 2', 'App 3', 'App 4', 'App 5']);
});
